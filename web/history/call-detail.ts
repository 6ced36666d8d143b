import { graphql } from '../graphql/generated/index.ts';

export const CallDetail_call = graphql(`
  fragment CallDetail_call on Call {
    id
    state
    result
    receivedAt
    takenAt
    endedAt
    endReason
    abilities
    voiceMessage { id recordedAt seconds path }
    decisionChangedAt
    callBackDoneAt
    takenBy { id name }
    line { id number label }
    note { id concern urgent callBackWished writtenAt updatedAt writtenBy { id name } }
    attempts { id startedAt endedAt outcome announced answeredAt forwardingNumber { id number label } }
    decision {
      kind
      greeting
      message
      instruction { id }
      reasons {
        __typename
        ... on ByInstruction { title validUntil }
        ... on ByRule { rule }
        ... on ByContact { name match standing }
      }
    }
  }
`);
