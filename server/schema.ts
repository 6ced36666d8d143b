import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { buildSchema } from 'type-graphql';
import { AccountResolver } from './accounts/account.resolver.ts';
import { ApiKeyResolver } from './api-keys/api-key.resolver.ts';
import { AppFeedbackResolver } from './app-feedback/app-feedback.resolver.ts';
import { AuditLogResolver } from './audit/audit.resolver.ts';
import { recordActs } from './audit/recording.ts';
import { CallActsResolver } from './calls/call-acts.resolver.ts';
import { CallerResolver, CallNoteResolver, CallNoteVersionResolver, CallResolver, CustomerCallsResolver, DecisionResolver } from './calls/call.resolver.ts';
import { ByContact, ByDefault, ByInstruction, ByRule, ByWithheldNumber } from './calls/call.type.ts';
import { CallerRecordsAtResolver, CallerRightsResolver } from './caller-rights/caller-rights.resolver.ts';
import { WhatIfResolver } from './calls/what-if.resolver.ts';
import { ContactImportResolver } from './address-book/contact-import.resolver.ts';
import { ContactResolver, CustomerContactsResolver } from './contacts/contact.resolver.ts';
import { ConsentResolver } from './consents/consent.resolver.ts';
import type { Context } from './context.ts';
import { CustomerResolver, CustomerUserCustomerResolver } from './customers/customer.resolver.ts';
import { LineResolver } from './customers/line.resolver.ts';
import { SimulatorResolver } from './demo/simulator.resolver.ts';
import { DeskResolver } from './desk/desk.resolver.ts';
import {
  AppointmentChangedResolver, CalendarsChangedResolver, CallChangedResolver, ContactChangedResolver, CustomerChangedResolver, DocumentChangedResolver, EventResolver, FaqChangedResolver, ForwardingCheckChangedResolver, InstructionChangedResolver, MessagesChangedResolver, PresenceChangedResolver, TaskChangedResolver, UnassignedCallReportedResolver,
} from './desk/event.resolver.ts';
import { AppFeedbackChanged, FeedbackChanged, TelephonyChanged, WebhookChanged } from './desk/event.type.ts';
import { CustomerDocumentsResolver, DocumentResolver } from './documents/document.resolver.ts';
import { Forbidden, PasswordChangeDue, Unauthenticated } from './errors.ts';
import { CustomerFaqsResolver, FaqResolver } from './faqs/faq.resolver.ts';
import { AppointmentKindResolver, AppointmentResolver, CalendarResolver, CustomerAppointmentsResolver } from './appointments/appointment.resolver.ts';
import { resolveTypesAtOnce } from './graphql/resolve-types.ts';
import { CallNoteFeedbackResolver, CustomerFeedbackResolver, FeedbackResolver, SecretaryFeedbackResolver } from './feedback/feedback.resolver.ts';
import { forgetEdgesAfterActs } from './graphql/acts.ts';
import { DateTime } from './graphql/scalars.ts';
import { isSupervisor } from './identity/actor.ts';
import { IdentityResolver } from './identity/identity.resolver.ts';
import { CustomerThreadsResolver, MessageFilesResolver, MessageThreadResolver } from './messages/message.resolver.ts';
import { NotificationResolver } from './notifications/notification.resolver.ts';
import { OutboxResolver } from './mail/outbox.resolver.ts';
import { CustomerInstructionsResolver, InstructionResolver } from './instructions/instruction.resolver.ts';
import { CustomerDeletedInstructionsResolver, InstructionVersionResolver } from './instructions/instruction-version.resolver.ts';
import { CustomerTimelineResolver, InForceStretchResolver, InstructionOverlapResolver, InstructionOverlapsResolver, InstructionTimelineResolver } from './instructions/timeline.resolver.ts';
import { ForwardingCheckResolver, LineForwardingCheckResolver } from './customers/forwarding-check.resolver.ts';
import { CustomerRestrictionResolver, RestrictionResolver } from './restrictions/restriction.resolver.ts';
import { PrivacyStatementResolver } from './statement/statement.resolver.ts';
import { ActingResolver, CustomerActingsResolver } from './people/acting.resolver.ts';
import { CustomerPeopleResolver, SecretariesResolver } from './people/people.resolver.ts';
import { PresetResolver } from './presets/preset.resolver.ts';
import { SecondFactorNeededResolver, SecondFactorResolver } from './second-factor/second-factor.resolver.ts';
import { SecondStepResolver } from './second-factor/second-step.resolver.ts';
import { RetentionResolver } from './retention/retention.resolver.ts';
import { FiguresOfCustomerResolver, FiguresOfSecretaryResolver, StatisticsResolver } from './statistics/statistics.resolver.ts';
import { CustomerTasksResolver, TaskDebtorResolver, TaskResolver } from './tasks/task.resolver.ts';
import { SoftphoneResolver } from './telephony/softphone.resolver.ts';
import { SecretaryPhoneResolver, SecretaryPreferenceResolver, TelephonyAlarmResolver, TelephonySettingsResolver } from './telephony/settings.resolver.ts';
import { TelephonyResolver } from './telephony/telephony.resolver.ts';
import { TrashResolver } from './trash/trash.resolver.ts';
import { WebhookResolver } from './webhooks/webhook.resolver.ts';

