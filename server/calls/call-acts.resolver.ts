import { Arg, Authorized, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import type { Context, SignedIn } from '../context.ts';
import type { Person } from '../identity/actor.ts';
import { badInput } from '../errors.ts';
import { loadSecretaries } from '../identity/identity.service.ts';
import { AttemptOutcome, CallResult } from './call.entity.ts';
import type { CallRow } from './call.rows.ts';
import {
  AdoptChangedDecisionResult, AttemptOver, CallAlreadyTaken, CallNoteInput, CallOver, DialRefusal, DialRefused, EndCallResult, ForwardingLoop, HoldCallResult, IdentifyCallerResult, IncomingCallInput, JoinCallerResult,
  MarkCallBackDoneResult, NoNumberLeft, NoteDraftInput, NothingChanged, NotYourCall, PutThroughResult, RecordAttemptOutcomeResult, ReleaseCallResult, ReopenCallBackResult,
  ReportCallAnsweredResult, ReportCallEndedResult, ReportIncomingCallResult, SaveCallNoteResult, SaveNoteDraftResult, TakeBackCallResult, TakeCallResult, TestCallArrived,
  UnknownCall, UnknownLine,
} from './call.type.ts';
import {
  adoptChangedDecision, type AtDesk, type CallRefusal, endCall, holdCall, identifyCaller, markCallBackDone, releaseCall, reopenCallBack, takeBackCall, takeCall,
} from './hand.service.ts';
import { saveCallNote, saveNoteDraft } from './note.service.ts';
import { joinCaller, putThrough, recordAttemptOutcome } from './put-through.service.ts';
import { reportAnswered, reportEnded, reportIncoming } from './report.service.ts';

/** The call, or the refusal as the API says it. */
async function answer(ctx: SignedIn, result: CallRow | CallRefusal): Promise<object> {
  if (!('refused' in result)) return result;
  const { call } = result;
  const takenBy = call.takenBy && (await ctx.edge(loadSecretaries, call.takenBy));
  switch (result.refused) {
    case 'ALREADY_TAKEN': return Object.assign(new CallAlreadyTaken(), { takenBy, takenAt: call.takenAt });
    case 'NOT_YOURS': return Object.assign(new NotYourCall(), { takenBy });
    case 'OVER': return Object.assign(new CallOver(), { result: call.result });
    case 'NOTHING_CHANGED': return new NothingChanged();
    case 'NO_NUMBER_LEFT': return new NoNumberLeft();
    case 'DIAL_LIMIT': return Object.assign(new DialRefused(), { reason: DialRefusal.LIMIT });
    case 'DIAL_COUNTRY': return Object.assign(new DialRefused(), { reason: DialRefusal.COUNTRY });
  }
}

const callArg = { description: 'Which call.' };

@Resolver()
export class CallActsResolver {
  @Authorized('REPORTER')
  @Mutation(() => ReportIncomingCallResult, { description: 'A call rings. Repeating it with the same externalId is the same call. Supervisors, and keys of the service.' })
  async reportIncomingCall(@Ctx() ctx: SignedIn, @Arg('input', () => IncomingCallInput, { description: 'What is known of it.' }) input: IncomingCallInput) {
    const call = await reportIncoming(ctx.service, reporterOf(ctx), { ...input, callerNumber: input.callerNumber ?? null, receivedAt: input.receivedAt ?? null }, ctx.now());
    if ('unknownLine' in call) return Object.assign(new UnknownLine(), { calledNumber: call.unknownLine });
    if ('ignored' in call) return call.ignored === 'LOOP' ? new ForwardingLoop() : new TestCallArrived();
    return call;
  }

  @Authorized('REPORTER')
  @Mutation(() => ReportCallAnsweredResult, { description: 'One of our phones picked up. Late, double and early reports do no harm. Supervisors, and keys of the service.' })
  async reportCallAnswered(@Ctx() ctx: SignedIn, @Arg('externalId', () => String, { description: "The reporter's id of the call." }) externalId: string) {
    return (await reportAnswered(ctx.service, reporterOf(ctx), externalId, ctx.now())) ?? Object.assign(new UnknownCall(), { externalId });
  }

  @Authorized('REPORTER')
  @Mutation(() => ReportCallEndedResult, { description: 'The line is over. Late, double and early reports do no harm. Supervisors, and keys of the service.' })
  async reportCallEnded(
    @Ctx() ctx: SignedIn,
    @Arg('externalId', () => String, { description: "The reporter's id of the call." }) externalId: string,
    @Arg('reason', () => String, { nullable: true, description: 'normalClearing, cancel, noAnswer, busy, congestion, notFound or forwarded; null: the caller hung up.' }) reason?: string | null,
  ) {
    return (await reportEnded(ctx.service, reporterOf(ctx), externalId, reason ?? null, ctx.now())) ?? Object.assign(new UnknownCall(), { externalId });
  }

  @Authorized('SECRETARY')
  @Mutation(() => TakeCallResult, { description: 'Takes a ringing call. One of all who ask gets it; asking again gives the same answer.' })
  async takeCall(@Ctx() ctx: AtDesk, @Arg('callId', () => ID, callArg) callId: string) {
    return answer(ctx, await takeCall(ctx, callId));
  }

  @Authorized('SECRETARY')
  @Mutation(() => ReleaseCallResult, { description: 'Hands your call back to all desks, where it rings again.' })
  async releaseCall(@Ctx() ctx: AtDesk, @Arg('callId', () => ID, callArg) callId: string) {
    return answer(ctx, await releaseCall(ctx, callId));
  }

  @Authorized('SECRETARY')
  @Mutation(() => TakeBackCallResult, { description: 'Takes the caller back from who they were, or are being, put through to.' })
  async takeBackCall(@Ctx() ctx: AtDesk, @Arg('callId', () => ID, callArg) callId: string) {
    return answer(ctx, await takeBackCall(ctx, callId));
  }

  @Authorized('SECRETARY')
  @Mutation(() => HoldCallResult, { description: 'Puts the caller on hold, or comes back to them.' })
  async holdCall(@Ctx() ctx: AtDesk, @Arg('callId', () => ID, callArg) callId: string, @Arg('onHold', () => Boolean, { description: 'False: come back.' }) onHold: boolean) {
    return answer(ctx, await holdCall(ctx, callId, onHold));
  }

  @Authorized('SECRETARY')
  @Mutation(() => IdentifyCallerResult, { description: "Names the contact who is calling; the decision is made anew with that as its reason. The contact must be this customer's." })
  async identifyCaller(@Ctx() ctx: AtDesk, @Arg('callId', () => ID, callArg) callId: string, @Arg('contactId', () => ID, { description: 'Who it is.' }) contactId: string) {
    return answer(ctx, await identifyCaller(ctx, callId, contactId));
  }

  @Authorized('SECRETARY')
  @Mutation(() => AdoptChangedDecisionResult, { description: "Makes the changed decision the call's own." })
  async adoptChangedDecision(@Ctx() ctx: AtDesk, @Arg('callId', () => ID, callArg) callId: string) {
    return answer(ctx, await adoptChangedDecision(ctx, callId));
  }

  @Authorized('SECRETARY')
  @Mutation(() => PutThroughResult, { description: 'Begins an attempt: to the next number of the plan, or to the one that is named.' })
  async putThrough(
    @Ctx() ctx: AtDesk,
    @Arg('callId', () => ID, callArg) callId: string,
    @Arg('forwardingNumberId', () => ID, { nullable: true, description: 'A number of the plan, also one that was tried before; null: the next.' }) forwardingNumberId?: string | null,
  ) {
    return answer(ctx, await putThrough(ctx, callId, forwardingNumberId ?? null));
  }

  @Authorized('SECRETARY')
  @Mutation(() => JoinCallerResult, { description: 'Connects the caller with whom you have announced them to.' })
  async joinCaller(@Ctx() ctx: AtDesk, @Arg('callId', () => ID, callArg) callId: string) {
    return answer(ctx, await joinCaller(ctx, callId));
  }

  @Authorized('SECRETARY')
  @Mutation(() => RecordAttemptOutcomeResult, { description: 'Says what came of an attempt, where the telephone system cannot tell; where it dials by itself, DECLINED says "not now" and CANCELLED gives it up.' })
  async recordAttemptOutcome(
    @Ctx() ctx: AtDesk,
    @Arg('attemptId', () => ID, { description: 'Which attempt.' }) attemptId: string,
    @Arg('outcome', () => AttemptOutcome, { description: 'What came of it.' }) outcome: AttemptOutcome,
  ) {
    const result = await recordAttemptOutcome(ctx, attemptId, outcome);
    return 'attemptOver' in result ? Object.assign(new AttemptOver(), { outcome: result.attemptOver }) : answer(ctx, result);
  }

  @Authorized('SECRETARY')
  @Mutation(() => SaveNoteDraftResult, { description: 'Keeps what you have typed so far; only you see it.' })
  async saveNoteDraft(@Ctx() ctx: AtDesk, @Arg('callId', () => ID, callArg) callId: string, @Arg('input', () => NoteDraftInput, { description: 'The fields as they are.' }) input: NoteDraftInput) {
    return (await saveNoteDraft(ctx, callId, input)) ?? Object.assign(new NotYourCall(), { takenBy: null });
  }

  @Authorized('SECRETARY')
  @Mutation(() => SaveCallNoteResult, { description: 'Saves the note; the customer reads it at once. Saving again makes a new version.' })
  async saveCallNote(@Ctx() ctx: AtDesk, @Arg('callId', () => ID, callArg) callId: string, @Arg('input', () => CallNoteInput, { description: 'The note.' }) input: CallNoteInput) {
    const result = await saveCallNote(ctx, callId, input);
    return 'refused' in result ? answer(ctx, result) : result.note;
  }

  @Authorized('SECRETARY')
  @Mutation(() => EndCallResult, { description: 'Ends the line and says what came of it; for a line that is over, says what came of it.' })
  async endCall(
    @Ctx() ctx: AtDesk,
    @Arg('callId', () => ID, callArg) callId: string,
    @Arg('result', () => CallResult, { nullable: true, description: 'Null: it follows from what happened. ABANDONED and MISSED are not yours to say.' }) result?: CallResult | null,
  ) {
    if (result === CallResult.ABANDONED || result === CallResult.MISSED) throw badInput('result', 'ABANDONED and MISSED are said by the telephone system.');
    return answer(ctx, await endCall(ctx, callId, result ?? null));
  }

  @Authorized()
  @Mutation(() => MarkCallBackDoneResult, { description: 'Somebody has called back, or nobody needs to any more.' })
  markCallBackDone(@Ctx() ctx: SignedIn, @Arg('callId', () => ID, callArg) callId: string) {
    return markCallBackDone(ctx, callId);
  }

  @Authorized()
  @Mutation(() => ReopenCallBackResult, { description: 'Takes back that somebody has called back: the call stands on the list again, if somebody should. Staff, and those of the customer who deal with calls.' })
  reopenCallBack(@Ctx() ctx: SignedIn, @Arg('callId', () => ID, callArg) callId: string) {
    return reopenCallBack(ctx, callId);
  }
}

/** Whose ids the reported ones are. */
// A key of the service sees no customer's rows: what it reports is written for it.
const reporterOf = ({ actor }: Context) => (actor?.kind === 'API_KEY' ? `key:${actor.apiKeyId}` : `account:${(actor as Person).accountId}`);
