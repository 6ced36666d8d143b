import { Field, ID, InputType, InterfaceType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf } from '../graphql/connection.ts';
import { DomainError, unionOf } from '../graphql/domain-error.type.ts';
import { Node } from '../graphql/node.type.ts';
import { SecretaryType } from '../identity/identity.type.ts';
import { PutThroughRule, Transfer } from '../instructions/instruction.entity.ts';
import { ForwardingNumberType } from '../instructions/instruction.type.ts';
import { AttemptOutcome, CallEndReason, CallResult, CallState, TelephoneAbility } from './call.entity.ts';

registerEnumType(CallState, {
  name: 'CallState',
  description: 'Where a call is in its life.',
  valuesConfig: {
    RINGING: { description: 'Waits to be taken, on all desks.' },
    TAKEN: { description: 'One secretary talks to the caller, or holds them.' },
    PUTTING_THROUGH: { description: 'An attempt to reach a forwarding number is under way.' },
    PUT_THROUGH: { description: 'The caller talks to somebody of the customer.' },
    ENDED: { description: 'The line is over; the note may still be open.' },
  },
});
registerEnumType(CallResult, {
  name: 'CallResult',
  description: 'What came of a call.',
  valuesConfig: {
    MESSAGE_TAKEN: { description: 'A note was written.' },
    PUT_THROUGH: { description: 'The caller reached somebody of the customer.' },
    ABANDONED: { description: 'The caller gave up while it rang.' },
    MISSED: { description: 'Nobody took it.' },
    INFORMATION_GIVEN: { description: 'The secretary could answer it; there is nothing to note.' },
    REFUSED: { description: 'The caller was turned away.' },
  },
});
registerEnumType(CallEndReason, {
  name: 'CallEndReason',
  description: 'How the line came to its end.',
  valuesConfig: {
    CALLER_HUNG_UP: { description: 'The caller hung up.' },
    SECRETARY_ENDED: { description: 'The secretary ended it.' },
    SYSTEM_REPORTED: { description: 'The telephone system ended it: busy, not reachable, nobody there.' },
    SILENT: { description: 'The telephone system said nothing for too long.' },
    NOBODY_FREE: { description: 'No secretary was free in time; the caller heard an announcement or could leave a message.' },
    OVERFLOWED: { description: 'No secretary was free in time; the caller went on to the overflow number.' },
    LINE_LOST: { description: 'The telephone system itself broke down.' },
  },
});
registerEnumType(AttemptOutcome, {
  name: 'AttemptOutcome',
  description: 'What came of an attempt to reach a forwarding number.',
  valuesConfig: {
    ANSWERED: { description: 'Somebody answered and took the caller.' },
    BUSY: { description: 'The number was engaged.' },
    NO_ANSWER: { description: 'It rang for its seconds, and nobody answered.' },
    DECLINED: { description: 'Somebody rejected it, or said: not now.' },
    UNREACHABLE: { description: 'Switched off or without network.' },
    FAILED: { description: 'The number could not be dialled.' },
    CANCELLED: { description: 'The secretary gave it up, or the caller left.' },
  },
});
registerEnumType(TelephoneAbility, {
  name: 'TelephoneAbility',
  description: 'What a telephone system can do by itself; the rest is done by hand at the secretary’s own telephone and recorded.',
  valuesConfig: {
    RING_SECRETARY: { description: "Rings the secretaries' telephones as we say, while a call waits." },
    DIAL: { description: 'Dials the numbers of the plan.' },
    TELLS_OUTCOMES: { description: 'Says what came of an attempt; the plan goes on by itself then.' },
    ANNOUNCE: { description: 'Lets the secretary speak first with the one to whom the caller is put through.' },
    HOLD: { description: 'Holds the caller.' },
    TAKE_BACK: { description: 'Brings a caller back who was put through.' },
    HANG_UP: { description: "Ends the caller's line." },
    REJECT: { description: 'Turns a waiting caller away.' },
  },
});
export enum DecisionKind { PUT_THROUGH = 'PUT_THROUGH', TAKE_MESSAGE = 'TAKE_MESSAGE' }
registerEnumType(DecisionKind, {
  name: 'DecisionKind',
  description: 'What to do with the caller.',
  valuesConfig: { PUT_THROUGH: { description: 'Put through along the plan.' }, TAKE_MESSAGE: { description: 'Take a message.' } },
});
export enum ContactMatch { NUMBER = 'NUMBER', EXTENSION = 'EXTENSION', IDENTIFIED = 'IDENTIFIED' }
registerEnumType(ContactMatch, {
  name: 'ContactMatch',
  description: "How the caller was found in the customer's address book.",
  valuesConfig: {
    NUMBER: { description: 'By the full number.' },
    EXTENSION: { description: "As an extension of the contact's switchboard." },
    IDENTIFIED: { description: 'Named by the secretary.' },
  },
});
export enum ContactStanding { BLOCKED = 'BLOCKED', ALWAYS_PUT_THROUGH = 'ALWAYS_PUT_THROUGH', VIP = 'VIP', ORDINARY = 'ORDINARY' }
registerEnumType(ContactStanding, {
  name: 'ContactStanding',
  description: 'What about the contact decided.',
  valuesConfig: {
    BLOCKED: { description: 'Never put through.' },
    ALWAYS_PUT_THROUGH: { description: "The contact's own rule." },
    VIP: { description: 'A VIP.' },
    ORDINARY: { description: 'Nothing special.' },
  },
});