/** Who may reach a root field: anybody who signed in when it names no role. */
export type Role = 'SECRETARY' | 'SUPERVISOR' | 'REPORTER';

// An arrow: type-graphql takes whatever has a prototype for a class and makes an instance of it.
const isAllowed = ({ context }: { context: Context }, roles: Role[]): boolean => {
  const { actor } = context;
  if (!actor) throw context.session?.due ? new PasswordChangeDue() : new Unauthenticated();
  const fits = roles.every(role => {
    switch (role) {
      case 'SECRETARY': return actor.kind === 'SECRETARY';
      case 'SUPERVISOR': return isSupervisor(actor);
      case 'REPORTER': return isSupervisor(actor) || (actor.kind === 'API_KEY' && actor.scopes.has('calls:report'));
    }
  });
  if (!fits) throw new Forbidden();
  return true;
};

/** The executable schema. Every resolver class is named here, once. */
export const makeSchema = async (emitSchemaFile?: string): Promise<GraphQLSchema> =>
  recordActs(forgetEdgesAfterActs(resolveTypesAtOnce(await buildSchema({
    resolvers: [
      ApiKeyResolver,
      CallerRightsResolver, CallerRecordsAtResolver,
      ConsentResolver, PrivacyStatementResolver, RestrictionResolver, CustomerRestrictionResolver, CustomerPeopleResolver, SecretariesResolver, ActingResolver, CustomerActingsResolver,
      ForwardingCheckChangedResolver, ForwardingCheckResolver, LineForwardingCheckResolver,
      IdentityResolver, AccountResolver, OutboxResolver, CustomerResolver, CustomerUserCustomerResolver, LineResolver, ContactResolver, CustomerContactsResolver, ContactImportResolver, InstructionResolver, CustomerInstructionsResolver, CallResolver, CustomerCallsResolver, CallerResolver, DecisionResolver,
      NotificationResolver, MessageThreadResolver, MessageFilesResolver, CustomerThreadsResolver, MessagesChangedResolver,
      CalendarResolver, AppointmentKindResolver, AppointmentResolver, CustomerAppointmentsResolver, AppointmentChangedResolver, CalendarsChangedResolver,
      DocumentResolver, CustomerDocumentsResolver, DocumentChangedResolver, FaqResolver, CustomerFaqsResolver, FaqChangedResolver,
      TaskResolver, TaskDebtorResolver, CustomerTasksResolver, TaskChangedResolver,
      InstructionVersionResolver, CustomerDeletedInstructionsResolver, CustomerTimelineResolver, InstructionTimelineResolver, InForceStretchResolver, InstructionOverlapsResolver, InstructionOverlapResolver, PresetResolver,
      SecondFactorResolver, SecondFactorNeededResolver, SecondStepResolver,
      CallNoteResolver, CallNoteVersionResolver, CallNoteFeedbackResolver, FeedbackResolver, SecretaryFeedbackResolver, CustomerFeedbackResolver, TrashResolver, CallActsResolver, WhatIfResolver, DeskResolver, EventResolver, CallChangedResolver, InstructionChangedResolver, ContactChangedResolver,
      TelephonySettingsResolver, TelephonyAlarmResolver, SecretaryPhoneResolver, SecretaryPreferenceResolver,
      CustomerChangedResolver, PresenceChangedResolver, UnassignedCallReportedResolver, TelephonyResolver, SoftphoneResolver, SimulatorResolver, RetentionResolver, AuditLogResolver,
      StatisticsResolver, FiguresOfCustomerResolver, FiguresOfSecretaryResolver, WebhookResolver, AppFeedbackResolver,
    ],
    orphanedTypes: [TelephonyChanged, FeedbackChanged, WebhookChanged, AppFeedbackChanged, ByInstruction, ByRule, ByContact, ByWithheldNumber, ByDefault],
    scalarsMap: [{ type: Date, scalar: DateTime }],
    authChecker: isAllowed as never,
    // type-graphql wants one as soon as there is a subscription; ours are fed by the event log.
    pubSub: { publish: () => {}, subscribe: () => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.resolve({ done: true, value: undefined }) }) }) },
    // Each service checks its input and names the fields itself.
    validate: false,
    ...(emitSchemaFile && { emitSchemaFile: { path: emitSchemaFile, sortedSchema: true } }),
  }))));
