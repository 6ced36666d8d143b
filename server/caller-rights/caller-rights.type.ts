import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DomainError, InputProblem, unionOf } from '../graphql/domain-error.type.ts';
import { PhoneNumber } from '../graphql/scalars.ts';
import { CallNotOver } from '../restrictions/restriction.type.ts';
import type { RecordKind } from './caller-tables.ts';

/** The kinds, as an enum of the API. */
export const CallerRecordKind = { CALL: 'CALL', NOTE: 'NOTE', VOICE_MESSAGE: 'VOICE_MESSAGE', APPOINTMENT: 'APPOINTMENT', CONTACT: 'CONTACT', TASK: 'TASK', DIALLED: 'DIALLED', MENTION: 'MENTION', IN_FORCE: 'IN_FORCE' } as const satisfies Record<RecordKind, RecordKind>;
registerEnumType(CallerRecordKind, {
  name: 'CallerRecordKind',
  description: 'What is stored about a caller.',
  valuesConfig: {
    CALL: { description: 'A call from the number, or one whose note names it. Erased: number, names and all that leads to them. That it was stays.' },
    NOTE: { description: 'The note of such a call, a former version or a draft of it. Erased.' },
    VOICE_MESSAGE: { description: 'What the caller left on tape. Erased.' },
    APPOINTMENT: { description: 'Appointments under the number, or booked in such a call.' },
    CONTACT: { description: 'A contact with the number. Erased when it has no other number; else it loses this one.' },
    TASK: { description: 'Somebody to call for a customer: in a task, or as a debtor with the calls to them. Debtors are erased; of a task the time that was spent stays.' },
    DIALLED: { description: 'That the number was dialled: attempts to put through, test calls and alarms. Erased.' },
    MENTION: { description: 'The number among the words of somebody else’s record. Struck out of them; the rest stays.' },
    IN_FORCE: { description: 'The number stands in the customer’s lines or instructions, to be dialled or told from now on. It stays, and is the customer’s to change.' },
  },
});

@ObjectType('CallerRecordCount', { simpleResolvers: true, description: 'How much of one kind is stored about a caller.' })
export class CallerRecordCountType {
  @Field(() => CallerRecordKind, { description: 'What.' }) kind!: RecordKind;
  @Field(() => Int, { description: 'How much of it.' }) count!: number;
  @Field(() => Int, { description: 'How much of that is restricted: stored and shown to nobody.' }) restricted!: number;
  @Field(() => Date, { nullable: true, description: 'When the oldest was; null where nothing says when, as for CONTACT, MENTION and IN_FORCE.' }) oldestAt!: Date | null;
  @Field(() => Date, { nullable: true, description: 'When the newest was; null where nothing says when, as for CONTACT, MENTION and IN_FORCE.' }) newestAt!: Date | null;
}

@ObjectType('CallerRecordsAt', { description: 'What is stored about a caller at one customer.' })
export class CallerRecordsAtType {
  @Field(() => [CallerRecordCountType], { description: 'How much of each kind.' }) counts!: CallerRecordCountType[];
}

@ObjectType('CallerRecords', { description: 'What is stored about a caller’s number, at all customers. Supervisors.' })
export class CallerRecordsType {
  @Field(() => PhoneNumber, { description: 'The number, in E.164.' }) number!: string;
  @Field(() => Boolean, { description: 'Whether a call with it is not over, or its note is not written yet. Nothing is erased until then.' }) isInUse!: boolean;
  @Field(() => [CallerRecordsAtType], { description: 'By customer.' }) at!: CallerRecordsAtType[];
  @Field(() => String, { description: 'Where the caller’s copy of it is fetched as a ZIP, on this site. `&language=en` says it in English.' }) filePath!: string;
}

@ObjectType('CallerErased', { description: 'What was stored about a caller is erased.' })
export class CallerErasedType {
  @Field(() => [CallerRecordsAtType], { description: 'What was erased, by customer; empty when there was nothing.' }) at!: CallerRecordsAtType[];
}

@ObjectType({ implements: DomainError, description: 'Returned when the number is none, or the reason is missing, too long or names the number; nothing was erased.' })
export class CallerErasureInvalid extends DomainError {
  @Field(() => [InputProblem], { description: 'All that is wrong.' }) problems!: InputProblem[];
}

export const EraseCallerResult = unionOf('EraseCallerResult', 'What was erased, or why nothing was.', () => [CallerErasedType, CallerErasureInvalid, CallNotOver] as const);