@InterfaceType({ description: 'One reason of a decision.' })
export abstract class DecisionReason {
  @Field(() => String, { description: 'The reason in English, for developers; people are told by the type.' }) message!: string;
}
@ObjectType({ implements: DecisionReason, description: 'The instruction in force decided.' })
export class ByInstruction extends DecisionReason {
  @Field(() => ID, { description: 'Which; it may be deleted since.' }) instructionId!: string;
  @Field(() => String, { description: 'Its title as it was then.' }) title!: string;
  @Field(() => Date, { nullable: true, description: 'Its end as it was then; null: standing.' }) validUntil!: Date | null;
  @Field(() => Boolean, { description: 'Whether it has an end.' }) temporary!: boolean;
}
@ObjectType({ implements: DecisionReason, description: "The instruction's put-through rule decided." })
export class ByRule extends DecisionReason {
  @Field(() => PutThroughRule, { description: 'The rule.' }) rule!: PutThroughRule;
}
@ObjectType({ implements: DecisionReason, description: "The caller's entry in the address book decided." })
export class ByContact extends DecisionReason {
  @Field(() => ID, { description: 'Which; it may be deleted since.' }) contactId!: string;
  @Field(() => String, { description: 'Their name as it was then.' }) name!: string;
  @Field(() => ContactMatch, { description: 'How they were found.' }) match!: ContactMatch;
  @Field(() => ContactStanding, { description: 'What about them decided.' }) standing!: ContactStanding;
}
@ObjectType({ implements: DecisionReason, description: 'The caller withholds their number, so nobody knows whether they are a VIP.' })
export class ByWithheldNumber extends DecisionReason {}
@ObjectType({ implements: DecisionReason, description: "No instruction is in force: the service's default." })
export class ByDefault extends DecisionReason {}

@ObjectType('Decision', { description: 'What the desk is told to do with a caller, and why.' })
export class DecisionType {
  @Field(() => DecisionKind, { description: 'Put through, or take a message.' }) kind!: DecisionKind;
  @Field(() => [DecisionReason], { description: 'Why, the weightiest first.' }) reasons!: DecisionReason[];
  @Field(() => String, { description: "What to say first; keeps the placeholder {{secretary}} for the secretary's name." }) greeting!: string;
  @Field(() => String, { nullable: true, description: 'What to tell a caller who is not put through; null: nothing was given.' }) message!: string | null;
  @Field(() => String, { nullable: true, description: 'Remarks for the secretary; null: none.' }) remarks!: string | null;
  @Field(() => [ForwardingNumberType], { description: 'The numbers to try, in order; empty when a message is taken.' }) plan!: ForwardingNumberType[];
  @Field(() => Transfer, { description: 'How the caller is handed over, where the telephone system can do both.' }) transfer!: Transfer;
}

