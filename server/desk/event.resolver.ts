import { Arg, Authorized, Ctx, FieldResolver, Query, Resolver, Root, Subscription } from 'type-graphql';
import { loadCalls } from '../calls/call.rows.ts';
import { CallType } from '../calls/call.type.ts';
import { loadContacts } from '../contacts/contact.rows.ts';
import { ContactType } from '../contacts/contact.type.ts';
import { loadAppointments } from '../appointments/appointment.rows.ts';
import { AppointmentType } from '../appointments/appointment.type.ts';
import type { Context } from '../context.ts';
import { loadCustomers } from '../customers/customer.rows.ts';
import { CustomerType } from '../customers/customer.type.ts';
import { loadDocuments } from '../documents/document.rows.ts';
import { DocumentType } from '../documents/document.type.ts';
import { currentCursor } from '../events/event-log.ts';
import { loadFaqs } from '../faqs/faq.rows.ts';
import { FaqType } from '../faqs/faq.type.ts';
import { loadSecretaries } from '../identity/identity.service.ts';
import { SecretaryType } from '../identity/identity.type.ts';
import { loadInstructions } from '../instructions/instruction.rows.ts';
import { InstructionType } from '../instructions/instruction.type.ts';
import { loadForwardingChecks } from '../customers/forwarding-check.service.ts';
import { ForwardingCheckType } from '../customers/forwarding-check.type.ts';
import { loadThreads } from '../messages/message.rows.ts';
import { MessageThreadType } from '../messages/message.type.ts';
import { loadTasks } from '../tasks/task.rows.ts';
import { TaskType } from '../tasks/task.type.ts';
import { loadUnassignedCalls } from '../telephony/unassigned.service.ts';
import { UnassignedCallType } from '../telephony/telephony.type.ts';
import { AppointmentChanged, CalendarsChanged, CallChanged, ContactChanged, CustomerChanged, DocumentChanged, Event, FaqChanged, ForwardingCheckChanged, InstructionChanged, MessagesChanged, PresenceChanged, TaskChanged, UnassignedCallReported } from './event.type.ts';

@Resolver()
export class EventResolver {
  @Authorized()
  @Query(() => String, { description: 'The newest place of the live feed. Ask for it before you read what you show, and subscribe after it: nothing is missing then.' })
  liveCursor(@Ctx() ctx: Context) {
    // Of the whole log: it says nothing of anybody.
    return currentCursor(ctx.service);
  }

  @Subscription(() => Event, {
    description: 'What happens, as far as you may see it, in the order of commits. Over the socket only.',
    // The socket door executes each event once for all who share it and never asks this.
    subscribe: () => {
      throw new Error('events are subscribed to over the socket');
    },
  })
  events(
    @Root() event: Event,
    @Arg('after', () => String, { nullable: true, description: 'The last cursor known; null: from now on. Too old a one is refused with CURSOR_EXPIRED.' }) _after?: string | null,
    @Arg('lookingOn', () => Boolean, { nullable: true, description: 'True: you only look on, as a screen on a wall does. Otherwise a secretary who follows is at work, and available.' }) _lookingOn?: boolean | null,
  ): Event {
    return event;
  }
}

