import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf, PageArgs } from '../graphql/connection.ts';
import { Deleted, DomainError, InputProblem, unionOf } from '../graphql/domain-error.type.ts';
import { Node } from '../graphql/node.type.ts';
import { PhoneNumber } from '../graphql/scalars.ts';
import { WeeklyHoursInput, WeeklyHoursType } from '../instructions/instruction.type.ts';

export const AppointmentStatus = { BOOKED: 'BOOKED', CANCELLED: 'CANCELLED' } as const;
registerEnumType(AppointmentStatus, {
  name: 'AppointmentStatus',
  description: 'Whether an appointment takes place.',
  valuesConfig: { BOOKED: { description: 'It does, and its time is taken.' }, CANCELLED: { description: 'It does not; its time is free for others.' } },
});

export const CalendarFeedDetail = { BUSY: 'BUSY', KIND: 'KIND', EVERYTHING: 'EVERYTHING' } as const;
registerEnumType(CalendarFeedDetail, {
  name: 'CalendarFeedDetail',
  description: 'How much of an appointment another program reads.',
  valuesConfig: {
    BUSY: { description: 'That the time is taken, and nothing else.' },
    KIND: { description: 'Which kind of appointment it is, and nothing of who comes.' },
    EVERYTHING: { description: 'Also who comes, their number and the remark.' },
  },
});

@ObjectType('AppointmentKind', { implements: Node, simpleResolvers: true, description: 'A kind of appointment that a customer offers. Staff, and the people of the customer.' })
export class AppointmentKindType extends Node {
  @Field(() => String, { description: 'What it is called.' }) name!: string;
  @Field(() => Int, { description: 'How long it takes.' }) lengthMinutes!: number;
  @Field(() => Int, { description: 'How long before it nothing else is booked.' }) bufferBeforeMinutes!: number;
  @Field(() => Int, { description: 'How long after it nothing else is booked.' }) bufferAfterMinutes!: number;
  @Field(() => Int, { description: 'How far apart the offered beginnings are, counted from where the working hours begin.' }) stepMinutes!: number;
  @Field(() => ID, { nullable: true, description: 'The one calendar in which it is booked; null: in all of the customer.' }) calendarId!: string | null;
  @Field(() => Date, { nullable: true, description: 'Since when it is offered no more; null: it is.' }) retiredAt!: Date | null;
  @Field(() => Int, { description: 'Rises with each change; what an editor expects to change.' }) version!: number;
}

@ObjectType('CalendarFeed', { simpleResolvers: true, description: 'That a calendar is read by other programs at a secret address. The people of the customer, and supervisors.' })
export class CalendarFeedType {
  @Field(() => CalendarFeedDetail, { description: 'How much they read.' }) detail!: keyof typeof CalendarFeedDetail;
  @Field(() => Date, { description: 'When the address was made.' }) createdAt!: Date;
  @Field(() => String, { description: 'Who made it, as they were called then.' }) createdBy!: string;
  @Field(() => Date, { nullable: true, description: 'When somebody read there last, to the hour; null: not yet.' }) lastFetchedAt!: Date | null;
}

@ObjectType('Calendar', { implements: Node, simpleResolvers: true, description: 'What a person or a room of a customer has booked. Staff, and the people of the customer.' })
export class CalendarType extends Node {
  @Field(() => String, { description: 'Whose or which it is.' }) name!: string;
  @Field(() => [WeeklyHoursType], { description: 'When secretaries book, by day, in the local time of the customer; empty: never.' }) hours!: WeeklyHoursType[];
  @Field(() => Boolean, { description: "Whether the hours do not count on public holidays of the customer's federal state." }) exceptPublicHolidays!: boolean;
  @Field(() => Int, { description: 'Rises with each change; what an editor expects to change.' }) version!: number;
}

@ObjectType('Appointment', { implements: Node, simpleResolvers: true, description: 'A time of a calendar that is taken: by an appointment of a kind, or otherwise. Staff, and the people of the customer.' })
export class AppointmentType extends Node {
  @Field(() => ID, { description: 'In which calendar.' }) calendarId!: string;
  @Field(() => Date, { description: 'When it begins.' }) startsAt!: Date;
  @Field(() => Date, { description: 'When it ends.' }) endsAt!: Date;
  @Field(() => String, { nullable: true, description: 'Who comes, or why the time is taken; null when nothing is said.' }) title!: string | null;
  @Field(() => PhoneNumber, { nullable: true, description: 'At which number they are reached; null when none is known.' }) number!: string | null;
  @Field(() => String, { nullable: true, description: 'What else is to be known; null for nothing.' }) remark!: string | null;
  @Field(() => AppointmentStatus, { description: 'Whether it takes place.' }) status!: keyof typeof AppointmentStatus;
  @Field(() => ID, { nullable: true, description: 'In which call it was booked; null: in none, or it is gone.' }) callId!: string | null;
  @Field(() => String, { description: 'Who booked it, as they were called then.' }) bookedBy!: string;
  @Field(() => Date, { description: 'When it was booked.' }) bookedAt!: Date;
  @Field(() => Date, { description: 'When it was changed last.' }) updatedAt!: Date;
  @Field(() => Int, { description: 'Rises with each change; what an editor expects to change.' }) version!: number;
}

