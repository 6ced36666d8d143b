import type { ApiScope } from '../identity/actor.ts';

/** With which scopes of a key something can be asked: one of them suffices. ANY: with whichever key. */
export type OpenedBy = readonly ApiScope[] | 'ANY';

/** Which scopes open which root field. Whatever is not named is closed to keys. */
export const rootScopes: Readonly<Record<string, Readonly<Record<string, OpenedBy>>>> = {
  Query: {
    viewer: 'ANY',
    privacyStatement: 'ANY',
    calls: ['calls:read'],
    call: ['calls:read'],
    contact: ['contacts:read'],
    customers: ['customers:read'],
    customer: ['customers:read'],
    instruction: ['instructions:read'],
    decision: ['instructions:read'],
    forwardingCheck: ['instructions:read'],
  },
  Mutation: {
    createContact: ['contacts:write'],
    updateContact: ['contacts:write'],
    deleteContact: ['contacts:write'],
    markVip: ['contacts:write'],
    unmarkVip: ['contacts:write'],
    createInstruction: ['instructions:write'],
    updateInstruction: ['instructions:write'],
    endInstruction: ['instructions:write'],
    deleteInstruction: ['instructions:write'],
    markCallBackDone: ['calls:write'],
    reportIncomingCall: ['calls:report'],
    reportCallAnswered: ['calls:report'],
    reportCallEnded: ['calls:report'],
  },
};

const CALLS: OpenedBy = ['calls:read'];
const CONTACTS: OpenedBy = ['contacts:read'];
const CUSTOMERS: OpenedBy = ['customers:read'];
const INSTRUCTIONS: OpenedBy = ['instructions:read'];
const DECISIONS: OpenedBy = ['calls:read', 'instructions:read'];

/** Which scopes open the fields of which type, on whatever way one gets there. A type that is not named is closed to keys. */
export const typeScopes: Readonly<Record<string, OpenedBy>> = {
  Call: CALLS, CallConnection: CALLS, CallEdge: CALLS, CallNote: CALLS, Caller: CALLS, Attempt: CALLS, VoiceMessage: CALLS,
  Decision: DECISIONS, ByInstruction: DECISIONS, ByRule: DECISIONS, ByContact: DECISIONS, ByWithheldNumber: DECISIONS, ByDefault: DECISIONS, ForwardingNumber: DECISIONS,
  Contact: CONTACTS, ContactConnection: CONTACTS, ContactEdge: CONTACTS,
  Customer: CUSTOMERS, CustomerConnection: CUSTOMERS, CustomerEdge: CUSTOMERS, Line: ['customers:read', 'calls:read'],
  Instruction: INSTRUCTIONS, InstructionConnection: INSTRUCTIONS, InstructionEdge: INSTRUCTIONS, WeeklyHours: INSTRUCTIONS, ForwardingCheck: INSTRUCTIONS,
  Secretary: CALLS,
  ApiKey: 'ANY', PrivacyStatement: 'ANY', PageInfo: 'ANY', Deleted: 'ANY', InputProblem: 'ANY',
  ContactInvalid: 'ANY', ContactChangedMeanwhile: 'ANY', InstructionInvalid: 'ANY', InstructionChangedMeanwhile: 'ANY',
  UnknownLine: 'ANY', UnknownCall: 'ANY', ForwardingLoop: 'ANY', TestCallArrived: 'ANY',
};

/** Who may write sees what names the row that was written, and its version, to write again. */
export const writtenScopes: Readonly<Record<string, OpenedBy>> = {
  'Call.id': ['calls:write', 'calls:report'],
  'Call.state': ['calls:write', 'calls:report'],
  'Contact.id': ['contacts:write'],
  'Contact.version': ['contacts:write'],
  'Instruction.id': ['instructions:write'],
  'Instruction.version': ['instructions:write'],
};
