import { TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { useQuery } from 'urql';
import { useViewer, type CustomerUserViewer } from '../app/viewer.tsx';
import { graphql } from '../graphql/generated/index.ts';
import { Page } from '../portal/page.tsx';
import { usePortalCustomer } from '../portal/portal-customer.tsx';
import { useAgainAfterGap } from '../portal/snapshot.tsx';
import { threadAddresses } from '../threads/addresses.ts';
import type { ReadyFile } from '../threads/attachments.ts';
import { Composer } from '../threads/composer.tsx';
import { outgoing, useOutgoing } from '../threads/outgoing.ts';
import { ThreadView } from '../threads/thread-view.tsx';
import { useKeptDraft } from '../ui/kept-draft.ts';
import { ReadOnlyNote, Writing } from '../ui/read-only.tsx';

const ThreadTitleDocument = graphql(`query ThreadTitle($id: ID!) { messageThread(id: $id) { id subject } }`);

/** One thread of messages. */
export function PortalThreadPage() {
  const { t } = useTranslation('threads');
  const { threadId = '' } = useParams();
  const viewer = useViewer() as CustomerUserViewer;
  const { timeZone } = usePortalCustomer();
  const [{ data }] = useQuery({ query: ThreadTitleDocument, variables: { id: threadId } });
  const begun = useOutgoing(viewer.id).find(one => one.threadId === threadId)?.begins?.subject;
  const again = useRef<() => void>(undefined);
  useAgainAfterGap(() => again.current?.());
  return (
    <Page title={data?.messageThread?.subject ?? begun ?? t('title')} back={{ to: threadAddresses.list(), label: t('back') }}>
      <ReadOnlyNote />
      <ThreadView key={threadId} threadId={threadId} writerId={viewer.id} isSecretariat={false} timeZone={timeZone} onAgain={way => { again.current = way; }} />
    </Page>
  );
}

/** The first message of a new thread. */
export function PortalNewThreadPage() {
  const { t } = useTranslation('threads');
  const viewer = useViewer() as CustomerUserViewer;
  const { id: customerId } = usePortalCustomer();
  const navigate = useNavigate();
  const { kept, keep, forget } = useKeptDraft<string>(`${viewer.id}.thread.subject`);
  const [subject, setSubject] = useState(kept ?? '');
  const writeSubject = (typed: string) => { setSubject(typed); if (typed) keep(typed); else forget(); };
  const send = (text: string, files: readonly ReadyFile[]) => {
    const threadId = crypto.randomUUID();
    outgoing.add(viewer.id, { id: crypto.randomUUID(), threadId, customerId, begins: { subject: subject.trim() || null }, text, files, seenThrough: null });
    forget();
    void navigate(threadAddresses.one(threadId), { replace: true });
  };
  return (
    <Page title={t('newTitle')} back={{ to: threadAddresses.list(), label: t('back') }}>
      <ReadOnlyNote />
      <Writing>
        <TextInput label={t('subject')} description={t('subjectHint')} maxLength={200} value={subject} onChange={event => writeSubject(event.currentTarget.value)} autoComplete="off" />
        <Composer customerId={customerId} draftKey={`${viewer.id}.thread.new`} onSend={send} />
      </Writing>
    </Page>
  );
}
