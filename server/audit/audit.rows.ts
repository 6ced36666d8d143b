import type { Batch } from '../context.ts';
import type { Stretch } from '../customers/customer.rows.ts';
import { statement, type Sql } from '../database/sql.ts';
import { uuidAt } from '../database/uuid.ts';
import { storedData } from '../privacy/stored-data.ts';
import { AUDIT_KINDS, type AuditEntry, type AuditKind } from './audit-entry.ts';
import { canReadAuditLog } from './audit.policy.ts';

/** An entry as the API shows one. */
export interface AuditEntryRow {
  __typename: 'AuditEntry';
  id: string;
  at: Date;
  actorKind: 'SECRETARY' | 'CUSTOMER_USER' | 'API_KEY' | 'SYSTEM' | 'ADDRESS';
  actorName: string | null;
  customerId: string | null;
  act: string;
  kind: AuditKind;
  address: string | null;
  device: string | null;
  reason: string | null;
  times: number;
  fields: string[];
}

/** Which entries of a customer to show; everything given must hold. */
export interface AuditFilter { kinds?: readonly AuditKind[] | null; from?: Date | null; until?: Date | null }

// The name is kept as it is now: whoever acted may be called otherwise later, or be gone. A supervisor who acts for a customer has said why.
const INSERT = statement(
  'audit-insert',
  `insert into audit_entry (id, at, actor_kind, actor_id, actor_name, customer_id, act, kind, subject_ids, address, device, reason, times, fields)
   select e.id, e.at, e."actorKind", e."actorId", coalesce(s.name, u.name, k.name), e."customerId", e.act, e.kind, e."subjectIds"::uuid[], e.address, e.device,
     coalesce(e.reason, (select a.reason from acting a where a.secretary_id = s.id and a.customer_id = e."customerId" and a.since <= e.at and a.until > e.at order by a.since desc limit 1)), e.times, e.fields::text[]
   from jsonb_to_recordset($1::jsonb) as e(id uuid, at timestamptz, "actorKind" text, "actorId" uuid, "customerId" uuid, act text, kind text, "subjectIds" text,
     address text, device text, reason text, times integer, fields text)
   left join secretary s on e."actorKind" = 'SECRETARY' and s.id = e."actorId"
   left join customer_user u on e."actorKind" = 'CUSTOMER_USER' and u.id = e."actorId"
   left join api_key k on e."actorKind" = 'API_KEY' and k.id = e."actorId"`,
);
const PAGE = statement<AuditEntryRow>(
  'audit-page',
  `select page.* from unnest($1::uuid[]) as parent(id) cross join lateral (
     select 'AuditEntry' as "__typename", e.id, e.at, e.actor_kind as "actorKind", e.actor_name as "actorName", e.customer_id as "customerId", e.act, e.kind, e.address, e.device,
       e.reason, e.times, e.fields
     from audit_entry e
     where e.customer_id = parent.id and (e.at, e.id) < ($2::timestamptz, $3::uuid) and e.at >= $4 and e.at < $5 and e.kind = any($6::text[])
     order by e.at desc, e.id desc limit $7
   ) page order by page.at desc, page.id desc`,
);

const tablesOfCustomers = Object.entries(storedData).filter(([, { columns }]) => columns['customer_id'] && columns['id']).map(([table]) => table);

const WHOSE = statement<{ customerId: string }>(
  'audit-whose',
  `select id as "customerId" from customer where id = any($1::uuid[])
   ${tablesOfCustomers.filter(table => table !== 'audit_entry').map(table => `union select customer_id from "${table}" where id = any($1::uuid[]) and customer_id is not null`).join(' ')}`,
);

/** Writes the entries, all or none. */
export async function insertEntries(sql: Sql, entries: readonly AuditEntry[]): Promise<void> {
  const rows = entries.map(({ actor, subjectIds, fields, ...entry }) => ({ ...entry, fields: `{${fields.join(',')}}`, id: uuidAt(entry.at), actorKind: actor.kind, actorId: actor.id, subjectIds: `{${subjectIds.join(',')}}` }));
  await sql.query(INSERT, [JSON.stringify(rows)]);
}

/** The customers to whom these rows belong, or who are among them. */
export const customersOf = async (sql: Sql, ids: readonly string[]): Promise<string[]> => (ids.length ? (await sql.query(WHOSE, [ids])).map(({ customerId }) => customerId) : []);

/** A stretch of what happened with one customer's data. */
export interface AuditPage extends Stretch {
  customerId: string;
  filter: AuditFilter;
}

/** Stretches of what happened with customers' data, newest first; those of several customers in one read. Nothing for customers whose log is not the actor's to read. */
export const loadAuditPages: Batch<AuditPage, AuditEntryRow[]> = async ({ sql, actor }, pages) => {
  const read = new Map<AuditPage, AuditEntryRow[]>();
  for (const alike of Map.groupBy(pages, ({ customerId: _, ...rest }) => JSON.stringify(rest)).values()) {
    const { limit, after, filter } = alike[0] as AuditPage;
    const customerIds = alike.map(page => page.customerId).filter(customerId => canReadAuditLog(actor, customerId));
    const rows = await sql.query(PAGE, [
      customerIds, after?.key ?? 'infinity', after?.id ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff', filter.from ?? '-infinity', filter.until ?? 'infinity', filter.kinds ?? AUDIT_KINDS, limit,
    ]);
    const ofCustomer = Map.groupBy(rows, row => row.customerId);
    for (const page of alike) read.set(page, ofCustomer.get(page.customerId) ?? []);
  }
  return pages.map(page => read.get(page) as AuditEntryRow[]);
};
