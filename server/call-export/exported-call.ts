import type { CallRow } from '../calls/call.rows.ts';
import { type CallFilter, listCalls, needsCallBack } from '../calls/history.service.ts';
import type { ContactRow } from '../contacts/contact.rows.ts';
import { loadCallerContacts } from '../contacts/contact.service.ts';
import type { Context } from '../context.ts';
import { loadLines } from '../customers/customer.rows.ts';
import { loadSecretaries } from '../identity/identity.service.ts';
import type { Actor } from '../identity/actor.ts';

/** A call as files tell of it. */
export interface ExportedCall {
  id: string;
  receivedAt: Date;
  /** Who called, by the name that they gave or stand under in the address book; null when neither is known. */
  name: string | null;
  company: string | null;
  /** The entry of the address book that the caller is; null when they are in none, or gave another name. */
  contact: ContactRow | null;
  /** Where the caller is called back: in E.164, or as the secretary wrote it. Null when there is no number. */
  number: string | null;
  withheld: boolean;
  line: string;
  result: CallRow['result'];
  secretary: string | null;
  concern: string | null;
  urgent: boolean;
  callBackWished: boolean;
  needsCallBack: boolean;
  callBackDoneAt: Date | null;
}

/** How many calls are held in memory at once. */
const PORTION = 200;

/** The calls that the list shows to whoever asks, newest first, a portion at a time. */
export async function* readExportedCalls(ctx: Context & { actor: Actor }, filter: CallFilter): AsyncGenerator<ExportedCall[]> {
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof listCalls>> = await listCalls(ctx, { first: PORTION, after }, filter);
    if (page.edges.length) yield await exported(ctx, page.edges.map(({ node }) => node));
    // What the portion looked up would stay for as long as the file is made.
    ctx.forgetEdges();
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
  } while (after !== null);
}

/** Whether who asks may not read the address book: then a caller is called by what the note says alone. */
const isBookShut = ({ actor }: Context): boolean => actor?.kind === 'API_KEY' && !actor.scopes.has('contacts:read');

/** These calls, with who called and who took them. */
export const exported = (ctx: Context, calls: readonly CallRow[]): Promise<ExportedCall[]> => Promise.all(calls.map(async call => {
  const { note, customerId, callerNumber, identifiedContactId } = call;
  const secretaryId = note?.writtenBy ?? call.takenBy;
  const [contacts, line, secretary] = await Promise.all([
    isBookShut(ctx) ? [] : ctx.edge(loadCallerContacts, { customerId, callerNumber, identifiedContactId }), ctx.edge(loadLines, call.lineId), secretaryId === null ? null : ctx.edge(loadSecretaries, secretaryId),
  ]);
  // Several who share a number: nobody knows which of them it was.
  const contact = contacts.length === 1 ? contacts[0]! : null;
  return {
    id: call.id, receivedAt: call.receivedAt,
    name: note?.callerName ?? contact?.name ?? null, company: note?.callerCompany ?? contact?.company ?? null, contact: contact && (note?.callerName ?? contact.name) === contact.name ? contact : null, number: note?.callerNumber ?? callerNumber, withheld: call.withheld,
    line: line?.label ?? line?.number ?? '', result: call.result, secretary: secretary?.name ?? null,
    concern: note?.concern ?? null, urgent: note?.urgent ?? false, callBackWished: note?.callBackWished ?? false, needsCallBack: needsCallBack(call), callBackDoneAt: call.callBackDoneAt,
  };
}));
