import { cacheExchange, type Cache, type UpdateResolver } from '@urql/exchange-graphcache';
import { relayPagination } from '@urql/exchange-graphcache/extras';
import { placeInLists, takeOutOfLists, type ListedCall } from './call-lists.ts';
import { overtake } from './overtaken.ts';

/** Types without an identity of their own although they have an id: they live inside what holds them. */
const EMBEDDED = [
  // With the same id a number changes when its instruction does, while a call keeps the plan that it was decided with.
  'ForwardingNumber',
  'Preset', 'Deleted', 'UploadTicket', 'AppFeedbackSent',
];
/** Types without an id, which live inside what holds them anyway. They are named so that, in development, the cache warns of each that was forgotten. */
const WITHOUT_ID = import.meta.env.PROD ? [] : [
  'CallerRecords', 'CallerRecordsAt', 'CallerRecordCount', 'CallerErased', 'CallerErasureInvalid', 'RowCount', 'RetentionRun', 'RetentionPreview', 'ContractEnd',
  'Desk', 'ServiceLevel', 'Caller', 'Decision', 'ByInstruction', 'ByRule', 'ByContact', 'ByWithheldNumber', 'ByDefault', 'CallNoteDraft', 'WeeklyHours',
  'Simulator', 'SimulatedCaller', 'PageInfo', 'CallConnection', 'CustomerConnection', 'ContactConnection', 'InstructionConnection',
  'UnassignedCallConnection', 'CustomerEdge', 'ContactEdge', 'InstructionEdge', 'InstructionTimeline', 'InForceStretch', 'PublicHoliday', 'InstructionOverlaps', 'InstructionOverlap',
  'InstructionVersion', 'InstructionVersionConnection', 'InstructionVersionEdge', 'PresetList', 'PresetsInvalid', 'PresetsChangedMeanwhile', 'UnassignedCallEdge', 'SignedIn', 'WrongCredentials',
  'SetUpLinkInvalid', 'SetUpInvalid', 'UnknownLine', 'UnknownCall', 'CallAlreadyTaken', 'CallOver', 'NotYourCall', 'NoNumberLeft', 'DialRefused', 'AttemptOver',
  'NothingChanged', 'InputProblem', 'InstructionInvalid', 'ContactInvalid', 'ContactGroup', 'ContactImportCheck', 'ContactsImported', 'ContactImportInvalid', 'CustomerInvalid', 'LineInvalid', 'InstructionChangedMeanwhile',
  'ContactChangedMeanwhile', 'CustomerChangedMeanwhile', 'LineChangedMeanwhile', 'CustomerHasCalls', 'LineHasCalls', 'TelephoneDoorCreated',
  'ContractEnd', 'ContractNotEnding', 'ContractOver', 'ContractNotOver', 'CustomerNumberDiffers', 'AuditEntryConnection', 'AuditEntryEdge',
  'Consent', 'ConsentText', 'ConsentTextChanged', 'RestrictionInvalid', 'CallNotOver', 'PrivacyStatement',
  'ApiKeyCreated', 'ApiKeyInvalid',
  'PasswordChangeDue', 'PasswordChanged', 'PasswordInvalid', 'PasswordResetRequested', 'PasswordResetLinkInvalid', 'TooManyAttempts',
  'SecondFactorNeeded', 'SignInExpired', 'SecondFactorSetUp', 'TotpBegun', 'TotpAlreadySetUp', 'TotpNotBegun', 'WrongCode', 'ProofWrong', 'PasswordTooShort',
  'PasskeyOptions', 'PasskeyRefused',
  'Softphone', 'SoftphoneUnavailable', 'IceServer',
  'Telephony', 'Exchange', 'TelephonySettings', 'SecretaryPhone', 'SecretaryPreference', 'TelephoneDoorInvalid', 'TelephoneDoorMoved', 'TelephoneDoorTestPush', 'PushHeader', 'TelephonySettingsInvalid',
  'TelephonySettingsChangedMeanwhile', 'SecretaryPhoneInvalid',
  'CustomerUserAdded', 'CustomerUserInvalid', 'LastManager', 'SecretaryAdded', 'SecretaryInvalid', 'LastSupervisor', 'SecondFactorReset', 'ActingInvalid', 'ActingConnection', 'ActingEdge',
  'ServiceTarget', 'ServiceTargetInvalid', 'CallStatistics', 'OwnCallStatistics', 'CallFigures', 'CallsWithResult', 'FiguresOfHour', 'FiguresOfDay', 'FiguresOfCustomer', 'FiguresOfSecretary',
  'TrashedNoteConnection', 'TrashedNoteEdge', 'NoteNotInTrash', 'TrashEmptied', 'CallNoteVersion', 'NoteFeedbackConnection', 'NoteFeedbackEdge', 'SecretaryFeedback', 'CustomerFeedback', 'CustomerFeedbackConnection', 'CustomerFeedbackEdge',
  'CallChanged', 'InstructionChanged', 'ContactChanged', 'CustomerChanged', 'PresenceChanged', 'UnassignedCallReported', 'TelephonyChanged',
  'MessageConnection', 'MessageEdge', 'MessageThreadConnection', 'MessageThreadEdge', 'MessageReading', 'MessageInvalid', 'AnsweredMeanwhile', 'MessagesChanged',
  'DocumentConnection', 'DocumentEdge', 'DocumentInvalid', 'DocumentsFull', 'UploadIncomplete', 'FileRefused', 'OnlyVersion', 'FaqConnection', 'FaqEdge', 'FaqInvalid', 'FaqChangedMeanwhile', 'DocumentChanged', 'FaqChanged',
  'AppointmentConnection', 'AppointmentEdge', 'FreeSlot', 'CalendarFeed', 'CalendarPublished', 'CalendarInvalid', 'CalendarChangedMeanwhile', 'CalendarInUse', 'AppointmentKindInvalid', 'AppointmentKindChangedMeanwhile', 'AppointmentInvalid', 'SlotTaken', 'OutsideWorkingHours',
  'AppointmentChangedMeanwhile', 'AppointmentChanged', 'CalendarsChanged',
  'TaskConnection', 'TaskEdge', 'TaskDebtorConnection', 'TaskDebtorEdge', 'TaskWork', 'TaskInvalid', 'TaskChangedMeanwhile', 'TaskDebtorsInvalid', 'TaskDebtorChangedMeanwhile', 'TaskDebtorCallInvalid', 'TaskTemplateInvalid', 'TaskChanged',
  'Notifications', 'NotificationSettings', 'NotificationSettingsInvalid', 'PushConsentMissing', 'TestNotificationSent', 'NobodyToNotify', 'TooManyTestNotifications',
  'ForwardingCheckInvalid', 'ForwardingCheckRunning', 'TooManyForwardingChecks', 'ForwardingCheckChanged', 'FeedbackChanged',
  'WebhookDeliveryConnection', 'WebhookDeliveryEdge', 'WebhookCreated', 'WebhookSecretRotated', 'WebhookDeliveriesResent', 'WebhookInvalid', 'WebhooksFull', 'WebhookDisabled', 'WebhookChanged',
  'AppFeedbackConnection', 'AppFeedbackEdge', 'AppFeedbackInvalid', 'AppFeedbackChanged',
];

