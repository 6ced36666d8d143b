import type { Batch } from '../context.ts';
import { statement, type Sql } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';
import { canSeeFaq } from './faq.policy.ts';

/** A question with its answer as the API shows it. */
export interface FaqRow {
  __typename: 'Faq';
  id: string;
  customerId: string;
  question: string;
  answer: string | null;
  position: number;
  /** Who suggested it; null for one that is in force. */
  suggestedById: string | null;
  suggestedAt: Date | null;
  updatedAt: Date;
  version: number;
}

/** A stretch of one customer's questions, in their order. */
export interface FaqPage { customerId: string; limit: number; after: { position: number; id: string } | null; search: string | null; areSuggested: boolean }

const FAQ = `'Faq' as "__typename", f.id, f.customer_id as "customerId", f.question, f.answer, f.position, f.suggested_by as "suggestedById", f.suggested_at as "suggestedAt",
  f.updated_at as "updatedAt", f.version`;

const FAQS_BY_ID = statement<FaqRow>('faqs-by-id', `select ${FAQ} from faq f where f.id = any($1::uuid[])`);
// Whole words in whichever form, as the search for calls has it, or a part of the question while somebody types.
const FAQ_PAGE = statement<FaqRow>(
  'faq-page',
  `select page.* from unnest($1::uuid[]) as parent(id) cross join lateral (
     select ${FAQ} from faq f where f.customer_id = parent.id and (f.suggested_at is not null) = $5 and (f.position, f.id) > ($3::int, $4::uuid)
       and ($6 = '' or f.search @@ websearch_to_tsquery('german', $6) or f.search @@ websearch_to_tsquery('simple', $6) or lower(f.question) like $7)
     order by f.position, f.id limit $2
   ) page order by page.position, page.id`,
);

/** The question, whoever asks; undefined when there is none. */
export const readFaq = async (sql: Pick<Sql, 'one'>, id: string): Promise<FaqRow | undefined> => (isUuid(id) ? sql.one(FAQS_BY_ID, [[id]]) : undefined);

/** Questions that the actor sees, null for the others. */
export const loadFaqs: Batch<string, FaqRow | null> = async ({ sql, actor }, ids) => {
  const rows = new Map((await sql.query(FAQS_BY_ID, [ids.filter(isUuid)])).map(row => [row.id, row]));
  return ids.map(id => {
    const row = rows.get(id);
    return row && canSeeFaq(actor, row.customerId) ? row : null;
  });
};

/** Stretches of customers' questions, in their order; those of several customers in one read. Nothing for customers that the actor does not see. */
export const loadFaqPages: Batch<FaqPage, FaqRow[]> = async ({ sql, actor }, pages) => {
  const read = new Map<FaqPage, FaqRow[]>();
  for (const alike of Map.groupBy(pages, ({ customerId: _, ...rest }) => JSON.stringify(rest)).values()) {
    const { limit, after, areSuggested, search } = alike[0] as FaqPage;
    const sought = search?.replaceAll('\0', '').slice(0, 200).trim() ?? '';
    const rows = await sql.query(FAQ_PAGE, [
      alike.map(page => page.customerId).filter(customerId => canSeeFaq(actor, customerId)), limit, after?.position ?? -1, after?.id ?? '00000000-0000-0000-0000-000000000000', areSuggested, sought,
      `%${sought.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`,
    ]);
    const ofCustomer = Map.groupBy(rows, row => row.customerId);
    for (const page of alike) read.set(page, ofCustomer.get(page.customerId) ?? []);
  }
  return pages.map(page => read.get(page) as FaqRow[]);
};
