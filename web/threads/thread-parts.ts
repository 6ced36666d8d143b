import { graphql } from '../graphql/generated/index.ts';

/** A thread as everybody who sees it is told of it live. */
export const Thread_live = graphql(`
  fragment Thread_live on MessageThread {
    id
    subject
    startedAt
    lastMessageAt
    messageCount
    awaitsAnswerSince
    customer { id name }
    answeredBy { id name }
    readings { fromSecretariat readerName through readAt }
  }
`);

/** A thread in a list, with its newest message. */
export const Thread_row = graphql(`
  fragment Thread_row on MessageThread {
    ...Thread_live
    unread
    lastMessage { id text fromSecretariat authorName }
  }
`);

export const Message_parts = graphql(`
  fragment Message_parts on Message { id place sentAt text fromSecretariat authorName files { id fileName mediaType byteSize path } }
`);