type EventData =
  | { __typename: 'CallChanged'; callId: string; call?: ListedCall | null }
  | { __typename: 'InstructionChanged' | 'ContactChanged'; customerId?: string; instructionId?: string; contactId?: string }
  | { __typename: 'CustomerChanged'; customerId: string; customer?: object | null }
  | { __typename: 'MessagesChanged'; customerId: string; threadId: string; thread?: object | null }
  | { __typename: 'DocumentChanged' | 'FaqChanged' | 'AppointmentChanged' | 'CalendarsChanged'; customerId: string }
  | { __typename: 'TaskChanged'; customerId: string; taskId: string }
  | { __typename: 'PresenceChanged'; secretaryId: string }
  | { __typename: 'WebhookChanged'; webhookId: string }
  | { __typename: 'UnassignedCallReported' | 'TelephonyChanged' | 'FeedbackChanged' | 'AppFeedbackChanged' };

const applyEvent: UpdateResolver = (result, _args, cache) => {
  const event = result['events'] as EventData | null;
  if (!event) return;
  switch (event.__typename) {
    case 'CallChanged':
      // A page that follows something else does not ask which call it is.
      if (!event.callId) return;
      overtake(['call', 'calls']);
      if (event.call) {
        placeInLists(cache, event.call);
        lookAgain(cache, event.call);
      } else {
        takeOutOfLists(cache, event.callId);
        // Whatever shows it, such as among a caller's earlier calls, asks again: it is restricted, or in the trash.
        cache.invalidate({ __typename: 'Call', id: event.callId });
      }
      forgetFields(cache, 'Query', ['trash']);
      return placeOnDesk(cache, event);
    case 'InstructionChanged': {
      // The versions of the one that changed are asked for anew by the page that shows them.
      if (event.instructionId) forgetFields(cache, { __typename: 'Instruction', id: event.instructionId }, ['versions']);
      forgetFields(cache, 'Query', ['decision']);
      return forget(cache, event.customerId, ['instruction', 'instructions', 'activeInstruction', 'activeUntil', 'timeline', 'overlaps', 'deletedInstructions']);
    }
    case 'ContactChanged':
      forgetFields(cache, 'Query', ['decision']);
      return forget(cache, event.customerId, ['contact', 'contacts', 'contactGroups']);
    case 'CustomerChanged':
      overtake(['customer']);
      forget(cache, event.customerId, ['timeline', 'overlaps', 'presetList']);
      return forgetFields(cache, 'Query', ['contractEnd', 'customers']);
    case 'MessagesChanged':
      overtake(['messageThread']);
      // The desk, which has enough to follow, is told which thread it is: what shows that one asks again.
      if (event.threadId && event.thread === undefined) cache.invalidate({ __typename: 'MessageThread', id: event.threadId });
      forgetFields(cache, 'Query', ['waitingThreads', 'waitingThreadCount']);
      return forget(cache, event.customerId, ['threads', 'unreadMessages']);
    case 'DocumentChanged': return forget(cache, event.customerId, ['document', 'documents']);
    case 'FaqChanged': return forget(cache, event.customerId, ['faq', 'faqs']);
    case 'AppointmentChanged':
      forgetFields(cache, 'Query', ['freeSlots']);
      return forget(cache, event.customerId, ['appointment', 'appointments']);
    case 'CalendarsChanged':
      forgetFields(cache, 'Query', ['freeSlots', 'calendar']);
      return forget(cache, event.customerId, ['calendars', 'appointmentKinds', 'appointments']);
    case 'TaskChanged':
      cache.invalidate({ __typename: 'Task', id: event.taskId });
      forgetFields(cache, 'Query', ['openTasks', 'waitingTaskCount']);
      return forget(cache, event.customerId, ['task', 'tasks']);
    case 'PresenceChanged': return placeInTeam(cache, event.secretaryId);
    case 'UnassignedCallReported': return forgetFields(cache, 'Query', ['unassignedCalls']);
    case 'FeedbackChanged': return forgetFields(cache, 'Query', ['feedback', 'feedbackBySecretary', 'feedbackByCustomer', 'secretaryPreferences']);
    case 'WebhookChanged':
      if (event.webhookId) cache.invalidate({ __typename: 'Webhook', id: event.webhookId });
      return forgetFields(cache, 'Query', ['webhooks', 'webhook']);
    case 'AppFeedbackChanged': return forgetFields(cache, 'Query', ['appFeedback']);
    case 'TelephonyChanged': return forgetFields(cache, 'Query', ['telephony', 'telephoneDoors', 'secretaryPreferences']);
    default:
  }
};

