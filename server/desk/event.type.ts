import { Field, ID, InterfaceType, ObjectType } from 'type-graphql';

@InterfaceType({ description: 'Something happened. Events come in the order in which they were committed.' })
export abstract class Event {
  @Field(() => String, { description: 'Subscribe after this to go on from here.' }) cursor!: string;
  @Field(() => Date, { description: 'When it happened.' }) at!: Date;
}
@ObjectType({ implements: Event, description: 'A call began, moved on, ended, or its note was written. Staff, and the people of its customer.' })
export class CallChanged extends Event {
  @Field(() => ID, { description: 'Which call.' }) callId!: string;
}
@ObjectType({ implements: Event, description: 'An instruction was written, changed or deleted, came into force or ended. Staff, and the people of its customer.' })
export class InstructionChanged extends Event {
  @Field(() => ID, { description: 'Which instruction.' }) instructionId!: string;
  @Field(() => ID, { description: 'Of which customer.' }) customerId!: string;
}
@ObjectType({ implements: Event, description: 'A contact was written, changed or deleted. Staff, and the people of its customer.' })
export class ContactChanged extends Event {
  @Field(() => ID, { description: 'Which contact.' }) contactId!: string;
  @Field(() => ID, { description: 'Of which customer.' }) customerId!: string;
}
@ObjectType({ implements: Event, description: 'A customer or one of their lines was written, changed or deleted. Staff, and the people of that customer.' })
export class CustomerChanged extends Event {
  @Field(() => ID, { description: 'Which customer.' }) customerId!: string;
}
@ObjectType({ implements: Event, description: 'A secretary became available, busy, … Staff only.' })
export class PresenceChanged extends Event {
  @Field(() => ID, { description: 'Which secretary.' }) secretaryId!: string;
}
@ObjectType({ implements: Event, description: 'A telephone system, a setting of telephony, a telephone of a secretary or an alarm changed: read telephony again. Supervisors only.' })
export class TelephonyChanged extends Event {}
@ObjectType({ implements: Event, description: 'A test call for a forwarding began, arrived, or did not. Staff, and the people of its customer.' })
export class ForwardingCheckChanged extends Event {
  @Field(() => ID, { description: 'Which test call.' }) forwardingCheckId!: string;
}
@ObjectType({ implements: Event, description: 'A note of the secretary was rated, or its rating changed or was taken back; what was said is read by whom it is for. Staff only.' })
export class FeedbackChanged extends Event {
  @Field(() => ID, { description: 'Whose note it was.' }) secretaryId!: string;
}
@ObjectType({ implements: Event, description: 'Something was written between a customer and the secretariat, was read, or needs no answer any more. Staff, and the people of the customer.' })
export class MessagesChanged extends Event {
  @Field(() => ID, { description: 'In which thread.' }) threadId!: string;
  @Field(() => ID, { description: 'Of which customer.' }) customerId!: string;
}
@ObjectType({ implements: Event, description: 'A document was uploaded, replaced, changed or deleted. Staff, and the people of the customer.' })
export class DocumentChanged extends Event {
  @Field(() => ID, { description: 'Which document.' }) documentId!: string;
  @Field(() => ID, { description: 'Of which customer.' }) customerId!: string;
}
@ObjectType({ implements: Event, description: 'A frequent question was suggested, written, changed, moved or deleted. Staff, and the people of the customer.' })
export class FaqChanged extends Event {
  @Field(() => ID, { description: 'Which question.' }) faqId!: string;
  @Field(() => ID, { description: 'Of which customer.' }) customerId!: string;
}
@ObjectType({ implements: Event, description: 'An appointment was booked, moved, changed or cancelled. Staff, and the people of the customer.' })
export class AppointmentChanged extends Event {
  @Field(() => ID, { description: 'Which appointment.' }) appointmentId!: string;
  @Field(() => ID, { description: 'Of which customer.' }) customerId!: string;
}
@ObjectType({ implements: Event, description: 'Calendars, working hours or kinds of appointment of a customer changed. Staff, and the people of the customer.' })
export class CalendarsChanged extends Event {
  @Field(() => ID, { description: 'Of which customer.' }) customerId!: string;
}
@ObjectType({ implements: Event, description: 'A task was ordered, changed, taken, worked on, done or called off, or something of its debtors changed. Staff, and the people of the customer.' })
export class TaskChanged extends Event {
  @Field(() => ID, { description: 'Which task.' }) taskId!: string;
  @Field(() => ID, { description: 'Of which customer.' }) customerId!: string;
}
@ObjectType({ implements: Event, description: 'A webhook was entered, changed, deleted, turned off, began or ceased to fail, or a message that somebody asked for was tried: read it again. Staff, and the people of the customer; what it is they read who manage there.' })
export class WebhookChanged extends Event {
  @Field(() => ID, { description: 'Which webhook.' }) webhookId!: string;
  @Field(() => ID, { description: 'Of which customer.' }) customerId!: string;
}
@ObjectType({ implements: Event, description: 'Somebody has said something about the app, or it was dealt with. Supervisors only.' })
export class AppFeedbackChanged extends Event {
  @Field(() => ID, { description: 'Which feedback.' }) appFeedbackId!: string;
}
@ObjectType({ implements: Event, description: "A call came to a number that is nobody's line. Supervisors only." })
export class UnassignedCallReported extends Event {
  @Field(() => ID, { description: 'Which call of that list.' }) unassignedCallId!: string;
}
