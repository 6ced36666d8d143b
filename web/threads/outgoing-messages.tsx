import { useEffect, useEffectEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { useConnection } from '../graphql/feed.ts';
import { graphql } from '../graphql/generated/index.ts';
import { showFailure } from '../ui/toasts.tsx';
import { outgoing, useOutgoing, type Outgoing } from './outgoing.ts';

const StartThreadDocument = graphql(`
  mutation StartThread($customerId: ID!, $input: StartThreadInput!) {
    startThread(customerId: $customerId, input: $input) { __typename ... on MessageThread { id ...Thread_live } ... on MessageInvalid { message } }
  }
`);
const SendMessageDocument = graphql(`
  mutation SendMessage($threadId: ID!, $input: MessageInput!) {
    sendMessage(threadId: $threadId, input: $input) { __typename ... on Message { id ...Message_parts } ... on MessageInvalid { message } ... on AnsweredMeanwhile { thread { id ...Thread_live } } }
  }
`);

const AGAIN_AFTER_MS = 5_000;

/** Sends what was written on this device, one after the other, and again until it is known to have arrived; whichever page is open. */
export function OutgoingMessages({ writerId }: { writerId: string }) {
  const connection = useConnection();
  const list = useOutgoing(writerId);
  const [, start] = useMutation(StartThreadDocument);
  const [, send] = useMutation(SendMessageDocument);
  const isBusy = useRef(false);
  const { t } = useTranslation('threads');
  // Also said aside: the thread may be open no more.
  const refuse = (id: string, state: 'answered' | 'failed') => {
    outgoing.become(writerId, id, { state });
    showFailure(t(`unsent.${state}`));
  };

  /** False when the service was not reached. */
  const attempt = async ({ id, threadId, customerId, begins, text, files = [], seenThrough }: Outgoing): Promise<boolean> => {
    const { data, error } = begins
      ? await start({ customerId, input: { threadId, messageId: id, subject: begins.subject, text, files: files.map(({ uploadId }) => uploadId) } }).then(answer => ({ data: answer.data?.startThread, error: answer.error }))
      : await send({ threadId, input: { id, text, seenThrough, files: files.map(({ uploadId }) => uploadId) } }).then(answer => ({ data: answer.data?.sendMessage, error: answer.error }));
    switch (data?.__typename) {
      case 'MessageThread':
      case 'Message': outgoing.become(writerId, id, { state: 'sent' }); return true;
      case 'AnsweredMeanwhile': refuse(id, 'answered'); return true;
      case 'MessageInvalid': refuse(id, 'failed'); return true;
      default:
    }
    // What the service itself could not do just now is tried again; what it refuses is not.
    const isRefused = error?.graphQLErrors.some(({ extensions }) => ['FORBIDDEN', 'BAD_USER_INPUT'].includes(String(extensions['code'])));
    if (isRefused) refuse(id, 'failed');
    return isRefused ?? false;
  };
  const flush = useEffectEvent(async () => {
    if (isBusy.current) return;
    isBusy.current = true;
    try {
      for (const one of list.filter(({ state }) => state === 'waiting')) if (!(await attempt(one))) break;
    } finally {
      isBusy.current = false;
    }
  });

  const waiting = list.filter(({ state }) => state === 'waiting').map(({ id }) => id).join();
  useEffect(() => {
    if (!waiting) return;
    void flush();
    const timer = setInterval(() => void flush(), AGAIN_AFTER_MS);
    return () => clearInterval(timer);
  }, [waiting, connection.status]);
  return null;
}