/** Forgets what the feed does not tell of a call's note, and that the call was not there, as one that came back from the trash. */
function lookAgain(cache: Cache, call: ListedCall): void {
  const note = cache.resolve({ __typename: 'Call', id: call.id }, 'note');
  if (typeof note === 'string') for (const field of ['feedback', 'earlierVersions']) cache.invalidate(note, field);
  for (const { fieldName, arguments: args } of cache.inspectFields('Query'))
    if (fieldName === 'call' && args?.['id'] === call.id && cache.resolve('Query', 'call', args) === null) cache.invalidate('Query', 'call', args);
}

/** Keeps the desk's list of open calls true: a new one comes in by its age, an ended one goes. */
function placeOnDesk(cache: Cache, event: Extract<EventData, { __typename: 'CallChanged' }>): void {
  const desk = cache.resolve('Query', 'desk') as string | null | undefined;
  if (!desk) return;
  const listed = cache.resolve(desk, 'calls') as string[] | null | undefined;
  if (!Array.isArray(listed)) return;
  const key = cache.keyOfEntity({ __typename: 'Call', id: event.callId });
  if (!key) return;
  const isOpen = !!event.call && event.call.state !== 'ENDED';
  const others = listed.filter(other => other !== key);
  if (!isOpen) {
    if (others.length !== listed.length) cache.link(desk, 'calls', others);
    return;
  }
  if (others.length !== listed.length) return;
  const receivedAt = event.call?.receivedAt ?? '';
  const at = listed.findIndex(other => String(cache.resolve(other, 'receivedAt')) > receivedAt);
  cache.link(desk, 'calls', at < 0 ? [...listed, key] : [...listed.slice(0, at), key, ...listed.slice(at)]);
}

