import { readCall } from '../calls/call.rows.ts';
import { takeCall } from '../calls/hand.service.ts';
import { reportIncoming } from '../calls/report.service.ts';
import type { House } from './house.ts';
import { median } from './figures.ts';
import { type BenchRow, row } from './row.ts';

const DESKS = 16;
const ROUNDS = 150;

/** 16 desks want one call: until the winner knows, against the same race decided by SELECT … FOR UPDATE and an UPDATE. */
export async function benchClaim(house: House): Promise<BenchRow[]> {
  const desks = house.secretaries.slice(0, DESKS);
  const ring = async () => {
    const call = await reportIncoming(house.sql, 'bench', { calledNumber: house.lines[0] as string, callerNumber: null, externalId: crypto.randomUUID(), receivedAt: null }, new Date());
    if (!('id' in call)) throw new Error('the bench has no line');
    return call.id;
  };
  const end = (id: string) => house.sql.pool.query("update call set state = 'ENDED', ended_at = now(), end_reason = 'SILENT' where id = $1", [id]);

  /** The classic: a lock, a look, a write. */
  const lockAndLook = async (id: string, secretaryId: string): Promise<boolean> => {
    const client = await house.sql.pool.connect();
    try {
      await client.query('begin');
      const { rows } = await client.query({ name: 'bench-lock', text: 'select state, customer_id from call where id = $1 for update', values: [id] });
      const wins = rows[0]?.state === 'RINGING';
      if (wins) {
        await client.query({ name: 'bench-write', text: "update call set state = 'TAKEN', taken_by = $2, taken_at = now(), state_since = now() where id = $1", values: [id, secretaryId] });
        await client.query({ name: 'bench-presence', text: "update secretary set presence = 'BUSY', presence_since = now() where id = $1 and presence in ('AVAILABLE', 'WRAP_UP')", values: [secretaryId] });
        await client.query({ name: 'bench-append', text: "select append_event('CALL_CHANGED', $1, $2)", values: [rows[0].customer_id, id] });
      }
      await client.query('commit');
      if (wins) await readCall(house.sql, id);
      return wins;
    } finally {
      client.release();
    }
  };

  const race = async (claim: (id: string, desk: (typeof desks)[number]) => Promise<boolean>): Promise<number> => {
    const id = await ring();
    const start = performance.now();
    let won = 0;
    let winner = 0;
    await Promise.all(
      desks.map(async desk => {
        if (!(await claim(id, desk))) return;
        won++;
        winner = performance.now() - start;
      }),
    );
    if (won !== 1) throw new Error(`${won} desks won one call`);
    await end(id);
    return winner;
  };
  const ours: number[] = [];
  const classic: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    ours.push(await race(async (id, { actor }) => !('refused' in (await takeCall({ ...house.as(actor), actor } as never, id)))));
    classic.push(await race((id, { actor }) => lockAndLook(id, actor.secretaryId)));
  }
  return [row('claim: 16 desks at once, until the winner knows ÷ SELECT FOR UPDATE', 'ms p50', median(ours), median(classic), 0.6)];
}