@Resolver(() => CallChanged)
export class CallChangedResolver {
  @FieldResolver(() => CallType, { nullable: true, description: 'The call as it is now; null when it is gone since.' })
  call(@Root() { callId }: CallChanged, @Ctx() ctx: Context) {
    return ctx.edge(loadCalls, callId);
  }
}
@Resolver(() => InstructionChanged)
export class InstructionChangedResolver {
  @FieldResolver(() => InstructionType, { nullable: true, description: 'The instruction as it is now; null when it is gone since.' })
  instruction(@Root() { instructionId }: InstructionChanged, @Ctx() ctx: Context) {
    return ctx.edge(loadInstructions, instructionId);
  }
}
@Resolver(() => ContactChanged)
export class ContactChangedResolver {
  @FieldResolver(() => ContactType, { nullable: true, description: 'The contact as it is now; null when it is gone since.' })
  contact(@Root() { contactId }: ContactChanged, @Ctx() ctx: Context) {
    return ctx.edge(loadContacts, contactId);
  }
}
@Resolver(() => CustomerChanged)
export class CustomerChangedResolver {
  @FieldResolver(() => CustomerType, { nullable: true, description: 'The customer as it is now; null when it is gone since.' })
  customer(@Root() { customerId }: CustomerChanged, @Ctx() ctx: Context) {
    return ctx.edge(loadCustomers, customerId);
  }
}
@Resolver(() => PresenceChanged)
export class PresenceChangedResolver {
  @FieldResolver(() => SecretaryType, { nullable: true, description: 'The secretary as they are now; null when gone since.' })
  secretary(@Root() { secretaryId }: PresenceChanged, @Ctx() ctx: Context) {
    return ctx.edge(loadSecretaries, secretaryId);
  }
}
@Resolver(() => ForwardingCheckChanged)
export class ForwardingCheckChangedResolver {
  @FieldResolver(() => ForwardingCheckType, { nullable: true, description: 'The test call as it is now; null when it is gone since.' })
  forwardingCheck(@Root() { forwardingCheckId }: ForwardingCheckChanged, @Ctx() ctx: Context) {
    return ctx.edge(loadForwardingChecks, forwardingCheckId);
  }
}
@Resolver(() => MessagesChanged)
export class MessagesChangedResolver {
  @FieldResolver(() => MessageThreadType, { nullable: true, description: 'The thread as it is now; null when it is gone since.' })
  thread(@Root() { threadId }: MessagesChanged, @Ctx() ctx: Context) {
    return ctx.edge(loadThreads, threadId);
  }
}
@Resolver(() => DocumentChanged)
export class DocumentChangedResolver {
  @FieldResolver(() => DocumentType, { nullable: true, description: 'The document as it is now; null when it is gone since.' })
  document(@Root() { documentId }: DocumentChanged, @Ctx() ctx: Context) {
    return ctx.edge(loadDocuments, documentId);
  }
}
@Resolver(() => FaqChanged)
export class FaqChangedResolver {
  @FieldResolver(() => FaqType, { nullable: true, description: 'The question as it is now; null when it is gone since.' })
  faq(@Root() { faqId }: FaqChanged, @Ctx() ctx: Context) {
    return ctx.edge(loadFaqs, faqId);
  }
}
@Resolver(() => AppointmentChanged)
export class AppointmentChangedResolver {
  @FieldResolver(() => AppointmentType, { nullable: true, description: 'The appointment as it is now; null when it is gone since.' })
  appointment(@Root() { appointmentId }: AppointmentChanged, @Ctx() ctx: Context) {
    return ctx.edge(loadAppointments, appointmentId);
  }
}
@Resolver(() => CalendarsChanged)
export class CalendarsChangedResolver {
  @FieldResolver(() => CustomerType, { nullable: true, description: 'The customer, with the calendars as they are now; null when they are gone since.' })
  customer(@Root() { customerId }: CalendarsChanged, @Ctx() ctx: Context) {
    return ctx.edge(loadCustomers, customerId);
  }
}
@Resolver(() => TaskChanged)
export class TaskChangedResolver {
  @FieldResolver(() => TaskType, { nullable: true, description: 'The task as it is now; null when it is gone since.' })
  task(@Root() { taskId }: TaskChanged, @Ctx() ctx: Context) {
    return ctx.edge(loadTasks, taskId);
  }
}
@Resolver(() => UnassignedCallReported)
export class UnassignedCallReportedResolver {
  @FieldResolver(() => UnassignedCallType, { nullable: true, description: 'The call; null when it is gone since.' })
  unassignedCall(@Root() { unassignedCallId }: UnassignedCallReported, @Ctx() ctx: Context) {
    return ctx.edge(loadUnassignedCalls, unassignedCallId);
  }
}