export const AppointmentConnection = connectionOf('Appointment', () => AppointmentType);

@ObjectType('FreeSlot', { simpleResolvers: true, description: 'A time at which an appointment can be booked. Staff, and the people of the customer.' })
export class FreeSlotType {
  @Field(() => Date, { description: 'When it would begin.' }) startsAt!: Date;
  @Field(() => Date, { description: 'When it would end.' }) endsAt!: Date;
}

@ArgsType()
export class AppointmentsArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: 'In this calendar; null: in all.' }) calendarId?: string | null;
  @Field(() => PhoneNumber, { nullable: true, description: 'Of whoever has this number; null: of all.' }) number?: string | null;
  @Field(() => Date, { nullable: true, description: 'Those that end later; null: from the first on.' }) from?: Date | null;
  @Field(() => Date, { nullable: true, description: 'Those that begin earlier; null: to the last.' }) until?: Date | null;
  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'Whether those are listed as well that were cancelled.' }) includeCancelled?: boolean | null;
}

@ArgsType()
export class FreeSlotsArgs {
  @Field(() => ID, { description: 'In which calendar.' }) calendarId!: string;
  @Field(() => ID, { description: 'For which kind of appointment.' }) kindId!: string;
  @Field(() => Date, { nullable: true, description: 'From when on; null, or what is over: from now on.' }) from?: Date | null;
  @Field(() => Date, { nullable: true, description: 'Those that begin earlier, at most 62 days ahead; null: those 62 days.' }) until?: Date | null;
  @Field(() => Int, { nullable: true, defaultValue: 50, description: 'How many to return, 1 to 200.' }) first!: number;
}

@InputType({ description: 'What is said of a calendar; on a change it replaces all of it.' })
export class CalendarInput {
  @Field(() => String, { description: 'Whose or which it is; at most 100 characters.' }) name!: string;
  @Field(() => [WeeklyHoursInput], { nullable: true, defaultValue: [], description: 'When secretaries book; empty: never. At most 50.' }) hours?: WeeklyHoursInput[] | null;
  @Field(() => Boolean, { nullable: true, defaultValue: true, description: 'Whether the hours do not count on public holidays.' }) exceptPublicHolidays?: boolean | null;
}

@InputType({ description: 'What is said of a kind of appointment; on a change it replaces all of it.' })
export class AppointmentKindInput {
  @Field(() => String, { description: 'At most 100 characters.' }) name!: string;
  @Field(() => Int, { description: '5 to 1,440.' }) lengthMinutes!: number;
  @Field(() => Int, { nullable: true, defaultValue: 0, description: '0 to 480.' }) bufferBeforeMinutes?: number | null;
  @Field(() => Int, { nullable: true, defaultValue: 0, description: '0 to 480.' }) bufferAfterMinutes?: number | null;
  @Field(() => Int, { nullable: true, defaultValue: 15, description: '5 to 480.' }) stepMinutes?: number | null;
  @Field(() => ID, { nullable: true, description: 'The one calendar in which it is booked, for ever; null: in all.' }) calendarId?: string | null;
}

@InputType({ description: 'What is booked.' })
export class AppointmentInput {
  @Field(() => ID, { nullable: true, description: 'Of which kind; null: the time is taken otherwise.' }) kindId?: string | null;
  @Field(() => Date, { description: 'When it begins.' }) startsAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When it ends; null: after the length of its kind. At most 62 days later.' }) endsAt?: Date | null;
  @Field(() => String, { nullable: true, description: 'Who comes, needed for a kind; at most 200 characters.' }) title?: string | null;
  @Field(() => String, { nullable: true, description: 'At which number they are reached, however it is written.' }) number?: string | null;
  @Field(() => String, { nullable: true, description: 'What else is to be known; at most 2,000 characters.' }) remark?: string | null;
  @Field(() => ID, { nullable: true, description: 'In which call it is booked.' }) callId?: string | null;
}

@InputType({ description: 'Who comes, and what is said of it; on a change it replaces all of it.' })
export class AppointmentDetailsInput {
  @Field(() => String, { nullable: true, description: 'Who comes, needed for a kind; at most 200 characters.' }) title?: string | null;
  @Field(() => String, { nullable: true, description: 'At which number they are reached, however it is written.' }) number?: string | null;
  @Field(() => String, { nullable: true, description: 'What else is to be known; at most 2,000 characters.' }) remark?: string | null;
}