@ObjectType('Attempt', { implements: Node, description: 'One try to reach a forwarding number.' })
export class AttemptType extends Node {
  @Field(() => ForwardingNumberType, { description: 'The number as it was dialled.' }) forwardingNumber!: ForwardingNumberType;
  @Field(() => Date, { description: 'When it began.' }) startedAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When its outcome was known; null while it rings.' }) endedAt!: Date | null;
  @Field(() => AttemptOutcome, { nullable: true, description: 'What came of it; null while it rings.' }) outcome!: AttemptOutcome | null;
  @Field(() => Boolean, { description: 'Whether the secretary speaks first with whoever picks up; otherwise they accept by pressing 1.' }) announced!: boolean;
  @Field(() => Date, { nullable: true, description: 'When somebody picked up, as the telephone system told; null: nobody has, or it does not tell.' }) answeredAt!: Date | null;
}

@ObjectType('CallNote', { implements: Node, description: 'What the secretary wrote down for the customer.' })
export class CallNoteType extends Node {
  @Field(() => String, { nullable: true, description: "The caller's name as they said it; null: not asked." }) callerName!: string | null;
  @Field(() => String, { nullable: true, description: 'Their company; null: none.' }) callerCompany!: string | null;
  @Field(() => String, { nullable: true, description: 'The number to call back, as they said it; null: the one they called from, or none.' }) callerNumber!: string | null;
  @Field(() => String, { description: 'What it is about.' }) concern!: string;
  @Field(() => Boolean, { description: 'Whether it is urgent.' }) urgent!: boolean;
  @Field(() => Boolean, { description: 'Whether the caller wishes to be called back.' }) callBackWished!: boolean;
  @Field(() => Date, { description: 'When it was first saved.' }) writtenAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When it was changed last; null: never.' }) updatedAt!: Date | null;
  @Field(() => Int, { description: 'Counts its versions from 1.' }) version!: number;
}

@ObjectType('CallNoteVersion', { description: 'What a note said before it was changed.' })
export class CallNoteVersionType {
  @Field(() => Int, { description: 'Which version, counted from 1.' }) version!: number;
  @Field(() => String, { nullable: true, description: "The caller's name; null: none." }) callerName!: string | null;
  @Field(() => String, { nullable: true, description: 'Their company; null: none.' }) callerCompany!: string | null;
  @Field(() => String, { nullable: true, description: 'The number to call back, as they said it; null: none.' }) callerNumber!: string | null;
  @Field(() => String, { description: 'What it is about.' }) concern!: string;
  @Field(() => Boolean, { description: 'Whether it is urgent.' }) urgent!: boolean;
  @Field(() => Boolean, { description: 'Whether the caller wishes to be called back.' }) callBackWished!: boolean;
  @Field(() => Date, { description: 'When this version was saved.' }) writtenAt!: Date;
}

@ObjectType('CallNoteDraft', { description: 'A note that is not saved yet. Its author alone sees it.' })
export class CallNoteDraftType {
  @Field(() => String, { nullable: true, description: "The caller's name; null: empty." }) callerName!: string | null;
  @Field(() => String, { nullable: true, description: 'Their company; null: empty.' }) callerCompany!: string | null;
  @Field(() => String, { nullable: true, description: 'Their number; null: empty.' }) callerNumber!: string | null;
  @Field(() => String, { nullable: true, description: 'What it is about; null: empty.' }) concern!: string | null;
  @Field(() => Boolean, { description: 'Whether it is urgent.' }) urgent!: boolean;
  @Field(() => Boolean, { description: 'Whether a call-back is wished.' }) callBackWished!: boolean;
  @Field(() => Date, { description: 'When it was kept last.' }) savedAt!: Date;
}

