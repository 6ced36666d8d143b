import { reportIncoming } from '../calls/report.service.ts';
import type { House } from './house.ts';
import { atLeast } from './figures.ts';
import type { BenchRow } from './row.ts';

const IN_FLIGHT = 8;
const SECONDS = 3;

async function perSecond(work: () => Promise<unknown>): Promise<number> {
  const end = performance.now() + SECONDS * 1000;
  let done = 0;
  await Promise.all(
    Array.from({ length: IN_FLIGHT }, async () => {
      while (performance.now() < end) {
        await work();
        done++;
      }
    }),
  );
  return done / SECONDS;
}

/** Calls recorded per second with decision and event, eight at a time, against a plain insert of the same row. */
export async function benchRecording(house: House): Promise<BenchRow[]> {
  let n = 0;
  const record = () =>
    reportIncoming(house.sql, 'bench', { calledNumber: house.lines[n % house.lines.length] as string, callerNumber: `+4917139200${String(10 + (n % 30))}`, externalId: `r${n++}`, receivedAt: null }, new Date());
  const { rows } = await house.sql.pool.query('select l.customer_id, l.id, c.decision from line l join call c on c.line_id = l.id limit 1');
  const { customer_id: customerId, id: lineId, decision } = rows[0] as { customer_id: string; id: string; decision: unknown };
  const insert = () =>
    house.sql.pool.query({
      name: 'bench-insert',
      text: `insert into call (customer_id, id, line_id, reporter, external_id, caller_number, withheld, contact_names, state, received_at, state_since, decision)
        values ($1, $2, $3, 'bench', $4, '+491713920010', false, 'Kontakt 10', 'RINGING', now(), now(), $5)`,
      values: [customerId, crypto.randomUUID(), lineId, `p${n++}`, JSON.stringify(decision)],
    });
  await record();
  await insert();
  const ours = await perSecond(record);
  const plain = await perSecond(insert);
  const appended = await perSecond(() =>
    house.sql.pool.query({
      name: 'bench-insert-append',
      text: `with arrived as (
        insert into call (customer_id, id, line_id, reporter, external_id, caller_number, withheld, contact_names, state, received_at, state_since, decision)
        values ($1, $2, $3, 'bench', $4, '+491713920010', false, 'Kontakt 10', 'RINGING', now(), now(), $5) returning id, customer_id)
        select append_event('CALL_CHANGED', customer_id, id) from arrived`,
      values: [customerId, crypto.randomUUID(), lineId, `p${n++}`, JSON.stringify(decision)],
    }),
  );
  await house.sql.pool.query("update call set state = 'ENDED', ended_at = now(), end_reason = 'SILENT' where state <> 'ENDED'");
  return [
    atLeast('recording: insert with its event, 8 in flight ÷ plain insert', 'calls/s', appended, plain, 0.45),
    atLeast('recording: the whole report (line, decision, insert, event) ÷ 1,000 calls/s', 'calls/s', ours, 1000, 1),
  ];
}
