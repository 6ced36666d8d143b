import type { ApiScope } from '../identity/actor.ts';

/** With which scopes of a key something can be asked: one of them suffices. ANY: with whichever key; none: with no key. */
export type OpenedBy = readonly ApiScope[] | 'ANY';

const CLOSED: OpenedBy = [];
const CALLS: OpenedBy = ['calls:read'];
const CONTACTS: OpenedBy = ['contacts:read'];
const CUSTOMERS: OpenedBy = ['customers:read'];
const INSTRUCTIONS: OpenedBy = ['instructions:read'];
const DECISIONS: OpenedBy = ['calls:read', 'instructions:read'];
const TASKS: OpenedBy = ['tasks:read'];
const APPOINTMENTS: OpenedBy = ['appointments:read'];
const READING: OpenedBy = ['appointments:read', 'calls:read', 'contacts:read', 'customers:read', 'instructions:read', 'tasks:read'];
const CALLS_WRITTEN: OpenedBy = ['calls:write'];
const CONTACTS_WRITTEN: OpenedBy = ['contacts:write'];
const INSTRUCTIONS_WRITTEN: OpenedBy = ['instructions:write'];
const TASKS_WRITTEN: OpenedBy = ['tasks:write'];
const APPOINTMENTS_WRITTEN: OpenedBy = ['appointments:write'];
const WEBHOOKS: OpenedBy = ['webhooks:manage'];
// Who books has to know what is offered and when, and nothing of who else comes.
const BOOKING: OpenedBy = ['appointments:read', 'appointments:write'];
// On the customer hang their tasks and calendars: who gets there sees which customer it is, and no more of them.
const ON_CUSTOMER: OpenedBy = ['appointments:read', 'appointments:write', 'customers:read', 'tasks:read', 'tasks:write', 'webhooks:manage'];
// Secretaries and the customer's people have their names from calls alone, wherever else they stand.
const NAMES: OpenedBy = CALLS;
const REPORTING: OpenedBy = ['calls:report'];
// Who may write sees what names the row that was written, and its version, to write again.
const CALL_NAMED: OpenedBy = ['calls:read', 'calls:write', 'calls:report'];
const CONTACT_NAMED: OpenedBy = ['contacts:read', 'contacts:write'];
const INSTRUCTION_NAMED: OpenedBy = ['instructions:read', 'instructions:write'];
const TASK_NAMED: OpenedBy = ['tasks:read', 'tasks:write'];

/** The fields, all opened alike. */
const all = (openedBy: OpenedBy, fields: string): Record<string, OpenedBy> => Object.fromEntries(fields.split(' ').map(field => [field, openedBy]));

/**
 * Which scopes open which field, on whatever way one gets there. A type that is not named is closed to keys, and so is a
 * field; of the root types and of those that are named every field has to be said, so that nothing new is opened or closed unseen.
 */
