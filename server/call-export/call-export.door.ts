import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { loadCalls } from '../calls/call.rows.ts';
import { type CallFilter, countCalls } from '../calls/history.service.ts';
import { type Context, type Ground, makeContext } from '../context.ts';
import { loadCustomers } from '../customers/customer.rows.ts';
import { isUuid } from '../database/uuid.ts';
import { busy, type Downloads } from '../downloads/download.ts';
import { type Actor, actsFor, hasRight, isSupervisor, type Principal } from '../identity/actor.ts';
import { callBacksIcs, callersVCard, callsCsv, type ExportOf } from './call-files.ts';
import { exportWords } from './export-words.ts';
import { exported, type ExportedCall, readExportedCalls } from './exported-call.ts';
import { notesPdf } from './notes-pdf.ts';

/** What an export can be made as: the ending of its address, its media type, and of how many calls, where that is not as many as there are. */
const FORMATS = {
  csv: { type: 'text/csv; charset=utf-8', make: callsCsv, most: Infinity },
  // What a printer and the address book or calendar of a telephone still take.
  pdf: { type: 'application/pdf', make: notesPdf, most: 5_000 },
  vcf: { type: 'text/vcard; charset=utf-8', make: callersVCard, most: 20_000 },
  ics: { type: 'text/calendar; charset=utf-8', make: callBacksIcs, most: 500 },
} as const satisfies Record<string, { type: string; make: (portions: AsyncIterable<readonly ExportedCall[]>, of: ExportOf) => AsyncGenerator<string | Uint8Array>; most: number }>;
type Format = keyof typeof FORMATS;

/** Whether somebody takes calls of the customer out as a file: its people, a key of theirs that reads calls, and a supervisor who acts for it at the moment. */
export const canExportCalls = (asker: Principal, customerId: string): boolean =>
  (hasRight(asker, customerId, 'READ') && (asker.kind !== 'API_KEY' || asker.scopes.has('calls:read'))) || (isSupervisor(asker) && actsFor(asker, customerId));

type Asked = Partial<Record<'customer' | 'call' | 'language' | 'search' | 'results' | 'needsCallBack' | 'urgent' | 'secretary' | 'contact' | 'from' | 'until' | 'count', string>>;

/** Where calls and notes are fetched as files; whoever may not have them finds nothing. */
export function openCallExport(app: FastifyInstance, ground: Ground, hand: Downloads, whoAsks: (request: FastifyRequest) => Promise<Principal | null>): void {
  app.get<{ Params: { format: string }; Querystring: Asked }>('/exports/calls.:format', async (request, reply) => {
    const asker = await whoAsks(request);
    const { format } = request.params;
    const { customer: customerId = '', call: callId, language } = request.query;
    // A name that is said twice comes as a list.
    const isPlain = Object.values(request.query).every(value => typeof value === 'string');
    if (!asker || !isPlain || !Object.hasOwn(FORMATS, format) || !isUuid(customerId) || !canExportCalls(asker, customerId)) return nothing(reply);
    const { type, make, most } = FORMATS[format as Format];
    // Whether a call is of a contact tells what is in the book.
    if (request.query.contact !== undefined && asker.kind === 'API_KEY' && !asker.scopes.has('contacts:read')) return nothing(reply);
    const filter = filterOf(request.query, format as Format);
    if (filter === null) return reply.status(400).send({ error: 'results, needsCallBack, urgent, secretary, contact, from or until is not what it can be.' });
    const ctx = makeContext(ground, asker, { origin: { address: request.ip, userAgent: request.headers['user-agent'] ?? null, site: ground.site.url } }) as Context & { actor: Actor };
    const customer = await ctx.edge(loadCustomers, customerId);
    const one = callId === undefined ? null : await ctx.edge(loadCalls, callId);
    if (!customer || (callId !== undefined && one?.customerId !== customerId)) return nothing(reply);

    const place = request.query.count === undefined ? hand.enter(asker) : null;
    if (request.query.count === undefined && place === null) return busy(reply);
    try {
      const records = one ? 1 : await countCalls(ctx, { ...filter, customerId });
      if (records > most) {
        place?.leave();
        return reply.status(422).send({ error: `At most ${most} calls can be taken out as ${format}. Narrow them down, or take them as csv.`, records, most });
      }
      // Who wants to know beforehand how much it is takes nothing out yet.
      if (place === null) return reply.header('cache-control', 'no-store').send({ records });
      await ctx.audit.did('exportCalls', 'EXPORTED', [customerId], one ? [one.id] : []);

      const tongue = language === 'en' ? 'en' : 'de';
      const words = exportWords(tongue);
      const of: ExportOf = { customerId, customerName: customer.name, timeZone: customer.timeZone, tongue, now: ground.now(), isOne: one !== null, records };
      const portions = one ? single(ctx, one) : readExportedCalls(ctx, { ...filter, customerId });
      return place.send(reply, { name: `${one ? words.oneFile : words.file}-${ground.now().toISOString().slice(0, 10)}.${format}`, type, records, parts: make(portions, of) });
    } catch (error) {
      place?.leave();
      throw error;
    }
  });
}

async function* single(ctx: Context, call: Parameters<typeof exported>[1][number]) {
  yield await exported(ctx, [call]);
}

const nothing = (reply: FastifyReply) => reply.status(404).send({ error: 'There is nothing here.' });

const RESULTS: ReadonlySet<string> = new Set(['MESSAGE_TAKEN', 'PUT_THROUGH', 'ABANDONED', 'MISSED', 'INFORMATION_GIVEN', 'REFUSED'] satisfies NonNullable<CallFilter['results']>);

/** The filter in an address, which says the same as CallFilter; null for one that says nothing. */
function filterOf({ search, results, needsCallBack, urgent, secretary, contact, from, until }: Asked, format: Format): CallFilter | null {
  const chosen = results?.split(',');
  const moments = [from, until].filter(moment => moment !== undefined);
  if (chosen?.some(result => !RESULTS.has(result)) || [needsCallBack, urgent].some(flag => flag !== undefined && flag !== 'true' && flag !== 'false') || moments.some(moment => Number.isNaN(Date.parse(moment))) || [secretary, contact].some(id => id !== undefined && !isUuid(id))) return null;
  return {
    ...(search !== undefined && { search }),
    ...(chosen && { results: chosen as NonNullable<CallFilter['results']> }),
    ...(urgent !== undefined && { urgent: urgent === 'true' }),
    // A calendar takes what is still to be done.
    ...(format === 'ics' ? { needsCallBack: true } : needsCallBack !== undefined && { needsCallBack: needsCallBack === 'true' }),
    ...(secretary !== undefined && { secretaryId: secretary }),
    ...(contact !== undefined && { contactId: contact }),
    ...(from !== undefined && { from: new Date(from) }),
    ...(until !== undefined && { until: new Date(until) }),
  };
}
