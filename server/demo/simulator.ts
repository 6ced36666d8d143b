import type { SignedIn } from '../context.ts';
import { statement } from '../database/sql.ts';
import type { LineRow } from '../customers/customer.rows.ts';
import { doorPath } from '../telephony/door.service.ts';

const LINES = statement<LineRow>(
  'simulator-lines',
  `select 'Line' as "__typename", l.id, l.customer_id as "customerId", l.number, l.is_block as "isBlock", l.label, l.version
   from line l join customer c on c.id = l.customer_id order by c.name, l.number limit 100`,
);
const CALLERS = statement<{ number: string; label: string }>(
  'simulator-callers',
  `select n.number, k.name || ' → ' || c.name || case when k.is_vip then ' (VIP)' when k.is_blocked then ' (gesperrt)' else '' end as label
   from contact k join customer c on c.id = k.customer_id join contact_number n on n.contact_id = k.id and n.position = 0
   order by c.name, k.is_vip desc, k.name limit 60`,
);

/** What the simulator can call with; null where the demo is off. */
export async function simulatorFor(ctx: SignedIn) {
  if (ctx.demoDoorSecret === null) return null;
  const [lines, known] = await Promise.all([ctx.sql.query(LINES), ctx.sql.query(CALLERS)]);
  const callerNumbers = [{ number: '+4917604069042', label: 'Unbekannt, mobil' }, { number: null, label: 'Unterdrückt' }, ...known];
  return { doorPath: doorPath(ctx.demoDoorSecret), lines, callerNumbers };
}
