import type { SignedIn } from '../context.ts';
import type { LineRow } from '../customers/customer.rows.ts';
import { statement } from '../database/sql.ts';
import { doorPath } from '../telephony/door.service.ts';
import { UNKNOWN_MOBILE } from './ring-arguments.ts';

const LINES = statement<LineRow>(
  'simulator-lines',
  `select 'Line' as "__typename", l.id, l.customer_id as "customerId", l.number, l.is_block as "isBlock", l.label, l.version
   from line l join customer c on c.id = l.customer_id order by c.name, l.number limit 200`,
);
// A few of each customer's book: those about whom something is to be decided come first.
const CALLERS = statement<{ number: string; label: string }>(
  'simulator-callers',
  `select number, concat_ws(' · ', name, case when is_blocked then 'gesperrt' when always_put_through_to is not null then 'immer durchstellen' when is_vip then 'VIP' end,
     customer_name) as label
   from (
     select n.number, k.name, k.is_blocked, k.always_put_through_to, k.is_vip, c.name as customer_name,
       row_number() over (partition by c.id order by k.is_vip desc, k.always_put_through_to is null, k.is_blocked desc, k.name, k.id) as place
     from contact k join customer c on c.id = k.customer_id join contact_number n on n.contact_id = k.id and n.position = 0
   ) book
   where place <= 5 order by customer_name, place limit 200`,
);

/** What the simulator can call with; null where the demo is off. */
export async function simulatorFor(ctx: SignedIn) {
  if (ctx.demoDoorSecret === null) return null;
  const [lines, known] = await Promise.all([ctx.sql.query(LINES), ctx.sql.query(CALLERS)]);
  const callerNumbers = [{ number: UNKNOWN_MOBILE, label: 'Unbekannt, mobil' }, { number: null, label: 'Unterdrückt' }, ...known];
  return { doorPath: doorPath(ctx.demoDoorSecret), lines, callerNumbers };
}