export const fieldScopes: Readonly<Record<string, Readonly<Record<string, OpenedBy>>>> = {
  Query: {
    ...all('ANY', 'viewer privacyStatement'),
    ...all(CALLS, 'call calls trash'),
    ...all(CONTACTS, 'contact'),
    ...all(CONTACTS_WRITTEN, 'contactImportCheck'),
    ...all(ON_CUSTOMER, 'customer customers'),
    ...all(INSTRUCTIONS, 'instruction decision forwardingCheck'),
    ...all(READING, 'liveCursor'),
    ...all(APPOINTMENTS, 'appointment'),
    ...all(BOOKING, 'calendar freeSlots'),
    ...all(TASKS, 'task'),
    ...all(WEBHOOKS, 'webhook webhooks'),
    ...all(CLOSED, 'apiKeys appFeedback callerRecords callStatistics callsToday consents contractEnd contractEnds desk feedback feedbackByCustomer feedbackBySecretary document faq hasSoftphones messageThread outbox ownCallStatistics passwordChangeDue restrictions retentionPreview retentionRuns secondFactor'),
    ...all(CLOSED, 'openTasks notifications'),
    ...all(CLOSED, 'secretaryPreferences serviceApiKeys sessions simulator telephoneDoors telephony unassignedCalls waitingTaskCount waitingThreadCount waitingThreads'),
  },
  Mutation: {
    ...all(CONTACTS_WRITTEN, 'createContact updateContact deleteContact importContacts markVip unmarkVip'),
    ...all(INSTRUCTIONS_WRITTEN, 'createInstruction updateInstruction endInstruction deleteInstruction restoreInstruction savePresets'),
    ...all(CALLS_WRITTEN, 'deleteNoteForGood emptyTrash markCallBackDone moveNoteToTrash reopenCallBack restoreNote'),
    ...all(REPORTING, 'reportIncomingCall reportCallAnswered reportCallEnded'),
    ...all(APPOINTMENTS_WRITTEN, 'bookAppointment moveAppointment updateAppointment cancelAppointment'),
    ...all(TASKS_WRITTEN, 'createTask updateTask cancelTask reopenTask addTaskDebtors updateTaskDebtor removeTaskDebtor'),
    ...all(WEBHOOKS, 'setWebhookEnabled pingWebhook resendWebhookDelivery resendFailedWebhookDeliveries'),
    ...all(CLOSED, 'acknowledgePrivacyStatement actForCustomer addCustomerUser addSecretary adoptChangedDecision answerConsent beginPasskey beginPasskeySignIn'),
    ...all(CLOSED, 'beginSecondFactorPasskey beginTotp changeCustomerUserRight changePassword closeSoftphone confirmPasskey confirmSecondFactor confirmTotp'),
    ...all(CLOSED, 'confirmWithPasskey continueContract createApiKey createCustomer createLine createServiceApiKey createTelephoneDoor deleteCustomer deleteLine'),
    ...all(CLOSED, 'declineBasicFunctions deleteTelephoneDoor dismissTelephonyAlarm endCall endContract endOtherSessions endSession eraseCaller eraseCustomerData holdCall identifyCaller joinCaller'),
    ...all(CLOSED, 'keepBasicFunctions liftRestriction moveTelephoneDoor openSoftphone putThrough recordAttemptOutcome rateCallNote releaseCall removeCustomerUser removePasskey removeSecretary'),
    ...all(CLOSED, 'removeTotp renewRecoveryCodes renewSecretaryPassword renewTemporaryPassword requestPasswordReset resetPassword resetSecondFactor restrictCall restrictContact'),
    ...all(CLOSED, 'restrictCustomer revokeApiKey saveCallNote saveNoteDraft setPresence setSecretaryPhone setSecretaryPreference setServiceTarget setUpFirstSupervisor signIn'),
    ...all(CLOSED, 'signInWithPasskey signOut startForwardingCheck stopActing takeBackCall takeCall testTelephoneDoor updateCustomer updateLine updateSecretary'),
    ...all(CLOSED, 'updateTelephoneDoor updateTelephonySettings withdrawConsent withdrawNoteRating'),
    ...all(CLOSED, 'beginMessageFile finishMessageFile markThreadRead sendMessage settleThread startThread beginUpload finishUpload renameDocument removeDocumentVersion deleteDocument'),
    ...all(CLOSED, 'saveNotificationSettings registerPushDevice removePushDevice sendTestNotification'),
    ...all(CLOSED, 'createFaq suggestFaq updateFaq moveFaq deleteFaq'),
    ...all(CLOSED, 'createCalendar updateCalendar deleteCalendar publishCalendar withdrawCalendar createAppointmentKind updateAppointmentKind retireAppointmentKind'),
    ...all(CLOSED, 'assignTask startTask pauseTask finishTask recordDebtorCall saveTaskTemplate deleteTaskTemplate'),
    // A webhook made with a key would get out more than the key's scopes, and go on when the key is revoked.
    ...all(CLOSED, 'createWebhook updateWebhook rotateWebhookSecret deleteWebhook'),
    ...all(CLOSED, 'sendAppFeedback setAppFeedbackDone'),
  },
  Subscription: all(READING, 'events'),

  Call: {
    ...all(CALL_NAMED, 'id state'),
    ...all(CALLS, 'answeredAt attempts callBackDoneAt caller changedDecision customer decision decisionChangedAt endReason endedAt line needsCallBack note onHold receivedAt result takenAt takenBy voiceMessage'),
    ...all(CLOSED, 'abilities draft ringing'),
  },
  CallConnection: all(CALLS, 'edges pageInfo'),
  CallEdge: all(CALLS, 'cursor node'),
  CallNote: {
    ...all(CALL_NAMED, 'id'),
    ...all(CALLS, 'callBackWished callerCompany callerName callerNumber concern earlierVersions updatedAt urgent version writtenAt writtenBy'),
    ...all(CLOSED, 'feedback'),
  },
  CallNoteVersion: all(CALLS, 'callBackWished callerCompany callerName callerNumber concern urgent version writtenAt writtenBy'),
  TrashedNote: {
    ...all(CALL_NAMED, 'id'),
    ...all(CALLS, 'callBackWished calledFrom callerCompany callerName callerNumber concern deletedAt receivedAt trashedAt trashedBy urgent writtenAt writtenBy'),
  },
  TrashedNoteConnection: all(CALLS, 'edges pageInfo'),
  TrashedNoteEdge: all(CALLS, 'cursor node'),
  NoteNotInTrash: all(CALLS_WRITTEN, 'message'),
  CallNotOver: all(CALLS_WRITTEN, 'message'),
  TrashEmptied: all(CALLS_WRITTEN, 'count'),
  Caller: all(CALLS, 'contacts earlierCalls identifiedAs isVip number rawNumber withheld'),
  Attempt: all(CALLS, 'announced answeredAt endedAt forwardingNumber id outcome startedAt'),
  VoiceMessage: all(CALLS, 'id path recordedAt seconds'),
  Secretary: { ...all(CALLS, 'id name'), ...all(CLOSED, 'email isSupervisor presence presenceReason presenceSince') },
  Decision: all(DECISIONS, 'greeting instruction kind message next plan reasons remarks transfer'),
  ByInstruction: all(DECISIONS, 'instructionId message temporary title validUntil'),
  ByRule: all(DECISIONS, 'message rule'),
  ByContact: all(DECISIONS, 'contactId match message name standing'),
  ByWithheldNumber: all(DECISIONS, 'message'),
  ByDefault: all(DECISIONS, 'message'),
  ForwardingNumber: all(DECISIONS, 'id label number ringSeconds situation'),
  Contact: { ...all(CONTACT_NAMED, 'id version'), ...all(CONTACTS, 'address alwaysPutThroughTo company emails groups isBlocked isVip name numberLabels numbers remarks') },
  ContactGroup: all(CONTACTS, 'name size'),
  ContactConnection: all(CONTACTS, 'edges pageInfo'),
  ContactEdge: all(CONTACTS, 'cursor node'),
  Customer: {
    ...all(CUSTOMERS, 'activeInstruction activeUntil contactGroups contacts contractEndsOn contractStartedOn customerNumber deletedInstructions federalState instructions language lines name overlaps presetList timeZone timeline version'),
    ...all(ON_CUSTOMER, 'id'),
    ...all(CALLS, 'secretaries'),
    ...all(TASKS, 'tasks taskTemplates'),
    ...all(APPOINTMENTS, 'appointments'),
    ...all(BOOKING, 'appointmentKinds calendars'),
    ...all(CLOSED, 'actings auditLog documents faqs people threads unreadMessages viewerCanRestrict'),
  },
  CustomerConnection: all(ON_CUSTOMER, 'edges pageInfo'),
  CustomerEdge: all(ON_CUSTOMER, 'cursor node'),
  Line: all(['customers:read', 'calls:read'], 'customer id isBlock label lastForwardingCheck number version'),
  Instruction: {
    ...all(INSTRUCTION_NAMED, 'id version'),
    ...all(INSTRUCTIONS, 'createdAt exceptPublicHolidays forwardingNumbers greeting isActive isPreset message putThrough remarks title transfer updatedAt validFrom validUntil versions weeklyHours'),
  },
  InstructionConnection: all(INSTRUCTIONS, 'edges pageInfo'),
  InstructionEdge: all(INSTRUCTIONS, 'cursor node'),
  WeeklyHours: all(['appointments:read', 'appointments:write', 'instructions:read'], 'from until weekday'),
  InstructionVersion: all(INSTRUCTIONS, 'act exceptPublicHolidays forwardingNumbers greeting instructionId isPreset message putThrough remarks title transfer validFrom validUntil version weeklyHours writerKind writtenAt writtenBy'),
  InstructionVersionConnection: all(INSTRUCTIONS, 'edges pageInfo'),
  InstructionVersionEdge: all(INSTRUCTIONS, 'cursor node'),
  InstructionTimeline: all(INSTRUCTIONS, 'from holidays stretches until'),
  InForceStretch: all(INSTRUCTIONS, 'from instruction until'),
  PublicHoliday: all(INSTRUCTIONS, 'name on'),
  InstructionOverlaps: all(INSTRUCTIONS, 'firstInForceAt from hiddenBy hides until'),
  InstructionOverlap: all(INSTRUCTIONS, 'from instruction isWhole times until'),
  PresetList: { ...all(INSTRUCTIONS, 'presets'), ...all(INSTRUCTION_NAMED, 'version') },
  Preset: all(INSTRUCTIONS, 'ending forwardingNumbers id isAsked message minutes putThrough symbol title'),
  ForwardingCheck: all(INSTRUCTIONS, 'endedAt expiresAt id line method number result startedAt'),

  Task: {
    ...all(TASK_NAMED, 'id state version'),
    ...all(TASKS, 'assignedTo call createdAt customer debtorCount debtors debtorsSettled dueAt finishedAt kind minutesSpent personName personNumber result text title updatedAt work workingSince'),
    ...all(NAMES, 'createdBy'),
  },
  TaskConnection: all(TASKS, 'edges pageInfo'),
  TaskEdge: all(TASKS, 'cursor node'),
  TaskDebtor: { ...all(TASK_NAMED, 'id version'), ...all(TASKS, 'amountCents calls lastCalledAt name number otherNumber position reference remarks result') },
  TaskDebtorConnection: all(TASKS, 'edges pageInfo'),
  TaskDebtorEdge: all(TASKS, 'cursor node'),
  TaskDebtorCall: { ...all(TASKS, 'calledAt id promisedOn remarks result'), ...all(NAMES, 'secretaryName') },
  TaskWork: { ...all(TASKS, 'beganAt minutes'), ...all(NAMES, 'secretaryName') },
  TaskTemplate: all(TASKS, 'dueInDays id kind name text title'),
  TaskInvalid: all(TASKS_WRITTEN, 'message problems'),
  TaskDebtorsInvalid: all(TASKS_WRITTEN, 'message problems'),
  TaskDebtorChangedMeanwhile: all(TASKS_WRITTEN, 'current message'),
  TaskChangedMeanwhile: all(TASKS_WRITTEN, 'current message'),

  Appointment: {
    ...all(BOOKING, 'id version'),
    ...all(APPOINTMENTS, 'bookedAt calendar calendarId callId endsAt kind number remark startsAt status title updatedAt'),
    ...all(NAMES, 'bookedBy'),
  },
  AppointmentConnection: all(APPOINTMENTS, 'edges pageInfo'),
  AppointmentEdge: all(APPOINTMENTS, 'cursor node'),
  AppointmentKind: all(BOOKING, 'bufferAfterMinutes bufferBeforeMinutes calendarId id lengthMinutes name retiredAt stepMinutes version'),
  Calendar: { ...all(BOOKING, 'exceptPublicHolidays hours id name version'), ...all(CLOSED, 'feed') },
  FreeSlot: all(BOOKING, 'endsAt startsAt'),
  AppointmentInvalid: all(APPOINTMENTS_WRITTEN, 'message problems'),
  AppointmentChangedMeanwhile: all(APPOINTMENTS_WRITTEN, 'current message'),
  SlotTaken: all(APPOINTMENTS_WRITTEN, 'message nextFree'),
  OutsideWorkingHours: all(APPOINTMENTS_WRITTEN, 'message nextFree'),

  Webhook: {
    ...all(WEBHOOKS, 'createdAt deliveries description disabledAt disabledBecause failingSince id isEnabled kinds previousSecretUntil url'),
    ...all(CLOSED, 'createdBy'),
  },
  WebhookDeliveryConnection: all(WEBHOOKS, 'edges pageInfo'),
  WebhookDeliveryEdge: all(WEBHOOKS, 'cursor node'),
  // What the receiver answered may repeat what it was told.
  WebhookDelivery: { ...all(WEBHOOKS, 'attempts happenedAt id kind lastMilliseconds lastProblem lastStatus lastTriedAt nextTryAt state subjectId'), ...all(CLOSED, 'lastAnswer') },
  WebhookDisabled: all(WEBHOOKS, 'message'),
  WebhookDeliveriesResent: all(WEBHOOKS, 'count'),

  CallChanged: all(CALLS, 'at call callId cursor'),
  ContactChanged: all(CONTACTS, 'at contact contactId cursor customerId'),
  CustomerChanged: all(CUSTOMERS, 'at cursor customer customerId'),
  InstructionChanged: all(INSTRUCTIONS, 'at cursor customerId instruction instructionId'),
  ForwardingCheckChanged: all(INSTRUCTIONS, 'at cursor forwardingCheck forwardingCheckId'),
  TaskChanged: all(TASKS, 'at cursor customerId task taskId'),
  AppointmentChanged: all(APPOINTMENTS, 'appointment appointmentId at cursor customerId'),
  CalendarsChanged: all(APPOINTMENTS, 'at cursor customer customerId'),

  ApiKey: all('ANY', 'createdAt createdBy expiresAt hint id lastUsedAt name scopes'),
  PrivacyStatement: all('ANY', 'isToBeRead publishedOn version'),
  PageInfo: all('ANY', 'endCursor hasNextPage'),
  Deleted: all(['calls:write', 'contacts:write', 'instructions:write'], 'id'),
  InputProblem: all(['appointments:write', 'contacts:write', 'instructions:write', 'tasks:write'], 'code field message'),
  ContactImportCheck: all(CONTACTS_WRITTEN, 'isInBook matches problems'),
  ContactsImported: all(CONTACTS_WRITTEN, 'created merged'),
  ContactImportInvalid: all(CONTACTS_WRITTEN, 'message problems'),
  ContactInvalid: all(CONTACTS_WRITTEN, 'message problems'),
  ContactChangedMeanwhile: all(CONTACTS_WRITTEN, 'current message'),
  InstructionInvalid: all(INSTRUCTIONS_WRITTEN, 'message problems'),
  InstructionChangedMeanwhile: all(INSTRUCTIONS_WRITTEN, 'current message'),
  PresetsInvalid: all(INSTRUCTIONS_WRITTEN, 'message problems'),
  PresetsChangedMeanwhile: all(INSTRUCTIONS_WRITTEN, 'current message'),
  UnknownLine: all(REPORTING, 'calledNumber message'),
  UnknownCall: all(REPORTING, 'externalId message'),
  ForwardingLoop: all(REPORTING, 'message'),
  TestCallArrived: all(REPORTING, 'message'),
};
