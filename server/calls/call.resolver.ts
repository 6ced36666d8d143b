import { Arg, Args, Authorized, Ctx, Extensions, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { loadCallerContacts } from '../contacts/contact.service.ts';
import { ContactType } from '../contacts/contact.type.ts';
import type { MatchableContact } from '../contacts/caller-match.ts';
import type { Context, SignedIn } from '../context.ts';
import { type CustomerRow, loadCustomers, loadLines } from '../customers/customer.rows.ts';
import { CustomerType } from '../customers/customer.type.ts';
import { LineType } from '../customers/line.type.ts';
import { Forbidden } from '../errors.ts';
import { PageArgs } from '../graphql/connection.ts';
import { isStaff } from '../identity/actor.ts';
import { PhoneNumber } from '../graphql/scalars.ts';
import { loadSecretaries } from '../identity/identity.service.ts';
import { SecretaryType } from '../identity/identity.type.ts';
import { loadInstructions } from '../instructions/instruction.rows.ts';
import { Transfer } from '../instructions/instruction.entity.ts';
import { ForwardingNumberType, InstructionType } from '../instructions/instruction.type.ts';
import { type AttemptRow, type CallNoteRow, type CallRow, loadAttempts, loadCalls } from './call.rows.ts';
import { AttemptType, CallConnection, CallerType, CallFilterInput, CallNoteDraftType, CallNoteType, CallNoteVersionType, CallType, DecisionReason as DecisionReasonType, DecisionType, VoiceMessageType } from './call.type.ts';
import type { DecisionRoot } from './deciding.ts';
import { type DecisionReason, nextNumber, type PlannedNumber } from './decision.ts';
import { listCalls, loadEarlierCalls, loadSecretariesOf, needsCallBack } from './history.service.ts';
import { loadDrafts, loadNoteVersions, type NoteVersionRow } from './note.service.ts';
import { loadRinging } from './ringing.service.ts';
import { loadVoiceMessages } from './voice-message.ts';

/** A reason in English, for developers. */
function describe(reason: DecisionReason): string {
  switch (reason.kind) {
    case 'ByInstruction': return `The instruction "${reason.title}" is in force${reason.validUntil ? ` until ${reason.validUntil}` : ''}.`;
    case 'ByRule': return { ALL: 'It puts every caller through.', VIP: 'It puts VIPs through.', NONE: 'It puts nobody through.' }[reason.rule];
    case 'ByContact': return `The caller is ${reason.name} (${reason.standing}, by ${reason.match}).`;
    case 'ByWithheldNumber': return 'The caller withholds their number.';
    case 'ByDefault': return 'No instruction is in force.';
  }
}

const contactsKey = (call: CallRow) => ({ customerId: call.customerId, callerNumber: call.callerNumber, identifiedContactId: call.identifiedContactId });

@Resolver(() => CallType)
export class CallResolver {
  @Authorized()
  @Query(() => CallType, { nullable: true, description: 'One call; null when it does not exist or is not yours to see.' })
  call(@Ctx() ctx: SignedIn, @Arg('id', () => ID, { description: 'Its id.' }) id: string) {
    return ctx.edge(loadCalls, id);
  }

  @Authorized()
  @Query(() => CallConnection, { description: 'Calls, newest first. Staff see all, a customer their own.' })
  calls(
    @Ctx() ctx: SignedIn,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('filter', () => CallFilterInput, { nullable: true, description: 'Which; all when left out.' }) filter?: CallFilterInput,
  ) {
    return listCalls(ctx, page, filter ?? {});
  }

  @FieldResolver(() => CustomerType, { description: 'Whom the caller called.' })
  customer(@Root() call: CallRow, @Ctx() ctx: Context) {
    return ctx.edge(loadCustomers, call.customerId);
  }

  @FieldResolver(() => LineType, { description: 'On which line.' })
  line(@Root() call: CallRow, @Ctx() ctx: Context) {
    return ctx.edge(loadLines, call.lineId);
  }

  @FieldResolver(() => CallerType, { description: 'Who calls.' })
  caller(@Root() call: CallRow) {
    return call;
  }

  @FieldResolver(() => SecretaryType, { nullable: true, description: 'Who took it; null while it rings, and when nobody did.' })
  takenBy(@Root() call: CallRow, @Ctx() ctx: Context) {
    return call.takenBy && ctx.edge(loadSecretaries, call.takenBy);
  }

  @FieldResolver(() => DecisionType, { description: 'What the desk is told: kept up to date while it rings, frozen when it is taken.' })
  decision(@Root() call: CallRow): DecisionRoot {
    return { ...call.decision, callId: call.id, customerId: call.customerId };
  }

  @FieldResolver(() => DecisionType, { nullable: true, description: 'What would be decided now, when that differs from the decision frozen at the take; null otherwise.' })
  changedDecision(@Root() call: CallRow): DecisionRoot | null {
    return call.changedDecision && { ...call.changedDecision, callId: call.id, customerId: call.customerId };
  }

  @FieldResolver(() => [AttemptType], { description: 'The tries to reach forwarding numbers, in order.' })
  attempts(@Root() call: CallRow, @Ctx() ctx: Context): Promise<AttemptRow[]> {
    return ctx.edge(loadAttempts, call.id);
  }

  @FieldResolver(() => CallNoteType, { nullable: true, description: 'What the secretary wrote down; null until it is saved.' })
  note(@Root() call: CallRow) {
    return call.note;
  }

  @FieldResolver(() => [SecretaryType], { description: "Whose telephones ring for it now; empty when it does not wait, or its telephone system rings nobody. Staff only; FORBIDDEN for customers." })
  async ringing(@Root() call: CallRow, @Ctx() ctx: Context) {
    if (!isStaff(ctx.actor)) throw new Forbidden();
    return call.state === 'RINGING' && call.abilities.length ? ctx.edge(loadRinging, call.id) : [];
  }

  @FieldResolver(() => VoiceMessageType, { nullable: true, description: 'What the caller left when nobody was free; null: nothing.' })
  voiceMessage(@Root() call: CallRow, @Ctx() ctx: Context) {
    return call.state === 'ENDED' && call.abilities.length ? ctx.edge(loadVoiceMessages, call.id) : null;
  }

  @Extensions({ viewerDependent: true })
  @FieldResolver(() => CallNoteDraftType, { nullable: true, description: "The asking secretary's own unsaved note; null for everybody else." })
  draft(@Root() call: CallRow, @Ctx() ctx: Context) {
    return ctx.edge(loadDrafts, call.id);
  }

  @FieldResolver(() => Boolean, { description: 'Whether somebody should call back: missed, abandoned, or wished in the note, and not done yet.' })
  needsCallBack(@Root() call: CallRow) {
    return needsCallBack(call);
  }
}

@Resolver(() => CallerType)
export class CallerResolver {
  @FieldResolver(() => PhoneNumber, { nullable: true, description: 'In E.164; null when withheld or no telephone number.' })
  number(@Root() call: CallRow) {
    return call.callerNumber;
  }

  @FieldResolver(() => String, { nullable: true })
  rawNumber(@Root() call: CallRow) {
    return call.callerRaw;
  }

  @FieldResolver(() => [ContactType], { description: "This customer's contacts that match, the weightiest first; the identified one alone when the secretary named one." })
  contacts(@Root() call: CallRow, @Ctx() ctx: Context) {
    return ctx.edge(loadCallerContacts, contactsKey(call));
  }

  @FieldResolver(() => Boolean, { description: 'Whether one of the contacts is a VIP.' })
  async isVip(@Root() call: CallRow, @Ctx() ctx: Context) {
    const contacts: readonly MatchableContact[] = await ctx.edge(loadCallerContacts, contactsKey(call));
    return contacts.some(({ isVip }) => isVip);
  }

  @FieldResolver(() => ContactType, { nullable: true, description: 'Whom the secretary named; null: nobody.' })
  async identifiedAs(@Root() call: CallRow, @Ctx() ctx: Context) {
    return call.identifiedContactId === null ? null : ((await ctx.edge(loadCallerContacts, contactsKey(call)))[0] ?? null);
  }

  @FieldResolver(() => [CallType], { description: 'Earlier calls by this number, or this contact, to the same customer, newest first.' })
  earlierCalls(@Root() call: CallRow, @Ctx() ctx: Context, @Arg('first', () => Int, { nullable: true, defaultValue: 5, description: 'How many, up to 50.' }) first: number | null) {
    const { id, customerId, callerNumber, identifiedContactId, receivedAt } = call;
    return ctx.edge(loadEarlierCalls, { call: { id, customerId, callerNumber, identifiedContactId, receivedAt }, first: Math.max(0, Math.min(first ?? 5, 50)) });
  }
}

@Resolver(() => DecisionType)
export class DecisionResolver {
  @FieldResolver(() => [DecisionReasonType])
  reasons(@Root() decision: DecisionRoot) {
    return decision.reasons.map(reason => ({
      ...reason,
      __typename: reason.kind,
      message: describe(reason),
      ...(reason.kind === 'ByInstruction' && { validUntil: reason.validUntil && new Date(reason.validUntil) }),
    }));
  }

  @FieldResolver(() => Transfer)
  transfer(@Root() decision: DecisionRoot) {
    return decision.transfer ?? Transfer.ANNOUNCED;
  }

  @FieldResolver(() => InstructionType, { nullable: true, description: 'The instruction that decided, as it is now; null when none did or it is deleted since.' })
  instruction(@Root() decision: DecisionRoot, @Ctx() ctx: Context) {
    return decision.instructionId && ctx.edge(loadInstructions, decision.instructionId);
  }

  @FieldResolver(() => ForwardingNumberType, { nullable: true, description: 'What to try next; null while an attempt rings, and when nothing is left.' })
  async next(@Root() { plan, callId }: DecisionRoot, @Ctx() ctx: Context): Promise<PlannedNumber | null> {
    const attempts = callId === null ? [] : await ctx.edge(loadAttempts, callId);
    return nextNumber(plan, attempts.map(({ forwardingNumber, outcome }) => ({ forwardingNumberId: forwardingNumber.id, outcome })));
  }
}

@Resolver(() => CallNoteType)
export class CallNoteResolver {
  @FieldResolver(() => SecretaryType, { description: 'Who wrote it.' })
  writtenBy(@Root() note: CallNoteRow, @Ctx() ctx: Context) {
    return ctx.edge(loadSecretaries, note.writtenBy);
  }

  @FieldResolver(() => [CallNoteVersionType], { description: 'What it said before it was changed, the newest version first; empty when it never was.' })
  earlierVersions(@Root() note: CallNoteRow, @Ctx() ctx: Context): Promise<NoteVersionRow[]> | NoteVersionRow[] {
    return note.version > 1 ? ctx.edge(loadNoteVersions, note.id) : [];
  }
}

@Resolver(() => CallNoteVersionType)
export class CallNoteVersionResolver {
  @FieldResolver(() => SecretaryType, { description: 'Who wrote it.' })
  writtenBy(@Root() version: NoteVersionRow, @Ctx() ctx: Context) {
    return ctx.edge(loadSecretaries, version.writtenBy);
  }
}

/** Whom calls of a customer can be narrowed down to. */
@Resolver(() => CustomerType)
export class CustomerCallsResolver {
  @FieldResolver(() => [SecretaryType], { description: 'Who took calls of the customer that are still there, by name.' })
  async secretaries(@Root() customer: CustomerRow, @Ctx() ctx: Context) {
    const ids = await ctx.edge(loadSecretariesOf, customer.id);
    return Promise.all(ids.map(id => ctx.edge(loadSecretaries, id)));
  }
}