@ObjectType('Caller', { description: "Who calls, as far as this customer's own book and calls know." })
export class CallerType {
  @Field(() => String, { nullable: true, description: 'As the telephone system sent it; null when withheld.' }) rawNumber!: string | null;
  @Field(() => Boolean, { description: 'Whether the caller withholds the number.' }) withheld!: boolean;
}

@ObjectType('VoiceMessage', { implements: Node, description: 'What a caller left when nobody was free, where the service records.' })
export class VoiceMessageType extends Node {
  @Field(() => Date, { description: 'When it was left.' }) recordedAt!: Date;
  @Field(() => Int, { description: 'How long it is, in seconds.' }) seconds!: number;
  @Field(() => String, { description: 'Where it is heard, below the address of this service: a WAV file for who may see the call, with their session.' }) path!: string;
}

@ObjectType('Call', { implements: Node, description: 'A call from the first ring to its end, with decision, attempts and note. Staff see all, a customer their own.' })
export class CallType extends Node {
  @Field(() => CallState, { description: 'Where it is in its life.' }) state!: CallState;
  @Field(() => Boolean, { description: 'Whether the caller is on hold.' }) onHold!: boolean;
  @Field(() => CallResult, { nullable: true, description: 'What came of it; null while it lasts, and while the secretary still has to say.' }) result!: CallResult | null;
  @Field(() => Date, { nullable: true, description: 'When the telephone system said that one of our phones picked up; null before, and where it does not tell.' }) answeredAt!: Date | null;
  @Field(() => Date, { description: 'When it began to ring.' }) receivedAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When the secretary took it; null while it rings.' }) takenAt!: Date | null;
  @Field(() => Date, { nullable: true, description: 'When the line ended; null while it lasts.' }) endedAt!: Date | null;
  @Field(() => CallEndReason, { nullable: true, description: 'How the line ended; null while it lasts.' }) endReason!: CallEndReason | null;
  @Field(() => Date, { nullable: true, description: 'When the decision was made anew while it rang, by the secretary who identified the caller, or by adopting a change; null: never.' }) decisionChangedAt!: Date | null;
  @Field(() => Date, { nullable: true, description: 'When somebody noted that the call-back is done; null: not.' }) callBackDoneAt!: Date | null;
  @Field(() => [TelephoneAbility], { description: 'What its telephone system does by itself; empty: putting through is done by hand and recorded.' }) abilities!: TelephoneAbility[];
}

export const CallConnection = connectionOf('Call', () => CallType);

@InputType('CallFilter', { description: 'Which calls to list; everything given must hold.' })
export class CallFilterInput {
  @Field(() => String, { nullable: true, description: 'Words of the note in any German form, parts of names, or parts of numbers; fewer than three letters: what names begin with.' }) search?: string | null;
  @Field(() => ID, { nullable: true, description: 'Of this customer alone.' }) customerId?: string | null;
  @Field(() => [CallState], { nullable: true, description: 'In one of these states.' }) states?: CallState[] | null;
  @Field(() => [CallResult], { nullable: true, description: 'With one of these results.' }) results?: CallResult[] | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether somebody should call back.' }) needsCallBack?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether the note says urgent.' }) urgent?: boolean | null;
  @Field(() => ID, { nullable: true, description: 'Taken by this secretary.' }) secretaryId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Of this contact: named by a secretary, or known by the number. A key needs CONTACTS_READ.' }) contactId?: string | null;
  @Field(() => Date, { nullable: true, description: 'Received then or later.' }) from?: Date | null;
  @Field(() => Date, { nullable: true, description: 'Received before then.' }) until?: Date | null;
}

@InputType({ description: 'A call that rings.' })
export class IncomingCallInput {
  @Field(() => String, { description: 'The number that was called, in any notation.' }) calledNumber!: string;
  @Field(() => String, { nullable: true, description: "The caller's number in any notation; null: withheld." }) callerNumber?: string | null;
  @Field(() => String, { description: "The reporter's own id of the call, up to 200 characters; repeating it is the same call." }) externalId!: string;
  @Field(() => Date, { nullable: true, description: 'When it began to ring; null: now. At most a day ago.' }) receivedAt?: Date | null;
}