/** A colleague who came since the snapshot was taken. */
function placeInTeam(cache: Cache, secretaryId: string): void {
  const desk = cache.resolve('Query', 'desk') as string | null | undefined;
  const team = desk && (cache.resolve(desk, 'secretaries') as string[] | null | undefined);
  const key = cache.keyOfEntity({ __typename: 'Secretary', id: secretaryId });
  if (desk && key && Array.isArray(team) && !team.includes(key)) cache.link(desk, 'secretaries', [...team, key]);
}

/** Forgets what lists of a customer said, so that a page that shows one asks again. */
function forget(cache: Cache, customerId: string | undefined, fields: readonly string[]): void {
  if (customerId) forgetFields(cache, { __typename: 'Customer', id: customerId }, fields);
}

function forgetFields(cache: Cache, entity: 'Query' | { __typename: 'Customer' | 'Instruction'; id: string }, fields: readonly string[]): void {
  overtake(fields);
  for (const field of cache.inspectFields(entity)) {
    if (fields.includes(field.fieldName)) cache.invalidate(entity, field.fieldName, field.arguments ?? undefined);
  }
}

/** The normalised cache: what one answer or event tells is seen wherever it is shown. */
export const cache = cacheExchange({
  keys: {
    ...Object.fromEntries([...EMBEDDED, ...WITHOUT_ID].map(type => [type, () => null])),
    // One's own alone: what an act answers with is what the page shows.
    SecondFactor: () => 'own',
    // So that an edge can be added by hand when a call comes in.
    CallEdge: edge => (typeof edge['cursor'] === 'string' ? edge['cursor'] : null),
  },
  resolvers: {
    Query: { trash: relayPagination(), feedback: relayPagination(), feedbackByCustomer: relayPagination(), calls: relayPagination(), appFeedback: relayPagination(), customers: relayPagination(), unassignedCalls: relayPagination() },
    Webhook: { deliveries: relayPagination() },
    Customer: { instructions: relayPagination(), contacts: relayPagination(), documents: relayPagination(), appointments: relayPagination(), faqs: relayPagination(), auditLog: relayPagination() },
    Task: { debtors: relayPagination() },
  },
  updates: {
    Subscription: { events: applyEvent },
    Mutation: {
      importContacts: (_result, args, store) => forget(store, String(args['customerId']), ['contacts', 'contactGroups']),
      restrictCall: (_result, _args, store) => forgetFields(store, 'Query', ['restrictions']),
      restrictContact: (_result, _args, store) => forgetFields(store, 'Query', ['restrictions']),
      restrictCustomer: (_result, _args, store) => forgetFields(store, 'Query', ['restrictions']),
      keepBasicFunctions: (_result, _args, store) => forgetFields(store, 'Query', ['contractEnd']),
      declineBasicFunctions: (_result, _args, store) => forgetFields(store, 'Query', ['contractEnd']),
      eraseCustomerData: (_result, _args, store) => forgetFields(store, 'Query', ['contractEnd']),
      // What lists show of customers, and in which order.
      createCustomer: (_result, _args, store) => forgetFields(store, 'Query', ['customers']),
      updateCustomer: (_result, _args, store) => forgetFields(store, 'Query', ['customers']),
      deleteCustomer: (_result, _args, store) => forgetFields(store, 'Query', ['customers']),
      setServiceTarget: (_result, _args, store) => forgetFields(store, 'Query', ['callsToday', 'callStatistics', 'ownCallStatistics']),
      answerConsent: (_result, _args, store) => forgetFields(store, 'Query', ['consents', 'notifications']),
      withdrawConsent: (_result, _args, store) => forgetFields(store, 'Query', ['consents', 'notifications']),
      acknowledgePrivacyStatement: (_result, _args, store) => forgetFields(store, 'Query', ['privacyStatement']),
      endSession: (result, _args, store) => store.link('Query', 'sessions', result['endSession'] as never),
      endOtherSessions: (result, _args, store) => store.link('Query', 'sessions', result['endOtherSessions'] as never),
      moveNoteToTrash: (_result, _args, store) => forgetFields(store, 'Query', ['trash']),
      restoreNote: (_result, _args, store) => forgetFields(store, 'Query', ['trash']),
      deleteNoteForGood: (_result, _args, store) => forgetFields(store, 'Query', ['trash']),
      emptyTrash: (_result, _args, store) => forgetFields(store, 'Query', ['trash']),
      rateCallNote: (result, args, store) => {
        const feedback = result['rateCallNote'] as { __typename: string } | null;
        if (feedback?.__typename === 'NoteFeedback') store.link({ __typename: 'CallNote', id: String(args['noteId']) }, 'feedback', feedback as never);
      },
      // Where no live event tells of it, such as while the connection comes back.
      startThread: (_result, args, store) => {
        forgetFields(store, 'Query', ['messageThread']);
        forget(store, String(args['customerId']), ['threads']);
      },
      sendMessage: (_result, args, store) => store.invalidate({ __typename: 'MessageThread', id: String(args['threadId']) }, 'messageCount'),
      createTask: (_result, args, store) => forget(store, String(args['customerId']), ['tasks']),
      saveTaskTemplate: (_result, args, store) => forget(store, String(args['customerId']), ['taskTemplates']),
      deleteTaskTemplate: (_result, args, store) => store.invalidate({ __typename: 'TaskTemplate', id: String(args['templateId']) }),
      deleteWebhook: (_result, _args, store) => forgetFields(store, 'Query', ['webhooks', 'webhook']),
      setAppFeedbackDone: (_result, _args, store) => forgetFields(store, 'Query', ['appFeedback']),
      savePresets: (_result, args, store) => forget(store, String(args['customerId']), ['presetList']),
      saveCallNote: (result, args, store) => {
        const note = result['saveCallNote'] as { __typename: string; id?: string } | null;
        if (note?.__typename === 'CallNote') store.link({ __typename: 'Call', id: String(args['callId']) }, 'note', note as never);
      },
    },
  },
});
