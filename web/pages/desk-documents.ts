import { graphql } from '../graphql/generated/index.ts';

/** Everything the desk shows of a call and nothing that depends on who looks, so that all desks can share one answer. */
export const DeskCall_call = graphql(`
  fragment DeskCall_call on Call {
    id
    state
    onHold
    abilities
    result
    receivedAt
    decisionChangedAt
    needsCallBack
    takenBy { id name }
    customer { id name }
    note { id urgent }
    caller { ...CallerName_caller }
    decision { kind }
    changedDecision { kind }
    attempts { id outcome announced answeredAt forwardingNumber { id number label } }
    ...WaitingRow_call
    ...MineRow_call
    ...CallInHand_call
    ...CallerPanel_call
    ...CallBackRow_call
  }
`);

/** What is happening now, with the cursor from which the feed goes on. */
export const DeskDocument = graphql(`
  query Desk {
    desk {
      cursor
      calls { id ...DeskCall_call }
      secretaries { id presence presenceReason ...TeamList_secretary }
      serviceLevelToday { ...StatusBar_level }
    }
  }
`);

/** The viewer's own calls whose note is still to be written. */
export const OpenNotesDocument = graphql(`
  query OpenNotes {
    desk { openNotes { id ...DeskCall_call } }
  }
`);

/** How well the waiting callers were served today; no event carries it. */
export const ServiceLevelDocument = graphql(`
  query ServiceLevelToday {
    desk { serviceLevelToday { ...StatusBar_level } }
  }
`);

/** Everything that changes on the desk, as it happens. */
export const DeskEventsDocument = graphql(`
  subscription DeskEvents($after: String) {
    events(after: $after) {
      __typename
      cursor
      at
      ... on CallChanged { callId call { id ...DeskCall_call } }
      ... on PresenceChanged { secretaryId secretary { id presence presenceReason ...TeamList_secretary } }
      ... on InstructionChanged { instructionId customerId }
      ... on ContactChanged { contactId customerId }
      ... on CustomerChanged { customerId customer { id name } }
      ... on UnassignedCallReported { unassignedCallId }
      ... on FeedbackChanged { secretaryId }
      ... on MessagesChanged { threadId customerId }
      ... on DocumentChanged { documentId customerId }
      ... on FaqChanged { faqId customerId }
      ... on AppointmentChanged { appointmentId customerId }
      ... on CalendarsChanged { customerId }
      ... on TaskChanged { taskId customerId }
    }
  }
`);