@InputType({ description: 'What the secretary wrote down. Empty text is the same as none.' })
export class NoteDraftInput {
  @Field(() => String, { nullable: true, description: "The caller's name, up to 200 characters." }) callerName?: string | null;
  @Field(() => String, { nullable: true, description: 'Their company, up to 200 characters.' }) callerCompany?: string | null;
  @Field(() => String, { nullable: true, description: 'The number to call back, as said, up to 50 characters.' }) callerNumber?: string | null;
  @Field(() => String, { nullable: true, description: 'What it is about, up to 10,000 characters.' }) concern?: string | null;
  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'Whether it is urgent.' }) urgent?: boolean | null;
  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'Whether a call-back is wished.' }) callBackWished?: boolean | null;
}

@InputType({ description: 'What the secretary wrote down. Empty text is the same as none.' })
export class CallNoteInput {
  @Field(() => String, { nullable: true, description: "The caller's name, up to 200 characters." }) callerName?: string | null;
  @Field(() => String, { nullable: true, description: 'Their company, up to 200 characters.' }) callerCompany?: string | null;
  @Field(() => String, { nullable: true, description: 'The number to call back, as said, up to 50 characters.' }) callerNumber?: string | null;
  @Field(() => String, { description: 'What it is about, 1 to 10,000 characters.' }) concern!: string;
  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'Whether it is urgent.' }) urgent?: boolean | null;
  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'Whether a call-back is wished.' }) callBackWished?: boolean | null;
}

@ObjectType({ implements: DomainError, description: "Returned when the called number is nobody's line; the call is on the supervisors' list." })
export class UnknownLine extends DomainError {
  override message = "The called number is nobody's line.";
  @Field(() => String, { description: 'The called number in E.164.' }) calledNumber!: string;
}
@ObjectType({ implements: DomainError, description: 'Returned when the call is not known yet; what was reported is remembered for a day and applied when the call comes.' })
export class UnknownCall extends DomainError {
  override message = 'This call is not known yet.';
  @Field(() => String, { description: "The reporter's id." }) externalId!: string;
}
@ObjectType({ implements: DomainError, description: 'Returned when somebody else took it first.' })
export class CallAlreadyTaken extends DomainError {
  override message = 'Somebody else has this call.';
  @Field(() => SecretaryType, { description: 'Who has it.' }) takenBy!: SecretaryType;
  @Field(() => Date, { description: 'Since when.' }) takenAt!: Date;
}
@ObjectType({ implements: DomainError, description: 'Returned when the call has ended.' })
export class CallOver extends DomainError {
  override message = 'This call is over.';
  @Field(() => CallResult, { nullable: true, description: 'What came of it; null: not said yet.' }) result!: CallResult | null;
}
@ObjectType({ implements: DomainError, description: 'Returned when the call is in other hands, in nobody’s, or the act does not go together with its state.' })
export class NotYourCall extends DomainError {
  override message = 'This call is not in your hands.';
  @Field(() => SecretaryType, { nullable: true, description: 'Who has it; null: nobody.' }) takenBy!: SecretaryType | null;
}
@ObjectType({ implements: DomainError, description: 'Returned when every number of the plan was tried: take a message.' })
export class NoNumberLeft extends DomainError {
  override message = 'No number is left to try: take a message.';
}
export enum DialRefusal { LIMIT = 'LIMIT', COUNTRY = 'COUNTRY' }
registerEnumType(DialRefusal, {
  name: 'DialRefusal',
  description: 'Why a number is not dialled.',
  valuesConfig: {
    LIMIT: { description: 'The customer has had as many numbers dialled within the hour as the service allows.' },
    COUNTRY: { description: 'The service allows no calls to its country.' },
  },
});
@ObjectType({ implements: DomainError, description: 'Returned when the service does not allow to dial the number; supervisors have an alarm.' })
export class DialRefused extends DomainError {
  override message = 'This number is not dialled.';
  @Field(() => DialRefusal, { description: 'Why.' }) reason!: DialRefusal;
}
@ObjectType({ implements: DomainError, description: 'Returned when the call is a forwarding of the customer’s that came back to us; the attempt counts as not answered, and no call is made of it.' })
export class ForwardingLoop extends DomainError {
  override message = 'This is a forwarding that came back: no new call.';
}
@ObjectType({ implements: DomainError, description: 'Returned when the call is the test call of a customer who checks their forwarding; no call is made of it.' })
export class TestCallArrived extends DomainError {
  override message = 'This is a test call: it has arrived.';
}
@ObjectType({ implements: DomainError, description: 'Returned when another outcome was recorded already.' })
export class AttemptOver extends DomainError {
  override message = 'This attempt is over.';
  @Field(() => AttemptOutcome, { description: 'What came of it.' }) outcome!: AttemptOutcome;
}
@ObjectType({ implements: DomainError, description: 'Returned when there is no changed decision to adopt.' })
export class NothingChanged extends DomainError {
  override message = 'The decision has not changed.';
}