@ObjectType({ implements: DomainError, description: 'Returned when fields are missing or wrong, or there are too many; nothing was changed.' })
export class CalendarInvalid extends DomainError {
  @Field(() => [InputProblem], { description: 'All that is wrong.' }) problems!: InputProblem[];
}
@ObjectType({ implements: DomainError, description: 'Returned when somebody else saved a newer version; nothing was changed.' })
export class CalendarChangedMeanwhile extends DomainError {
  @Field(() => CalendarType, { description: 'What is stored now.' }) current!: CalendarType;
}
@ObjectType({ implements: DomainError, description: 'Returned while appointments of the calendar are still to come; nothing was deleted.' })
export class CalendarInUse extends DomainError {
  @Field(() => Int, { description: 'How many, with those that are restricted.' }) upcoming!: number;
}
@ObjectType({ implements: DomainError, description: 'Returned when fields are missing or wrong, or there are too many; nothing was changed.' })
export class AppointmentKindInvalid extends DomainError {
  @Field(() => [InputProblem], { description: 'All that is wrong.' }) problems!: InputProblem[];
}
@ObjectType({ implements: DomainError, description: 'Returned when somebody else saved a newer version, or the kind is offered no more; nothing was changed.' })
export class AppointmentKindChangedMeanwhile extends DomainError {
  @Field(() => AppointmentKindType, { description: 'What is stored now.' }) current!: AppointmentKindType;
}
@ObjectType({ implements: DomainError, description: 'Returned when fields are missing or wrong; nothing was changed.' })
export class AppointmentInvalid extends DomainError {
  @Field(() => [InputProblem], { description: 'All that is wrong.' }) problems!: InputProblem[];
}
@ObjectType({ implements: DomainError, description: 'Returned when the time, with its buffers, meets an appointment that is there already; nothing was booked or moved.' })
export class SlotTaken extends DomainError {
  @Field(() => [FreeSlotType], { description: 'The next times at which it can be, at most five; empty when the working hours leave none.' }) nextFree!: FreeSlotType[];
}
@ObjectType({ implements: DomainError, description: 'Returned to secretaries when the time is not within the working hours; nothing was booked or moved.' })
export class OutsideWorkingHours extends DomainError {
  @Field(() => [FreeSlotType], { description: 'The next times at which it can be, at most five; empty when the working hours leave none.' }) nextFree!: FreeSlotType[];
}
@ObjectType({ implements: DomainError, description: 'Returned when somebody else changed or cancelled it meanwhile; nothing was changed.' })
export class AppointmentChangedMeanwhile extends DomainError {
  @Field(() => AppointmentType, { description: 'What is stored now.' }) current!: AppointmentType;
}

@ObjectType('CalendarPublished', { simpleResolvers: true, description: 'A calendar that other programs can read from now on. The people of the customer, and the supervisor who did it for them.' })
export class CalendarPublished {
  @Field(() => CalendarType, { description: 'Which.' }) calendar!: CalendarType;
  @Field(() => String, { description: 'Where, below the address of the service. It is a secret and is told this once.' }) path!: string;
}

export const CreateCalendarResult = unionOf('CreateCalendarResult', 'The new calendar, or why there is none.', () => [CalendarType, CalendarInvalid] as const);
export const UpdateCalendarResult = unionOf('UpdateCalendarResult', 'The calendar as it is now, or why it was not changed.', () => [CalendarType, CalendarInvalid, CalendarChangedMeanwhile] as const);
export const DeleteCalendarResult = unionOf('DeleteCalendarResult', 'What was deleted, or why it was not.', () => [Deleted, CalendarInUse] as const);
export const PublishCalendarResult = unionOf('PublishCalendarResult', 'Where it is read.', () => [CalendarPublished] as const);
export const WithdrawCalendarResult = unionOf('WithdrawCalendarResult', 'The calendar, which nobody else reads any more.', () => [CalendarType] as const);
export const CreateAppointmentKindResult = unionOf('CreateAppointmentKindResult', 'The new kind, or why there is none.', () => [AppointmentKindType, AppointmentKindInvalid] as const);
export const UpdateAppointmentKindResult = unionOf('UpdateAppointmentKindResult', 'The kind as it is now, or why it was not changed.', () => [AppointmentKindType, AppointmentKindInvalid, AppointmentKindChangedMeanwhile] as const);
export const RetireAppointmentKindResult = unionOf('RetireAppointmentKindResult', 'The kind, which is offered no more.', () => [AppointmentKindType] as const);
export const BookAppointmentResult = unionOf('BookAppointmentResult', 'The appointment, or why there is none.', () => [AppointmentType, AppointmentInvalid, SlotTaken, OutsideWorkingHours] as const);
export const MoveAppointmentResult = unionOf(
  'MoveAppointmentResult', 'The appointment as it is now, or why it was not moved.', () => [AppointmentType, AppointmentInvalid, SlotTaken, OutsideWorkingHours, AppointmentChangedMeanwhile] as const,
);
export const UpdateAppointmentResult = unionOf('UpdateAppointmentResult', 'The appointment as it is now, or why it was not changed.', () => [AppointmentType, AppointmentInvalid, AppointmentChangedMeanwhile] as const);
export const CancelAppointmentResult = unionOf('CancelAppointmentResult', 'The appointment, whose time is free again.', () => [AppointmentType] as const);
