import type { Around, Audience, Kind, Part } from './declaration.ts';

/**
 * Every field of the GraphQL schema: what kind of data it is, whose, and who may see it. The words are those of
 * declaration.ts; SELF and AUTHOR mean that others get null or an empty list. A type says what holds for its fields, a
 * field names its kind and what is different about it. The fields of an interface are those of the types behind it.
 *
 * A new field is entered here in the same commit; a test fails until it is. What is declared here is also what happens:
 * tests ask for every field and call every root field as each kind of person, and compare.
 */
export const shownData: Record<string, Around & { fields: Record<string, Part> }> = {
  Secretary: {
    of: 'SECRETARY',
    seenBy: 'SIGNED_IN',
    fields: {
      id: 'IDENTIFIER',
      name: 'PERSON',
      isSupervisor: 'PERSON',
      presence: { is: 'WORK_OF_STAFF', seenBy: 'STAFF' },
      presenceSince: { is: 'WORK_OF_STAFF', seenBy: 'STAFF' },
      presenceReason: { is: 'WORK_OF_STAFF', seenBy: 'STAFF' },
    },
  },
  CustomerUser: {
    of: 'CUSTOMER',
    seenBy: 'SELF',
    fields: { id: 'IDENTIFIER', name: 'PERSON', email: 'PERSON', customer: 'EDGE' },
  },
  SignedIn: { of: 'USER', seenBy: 'SELF', fields: { viewer: 'EDGE' } },

  Customer: {
    of: 'CUSTOMER',
    seenBy: 'CUSTOMER',
    fields: {
      id: 'IDENTIFIER',
      customerNumber: 'CONTRACT',
      name: 'CONTRACT',
      timeZone: 'CONTRACT',
      language: 'CONTRACT',
      federalState: 'CONTRACT',
      version: 'TECHNICAL',
      lines: 'EDGE',
      contacts: 'EDGE',
      instructions: 'EDGE',
      activeInstruction: 'INSTRUCTION',
      activeUntil: 'INSTRUCTION',
    },
  },
  Line: {
    of: 'CUSTOMER',
    seenBy: 'CUSTOMER',
    fields: { id: 'IDENTIFIER', customer: 'EDGE', number: 'CONTRACT', isBlock: 'CONTRACT', label: 'CONTRACT', version: 'TECHNICAL', lastForwardingCheck: 'EDGE' },
  },
  Contact: {
    of: 'CALLER',
    seenBy: 'CUSTOMER',
    fields: {
      id: 'IDENTIFIER',
      name: 'ADDRESS_BOOK',
      company: 'ADDRESS_BOOK',
      numbers: 'ADDRESS_BOOK',
      isVip: 'ADDRESS_BOOK',
      isBlocked: 'ADDRESS_BOOK',
      alwaysPutThroughTo: { is: 'INSTRUCTION', of: 'CUSTOMER' },
      remarks: 'ADDRESS_BOOK',
      version: 'TECHNICAL',
    },
  },
  Instruction: {
    of: 'CUSTOMER',
    seenBy: 'CUSTOMER',
    fields: {
      id: 'IDENTIFIER',
      title: 'INSTRUCTION',
      validFrom: 'INSTRUCTION',
      validUntil: 'INSTRUCTION',
      weeklyHours: 'EDGE',
      exceptPublicHolidays: 'INSTRUCTION',
      transfer: 'INSTRUCTION',
      greeting: 'INSTRUCTION',
      putThrough: 'INSTRUCTION',
      message: 'INSTRUCTION',
      remarks: 'INSTRUCTION',
      forwardingNumbers: 'EDGE',
      isPreset: 'INSTRUCTION',
      isActive: 'INSTRUCTION',
      createdAt: 'INSTRUCTION',
      updatedAt: 'INSTRUCTION',
      version: 'TECHNICAL',
    },
  },
  WeeklyHours: { of: 'CUSTOMER', seenBy: 'CUSTOMER', fields: { weekday: 'INSTRUCTION', from: 'INSTRUCTION', until: 'INSTRUCTION' } },
  ForwardingNumber: {
    of: 'CUSTOMER',
    seenBy: 'CUSTOMER',
    fields: { id: 'IDENTIFIER', number: 'INSTRUCTION', label: 'INSTRUCTION', situation: 'INSTRUCTION', ringSeconds: 'INSTRUCTION' },
  },

  Call: {
    of: 'CALLER',
    seenBy: 'CUSTOMER',
    fields: {
      id: 'IDENTIFIER',
      customer: 'EDGE',
      line: 'EDGE',
      caller: 'EDGE',
      state: 'CALL_TRAFFIC',
      onHold: 'CALL_TRAFFIC',
      result: 'CALL_TRAFFIC',
      receivedAt: 'CALL_TRAFFIC',
      answeredAt: 'CALL_TRAFFIC',
      takenAt: 'CALL_TRAFFIC',
      takenBy: { is: 'WORK_OF_STAFF', of: 'SECRETARY' },
      endedAt: 'CALL_TRAFFIC',
      endReason: 'CALL_TRAFFIC',
      decision: 'EDGE',
      decisionChangedAt: 'CALL_TRAFFIC',
      changedDecision: 'EDGE',
      attempts: 'EDGE',
      note: 'EDGE',
      draft: { is: 'EDGE', seenBy: 'AUTHOR' },
      needsCallBack: 'CALL_CONTENT',
      callBackDoneAt: 'CALL_TRAFFIC',
    },
  },
  Caller: {
    of: 'CALLER',
    seenBy: 'CUSTOMER',
    fields: { number: 'CALLER', rawNumber: 'CALLER', withheld: 'CALLER', isVip: 'ADDRESS_BOOK', contacts: 'EDGE', identifiedAs: 'CALLER', earlierCalls: 'EDGE' },
  },
  Decision: {
    of: 'CALLER',
    seenBy: 'CUSTOMER',
    fields: {
      kind: 'CALL_CONTENT',
      reasons: 'EDGE',
      greeting: 'CALL_CONTENT',
      message: 'CALL_CONTENT',
      remarks: 'CALL_CONTENT',
      instruction: 'EDGE',
      plan: 'EDGE',
      next: 'EDGE',
    },
  },
  ByInstruction: {
    of: 'CUSTOMER',
    seenBy: 'CUSTOMER',
    fields: { instructionId: 'IDENTIFIER', title: 'INSTRUCTION', validUntil: 'INSTRUCTION', temporary: 'INSTRUCTION', message: 'INSTRUCTION' },
  },
  ByRule: { of: 'CUSTOMER', seenBy: 'CUSTOMER', fields: { rule: 'INSTRUCTION', message: 'INSTRUCTION' } },
  ByContact: {
    of: 'CALLER',
    seenBy: 'CUSTOMER',
    fields: { contactId: 'IDENTIFIER', name: 'CALLER', match: 'CALLER', standing: 'ADDRESS_BOOK', message: 'CALLER' },
  },
  ByWithheldNumber: { of: 'CALLER', seenBy: 'CUSTOMER', fields: { message: 'CALLER' } },
  ByDefault: { of: 'SERVICE', seenBy: 'CUSTOMER', fields: { message: 'TECHNICAL' } },
  Attempt: {
    of: 'CUSTOMER',
    seenBy: 'CUSTOMER',
    fields: { id: 'IDENTIFIER', forwardingNumber: 'EDGE', startedAt: 'CALL_TRAFFIC', endedAt: 'CALL_TRAFFIC', outcome: 'CALL_TRAFFIC' },
  },
  CallNote: {
    of: 'CALLER',
    seenBy: 'CUSTOMER',
    fields: {
      id: 'IDENTIFIER',
      callerName: 'CALLER',
      callerCompany: 'CALLER',
      callerNumber: 'CALLER',
      concern: 'CALL_CONTENT',
      urgent: 'CALL_CONTENT',
      callBackWished: 'CALL_CONTENT',
      writtenBy: { is: 'WORK_OF_STAFF', of: 'SECRETARY' },
      writtenAt: 'CALL_TRAFFIC',
      updatedAt: 'CALL_TRAFFIC',
      version: 'TECHNICAL',
    },
  },
  CallNoteDraft: {
    of: 'CALLER',
    seenBy: 'AUTHOR',
    fields: {
      callerName: 'CALLER',
      callerCompany: 'CALLER',
      callerNumber: 'CALLER',
      concern: 'CALL_CONTENT',
      urgent: 'CALL_CONTENT',
      callBackWished: 'CALL_CONTENT',
      savedAt: { is: 'WORK_OF_STAFF', of: 'SECRETARY' },
    },
  },

  Desk: {
    of: 'SERVICE',
    seenBy: 'STAFF',
    fields: {
      cursor: 'TECHNICAL',
      calls: 'EDGE',
      openNotes: { is: 'EDGE', of: 'SECRETARY', seenBy: 'AUTHOR' },
      secretaries: 'EDGE',
      serviceLevelToday: 'EDGE',
    },
  },
  // How all secretaries work together, which in a house of one is how she works.
  ServiceLevel: {
    of: 'SECRETARY',
    seenBy: 'STAFF',
    fields: { offered: 'WORK_OF_STAFF', takenInTime: 'WORK_OF_STAFF', share: 'WORK_OF_STAFF', targetSeconds: 'CONFIGURATION' },
  },

  TelephoneDoor: {
    of: 'SERVICE',
    seenBy: 'SUPERVISORS',
    fields: { id: 'IDENTIFIER', name: 'CONFIGURATION', createdAt: 'CONFIGURATION', hasHmac: 'CONFIGURATION', lastEventAt: 'TECHNICAL' },
  },
  TelephoneDoorCreated: { of: 'SERVICE', seenBy: 'AUTHOR', fields: { door: 'EDGE', path: 'CREDENTIAL', hmacSecret: 'CREDENTIAL' } },
  ForwardingCheck: {
    of: 'CUSTOMER',
    seenBy: 'CUSTOMER',
    fields: {
      id: 'IDENTIFIER',
      line: 'EDGE',
      number: 'INSTRUCTION',
      method: 'CALL_TRAFFIC',
      startedAt: 'CALL_TRAFFIC',
      expiresAt: 'CALL_TRAFFIC',
      endedAt: 'CALL_TRAFFIC',
      result: 'CALL_TRAFFIC',
    },
  },
  UnassignedCall: {
    of: 'CALLER',
    seenBy: 'SUPERVISORS',
    fields: { id: 'IDENTIFIER', calledNumber: 'CALL_TRAFFIC', callerNumber: 'CALLER', receivedAt: 'CALL_TRAFFIC', reporter: 'TECHNICAL' },
  },
  // Exists in the demo alone, whose door everybody at the desk may use.
  // Told once, to the secretary for whose browser it is made.
  Softphone: { of: 'SECRETARY', seenBy: 'AUTHOR', fields: { username: 'CREDENTIAL', password: 'CREDENTIAL', domain: 'CONFIGURATION', path: 'CONFIGURATION', iceServers: 'EDGE' } },
  IceServer: { of: 'SECRETARY', seenBy: 'AUTHOR', fields: { urls: 'CONFIGURATION', username: 'CREDENTIAL', credential: 'CREDENTIAL' } },
  Simulator: { of: 'SERVICE', seenBy: 'STAFF', fields: { doorPath: 'CREDENTIAL', lines: 'EDGE', callerNumbers: 'EDGE' } },
  SimulatedCaller: { of: 'CALLER', seenBy: 'STAFF', fields: { number: 'CALLER', label: 'CALLER' } },

  CallChanged: { of: 'CALLER', seenBy: 'CUSTOMER', fields: { cursor: 'TECHNICAL', at: 'CALL_TRAFFIC', callId: 'IDENTIFIER', call: 'EDGE' } },
  InstructionChanged: {
    of: 'CUSTOMER',
    seenBy: 'CUSTOMER',
    fields: { cursor: 'TECHNICAL', at: 'INSTRUCTION', instructionId: 'IDENTIFIER', instruction: 'EDGE', customerId: 'IDENTIFIER' },
  },
  ContactChanged: {
    of: 'CALLER',
    seenBy: 'CUSTOMER',
    fields: { cursor: 'TECHNICAL', at: 'ADDRESS_BOOK', contactId: 'IDENTIFIER', contact: 'EDGE', customerId: 'IDENTIFIER' },
  },
  CustomerChanged: { of: 'CUSTOMER', seenBy: 'CUSTOMER', fields: { cursor: 'TECHNICAL', at: 'CONTRACT', customerId: 'IDENTIFIER', customer: 'EDGE' } },
  PresenceChanged: { of: 'SECRETARY', seenBy: 'STAFF', fields: { cursor: 'TECHNICAL', at: 'WORK_OF_STAFF', secretaryId: 'WORK_OF_STAFF', secretary: 'EDGE' } },
  TelephonyChanged: { of: 'SERVICE', seenBy: 'SUPERVISORS', fields: { cursor: 'TECHNICAL', at: 'TECHNICAL' } },
  ForwardingCheckChanged: { of: 'CUSTOMER', seenBy: 'CUSTOMER', fields: { cursor: 'TECHNICAL', at: 'CALL_TRAFFIC', forwardingCheckId: 'IDENTIFIER', forwardingCheck: 'EDGE' } },
  UnassignedCallReported: {
    of: 'CALLER',
    seenBy: 'SUPERVISORS',
    fields: { cursor: 'TECHNICAL', at: 'CALL_TRAFFIC', unassignedCallId: 'IDENTIFIER', unassignedCall: 'EDGE' },
  },

  // The cursor of a list holds what the list is ordered by: a name or a time.
  CallConnection: { of: 'CALLER', seenBy: 'CUSTOMER', fields: { edges: 'EDGE', pageInfo: 'EDGE' } },
  CallEdge: { of: 'CALLER', seenBy: 'CUSTOMER', fields: { cursor: 'CALL_TRAFFIC', node: 'EDGE' } },
  ContactConnection: { of: 'CALLER', seenBy: 'CUSTOMER', fields: { edges: 'EDGE', pageInfo: 'EDGE' } },
  ContactEdge: { of: 'CALLER', seenBy: 'CUSTOMER', fields: { cursor: 'ADDRESS_BOOK', node: 'EDGE' } },
  CustomerConnection: { of: 'CUSTOMER', seenBy: 'CUSTOMER', fields: { edges: 'EDGE', pageInfo: 'EDGE' } },
  CustomerEdge: { of: 'CUSTOMER', seenBy: 'CUSTOMER', fields: { cursor: 'CONTRACT', node: 'EDGE' } },
  InstructionConnection: { of: 'CUSTOMER', seenBy: 'CUSTOMER', fields: { edges: 'EDGE', pageInfo: 'EDGE' } },
  InstructionEdge: { of: 'CUSTOMER', seenBy: 'CUSTOMER', fields: { cursor: 'INSTRUCTION', node: 'EDGE' } },
  UnassignedCallConnection: { of: 'CALLER', seenBy: 'SUPERVISORS', fields: { edges: 'EDGE', pageInfo: 'EDGE' } },
  UnassignedCallEdge: { of: 'CALLER', seenBy: 'SUPERVISORS', fields: { cursor: 'CALL_TRAFFIC', node: 'EDGE' } },
  PageInfo: { of: 'SERVICE', seenBy: 'SIGNED_IN', fields: { hasNextPage: 'TECHNICAL', endCursor: 'TECHNICAL' } },

  // Refusals, seen by those whose act they refuse.
  InputProblem: { of: 'SERVICE', seenBy: 'EVERYBODY', fields: { field: 'TECHNICAL', code: 'TECHNICAL', message: 'TECHNICAL' } },
  WrongCredentials: { of: 'SERVICE', seenBy: 'EVERYBODY', fields: { message: 'TECHNICAL' } },
  SetUpInvalid: { of: 'SERVICE', seenBy: 'EVERYBODY', fields: { message: 'TECHNICAL', problems: 'EDGE' } },
  SetUpLinkInvalid: { of: 'SERVICE', seenBy: 'EVERYBODY', fields: { message: 'TECHNICAL' } },
  Deleted: { of: 'SERVICE', seenBy: 'CUSTOMER', fields: { id: 'IDENTIFIER' } },
  ContactInvalid: { of: 'SERVICE', seenBy: 'CUSTOMER', fields: { message: 'TECHNICAL', problems: 'EDGE' } },
  ContactChangedMeanwhile: { of: 'CALLER', seenBy: 'CUSTOMER', fields: { message: 'TECHNICAL', current: 'EDGE' } },
  InstructionInvalid: { of: 'SERVICE', seenBy: 'CUSTOMER', fields: { message: 'TECHNICAL', problems: 'EDGE' } },
  InstructionChangedMeanwhile: { of: 'CUSTOMER', seenBy: 'CUSTOMER', fields: { message: 'TECHNICAL', current: 'EDGE' } },
  CustomerInvalid: { of: 'SERVICE', seenBy: 'SUPERVISORS', fields: { message: 'TECHNICAL', problems: 'EDGE' } },
  CustomerChangedMeanwhile: { of: 'CUSTOMER', seenBy: 'SUPERVISORS', fields: { message: 'TECHNICAL', current: 'EDGE' } },
  CustomerHasCalls: { of: 'CUSTOMER', seenBy: 'SUPERVISORS', fields: { message: 'TECHNICAL' } },
  LineInvalid: { of: 'SERVICE', seenBy: 'SUPERVISORS', fields: { message: 'TECHNICAL', problems: 'EDGE' } },
  LineChangedMeanwhile: { of: 'CUSTOMER', seenBy: 'SUPERVISORS', fields: { message: 'TECHNICAL', current: 'EDGE' } },
  LineHasCalls: { of: 'CUSTOMER', seenBy: 'SUPERVISORS', fields: { message: 'TECHNICAL' } },
  ForwardingCheckInvalid: { of: 'SERVICE', seenBy: 'CUSTOMER', fields: { message: 'TECHNICAL', problems: 'EDGE' } },
  ForwardingCheckRunning: { of: 'CUSTOMER', seenBy: 'CUSTOMER', fields: { message: 'TECHNICAL', forwardingCheck: 'EDGE' } },
  TooManyForwardingChecks: { of: 'CUSTOMER', seenBy: 'CUSTOMER', fields: { message: 'TECHNICAL', againAt: 'CALL_TRAFFIC' } },
  UnknownLine: { of: 'CALLER', seenBy: 'SUPERVISORS', fields: { message: 'TECHNICAL', calledNumber: 'CALL_TRAFFIC' } },
  UnknownCall: { of: 'SERVICE', seenBy: 'SUPERVISORS', fields: { message: 'TECHNICAL', externalId: 'TECHNICAL' } },
  CallAlreadyTaken: { of: 'SECRETARY', seenBy: 'STAFF', fields: { message: 'TECHNICAL', takenBy: 'WORK_OF_STAFF', takenAt: 'WORK_OF_STAFF' } },
  CallOver: { of: 'CALLER', seenBy: 'STAFF', fields: { message: 'TECHNICAL', result: 'CALL_TRAFFIC' } },
  NotYourCall: { of: 'SECRETARY', seenBy: 'STAFF', fields: { message: 'TECHNICAL', takenBy: 'WORK_OF_STAFF' } },
  SoftphoneUnavailable: { of: 'SERVICE', seenBy: 'STAFF', fields: { message: 'TECHNICAL' } },
  NothingChanged: { of: 'SERVICE', seenBy: 'STAFF', fields: { message: 'TECHNICAL' } },
  NoNumberLeft: { of: 'SERVICE', seenBy: 'STAFF', fields: { message: 'TECHNICAL' } },
  AttemptOver: { of: 'CUSTOMER', seenBy: 'STAFF', fields: { message: 'TECHNICAL', outcome: 'CALL_TRAFFIC' } },
};