export const ReportIncomingCallResult = unionOf('ReportIncomingCallResult', 'The call that rings, or why there is none.', () => [CallType, UnknownLine, ForwardingLoop, TestCallArrived]);
export const ReportCallAnsweredResult = unionOf('ReportCallAnsweredResult', 'The call as it is now.', () => [CallType, UnknownCall]);
export const ReportCallEndedResult = unionOf('ReportCallEndedResult', 'The call as it is now.', () => [CallType, UnknownCall]);
export const TakeCallResult = unionOf('TakeCallResult', 'The call, now yours, or why it is not.', () => [CallType, CallAlreadyTaken, CallOver]);
export const ReleaseCallResult = unionOf('ReleaseCallResult', 'The call, waiting again, or why not.', () => [CallType, NotYourCall, CallOver]);
export const TakeBackCallResult = unionOf('TakeBackCallResult', 'The call, with you again, or why not.', () => [CallType, NotYourCall, CallOver]);
export const HoldCallResult = unionOf('HoldCallResult', 'The call, or why it could not be held.', () => [CallType, NotYourCall, CallOver]);
export const IdentifyCallerResult = unionOf('IdentifyCallerResult', 'The call, decided anew, or why not.', () => [CallType, NotYourCall, CallOver]);
export const AdoptChangedDecisionResult = unionOf('AdoptChangedDecisionResult', 'The call with its new decision, or why not.', () => [CallType, NotYourCall, CallOver, NothingChanged]);
export const PutThroughResult = unionOf('PutThroughResult', 'The call with its new attempt, or why there is none.', () => [CallType, NoNumberLeft, DialRefused, NotYourCall, CallOver]);
export const JoinCallerResult = unionOf('JoinCallerResult', 'The call, put through, or why not.', () => [CallType, NotYourCall, CallOver]);
export const RecordAttemptOutcomeResult = unionOf('RecordAttemptOutcomeResult', 'The call as it is now, or why the outcome stays.', () => [CallType, NotYourCall, AttemptOver]);
export const SaveNoteDraftResult = unionOf('SaveNoteDraftResult', 'The draft as it was kept, or why not.', () => [CallNoteDraftType, NotYourCall]);
export const SaveCallNoteResult = unionOf('SaveCallNoteResult', 'The note, which the customer sees now, or why not.', () => [CallNoteType, NotYourCall]);
export const EndCallResult = unionOf('EndCallResult', 'The call, ended, or why not.', () => [CallType, NotYourCall]);
export const MarkCallBackDoneResult = unionOf('MarkCallBackDoneResult', 'The call, off the list.', () => [CallType]);
export const ReopenCallBackResult = unionOf('ReopenCallBackResult', 'The call, on the list again if somebody should call back.', () => [CallType]);
