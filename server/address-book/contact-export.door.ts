import type { FastifyInstance, FastifyRequest } from 'fastify';
import { loadContactPages, type ContactRow } from '../contacts/contact.rows.ts';
import { type Context, type Ground, makeContext } from '../context.ts';
import { loadCustomers } from '../customers/customer.rows.ts';
import { statement } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';
import { contactCard } from '../downloads/contact-card.ts';
import { CSV_START, csvRows, numberCell, textCell } from '../downloads/csv.ts';
import { busy, type Downloads } from '../downloads/download.ts';
import { actsFor, hasRight, isSupervisor, type Principal } from '../identity/actor.ts';
import { formatPhoneNumber } from '../numbers/phone-number.ts';

const PORTION = 200;
const TYPES = { csv: 'text/csv; charset=utf-8', vcf: 'text/vcard; charset=utf-8' } as const;

const SIZE = statement<{ contacts: number; numbers: number }>(
  'contact-export-size',
  `select count(*)::int as contacts, coalesce(max((select count(*) from contact_number n where n.customer_id = c.customer_id and n.contact_id = c.id)), 0)::int as numbers
   from contact c where customer_id = $1`,
);

const WORDS = {
  de: { file: 'kontakte', columns: ['Name', 'Firma', 'VIP', 'Gesperrt', 'Gruppen', 'Hinweis', 'E-Mail', 'Anschrift'], number: 'Telefon', label: 'Bezeichnung', yes: 'ja', no: 'nein' },
  en: { file: 'contacts', columns: ['Name', 'Company', 'VIP', 'Blocked', 'Groups', 'Remarks', 'E-mail', 'Address'], number: 'Phone', label: 'Label', yes: 'yes', no: 'no' },
};
type Words = (typeof WORDS)['de'];

/** Whether somebody takes the address book out as a file: the customer's people, a key of theirs that reads contacts, and a supervisor who acts for it at the moment. */
export const canExportContacts = (asker: Principal, customerId: string): boolean =>
  (hasRight(asker, customerId, 'READ') && (asker.kind !== 'API_KEY' || asker.scopes.has('contacts:read'))) || (isSupervisor(asker) && actsFor(asker, customerId));

/** Where the address book is fetched as a file; whoever may not have it finds nothing. */
export function openContactExport(app: FastifyInstance, ground: Ground, hand: Downloads, whoAsks: (request: FastifyRequest) => Promise<Principal | null>): void {
  app.get<{ Params: { format: string }; Querystring: { customer?: unknown; language?: unknown } }>('/exports/contacts.:format', async (request, reply) => {
    const asker = await whoAsks(request);
    const { format } = request.params;
    const { customer: customerId, language } = request.query;
    const nothing = () => reply.status(404).send({ error: 'There is nothing here.' });
    if (!asker || !Object.hasOwn(TYPES, format) || typeof customerId !== 'string' || !isUuid(customerId) || !canExportContacts(asker, customerId)) return nothing();
    const ctx = makeContext(ground, asker, { origin: { address: request.ip, userAgent: request.headers['user-agent'] ?? null, site: ground.site.url } });
    if (!(await ctx.edge(loadCustomers, customerId))) return nothing();
    const place = hand.enter(asker);
    if (place === null) return busy(reply);
    try {
      const size = (await ctx.sql.one(SIZE, [customerId])) ?? { contacts: 0, numbers: 0 };
      await ctx.audit.did('exportContacts', 'EXPORTED', [customerId]);
      const words = WORDS[language === 'en' ? 'en' : 'de'];
      const portions = readContacts(ctx, customerId);
      return place.send(reply, {
        name: `${words.file}-${ground.now().toISOString().slice(0, 10)}.${format}`, type: TYPES[format as keyof typeof TYPES], records: size.contacts,
        parts: format === 'csv' ? contactsCsv(portions, words, Math.max(size.numbers, 1)) : contactsVCard(portions),
      });
    } catch (error) {
      place.leave();
      throw error;
    }
  });
}

/** The address book by name, a portion at a time. */
async function* readContacts(ctx: Context, customerId: string): AsyncGenerator<ContactRow[]> {
  for (let after: { key: string; id: string } | null = null; ;) {
    const contacts: ContactRow[] = await ctx.edge(loadContactPages, { customerId, limit: PORTION, after, search: null, vipOnly: false, blockedOnly: false, group: null });
    ctx.forgetEdges();
    if (contacts.length) yield contacts;
    const last = contacts.at(-1);
    if (!last || contacts.length < PORTION) return;
    after = { key: last.name, id: last.id };
  }
}

/** A table that opens in German Excel and can be read in again. */
async function* contactsCsv(portions: AsyncIterable<ContactRow[]>, { columns, number, label, yes, no }: Words, most: number): AsyncGenerator<string> {
  const places = Array.from({ length: most }, (_, place) => place);
  yield CSV_START + csvRows([[...columns, ...places.flatMap(place => [`${number} ${place + 1}`, `${label} ${place + 1}`])]]);
  for await (const contacts of portions) {
    yield csvRows(contacts.map(({ name, company, isVip, isBlocked, groups, remarks, emails, address, numbers, numberLabels }) => [
      textCell(name), textCell(company), isVip ? yes : no, isBlocked ? yes : no, textCell(groups.join(', ')), textCell(remarks), textCell(emails.join(', ')), textCell(address),
      ...places.flatMap(place => [numbers[place] === undefined ? '' : numberCell(formatPhoneNumber(numbers[place])), textCell(numberLabels[place] ?? null)]),
    ]));
  }
}

async function* contactsVCard(portions: AsyncIterable<ContactRow[]>): AsyncGenerator<string> {
  for await (const contacts of portions)
    yield contacts.map(contactCard).join('');
}