/** A field of Query, Mutation or Subscription. */
export interface RootField {
  /** What it shows, or writes. */
  is: Kind;
  /** Who gets through. The row that the arguments name decides who is of the CUSTOMER. */
  reachedBy: Audience;
  /** What others get who have signed in; without it an error with the code FORBIDDEN. */
  othersGet?: 'NULL';
  /** What strangers get; without it an error with the code UNAUTHENTICATED. */
  strangersGet?: 'NULL';
}

/** Who reaches each root field. Whatever is looked up answers a stranger's question and a missing row's alike. */
export const rootFields: Record<'Query' | 'Mutation' | 'Subscription', Record<string, RootField>> = {
  Query: {
    viewer: { is: 'PERSON', reachedBy: 'SIGNED_IN', strangersGet: 'NULL' },
    customer: { is: 'CONTRACT', reachedBy: 'CUSTOMER', othersGet: 'NULL' },
    contact: { is: 'ADDRESS_BOOK', reachedBy: 'CUSTOMER', othersGet: 'NULL' },
    instruction: { is: 'INSTRUCTION', reachedBy: 'CUSTOMER', othersGet: 'NULL' },
    call: { is: 'CALL_TRAFFIC', reachedBy: 'CUSTOMER', othersGet: 'NULL' },
    decision: { is: 'INSTRUCTION', reachedBy: 'CUSTOMER', othersGet: 'NULL' },
    forwardingCheck: { is: 'INSTRUCTION', reachedBy: 'CUSTOMER', othersGet: 'NULL' },
    // Lists: everybody gets what is theirs.
    customers: { is: 'CONTRACT', reachedBy: 'SIGNED_IN' },
    calls: { is: 'CALL_TRAFFIC', reachedBy: 'SIGNED_IN' },
    desk: { is: 'CALL_TRAFFIC', reachedBy: 'STAFF', othersGet: 'NULL', strangersGet: 'NULL' },
    liveCursor: { is: 'TECHNICAL', reachedBy: 'SIGNED_IN' },
    simulator: { is: 'CONFIGURATION', reachedBy: 'STAFF' },
    hasSoftphones: { is: 'CONFIGURATION', reachedBy: 'STAFF' },
    telephoneDoors: { is: 'CONFIGURATION', reachedBy: 'SUPERVISORS' },
    unassignedCalls: { is: 'CALLER', reachedBy: 'SUPERVISORS' },
  },
  Mutation: {
    signIn: { is: 'CREDENTIAL', reachedBy: 'EVERYBODY' },
    signOut: { is: 'CREDENTIAL', reachedBy: 'EVERYBODY' },
    setUpFirstSupervisor: { is: 'CREDENTIAL', reachedBy: 'EVERYBODY' },
    setPresence: { is: 'WORK_OF_STAFF', reachedBy: 'STAFF' },
    openSoftphone: { is: 'CREDENTIAL', reachedBy: 'STAFF' },
    closeSoftphone: { is: 'CREDENTIAL', reachedBy: 'STAFF' },

    createCustomer: { is: 'CONTRACT', reachedBy: 'SUPERVISORS' },
    updateCustomer: { is: 'CONTRACT', reachedBy: 'SUPERVISORS' },
    deleteCustomer: { is: 'CONTRACT', reachedBy: 'SUPERVISORS' },
    createLine: { is: 'CONTRACT', reachedBy: 'SUPERVISORS' },
    updateLine: { is: 'CONTRACT', reachedBy: 'SUPERVISORS' },
    deleteLine: { is: 'CONTRACT', reachedBy: 'SUPERVISORS' },
    createContact: { is: 'ADDRESS_BOOK', reachedBy: 'CUSTOMER' },
    updateContact: { is: 'ADDRESS_BOOK', reachedBy: 'CUSTOMER' },
    deleteContact: { is: 'ADDRESS_BOOK', reachedBy: 'CUSTOMER_OR_SUPERVISORS' },
    markVip: { is: 'ADDRESS_BOOK', reachedBy: 'CUSTOMER' },
    unmarkVip: { is: 'ADDRESS_BOOK', reachedBy: 'CUSTOMER' },
    createInstruction: { is: 'INSTRUCTION', reachedBy: 'CUSTOMER' },
    updateInstruction: { is: 'INSTRUCTION', reachedBy: 'CUSTOMER' },
    endInstruction: { is: 'INSTRUCTION', reachedBy: 'CUSTOMER' },
    deleteInstruction: { is: 'INSTRUCTION', reachedBy: 'CUSTOMER' },

    startForwardingCheck: { is: 'INSTRUCTION', reachedBy: 'CUSTOMER' },

    reportIncomingCall: { is: 'CALL_TRAFFIC', reachedBy: 'SUPERVISORS' },
    reportCallAnswered: { is: 'CALL_TRAFFIC', reachedBy: 'SUPERVISORS' },
    reportCallEnded: { is: 'CALL_TRAFFIC', reachedBy: 'SUPERVISORS' },
    createTelephoneDoor: { is: 'CONFIGURATION', reachedBy: 'SUPERVISORS' },
    deleteTelephoneDoor: { is: 'CONFIGURATION', reachedBy: 'SUPERVISORS' },

    // Of the staff, whoever has the call in hand; others of them are refused by a type of the result.
    takeCall: { is: 'CALL_TRAFFIC', reachedBy: 'STAFF' },
    releaseCall: { is: 'CALL_TRAFFIC', reachedBy: 'STAFF' },
    takeBackCall: { is: 'CALL_TRAFFIC', reachedBy: 'STAFF' },
    holdCall: { is: 'CALL_TRAFFIC', reachedBy: 'STAFF' },
    endCall: { is: 'CALL_TRAFFIC', reachedBy: 'STAFF' },
    identifyCaller: { is: 'CALLER', reachedBy: 'STAFF' },
    adoptChangedDecision: { is: 'CALL_CONTENT', reachedBy: 'STAFF' },
    putThrough: { is: 'CALL_TRAFFIC', reachedBy: 'STAFF' },
    recordAttemptOutcome: { is: 'CALL_TRAFFIC', reachedBy: 'STAFF' },
    saveNoteDraft: { is: 'CALL_CONTENT', reachedBy: 'STAFF' },
    saveCallNote: { is: 'CALL_CONTENT', reachedBy: 'STAFF' },
    markCallBackDone: { is: 'CALL_TRAFFIC', reachedBy: 'CUSTOMER' },
  },
  Subscription: {
    // Everybody gets the events that are theirs.
    events: { is: 'CALL_TRAFFIC', reachedBy: 'SIGNED_IN' },
  },
};
