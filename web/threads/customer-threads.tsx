import { Button, TextInput } from '@mantine/core';
import { IconArrowLeft, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { OVER_SOCKET } from '../graphql/client.ts';
import { graphql } from '../graphql/generated/index.ts';
import { ErrorFace, LoadingFace } from '../ui/faces.tsx';
import { useKeptDraft } from '../ui/kept-draft.ts';
import type { ReadyFile } from './attachments.ts';
import { LoadMore, MOST_IN_A_LIST } from '../ui/load-more.tsx';
import { Composer } from './composer.tsx';
import { outgoing } from './outgoing.ts';
import { ThreadWords } from './thread-row.tsx';
import { ThreadView } from './thread-view.tsx';
import classes from './threads.module.css';

const CustomerThreadsDocument = graphql(`
  query CustomerThreads($customerId: ID!, $first: Int!) { customer(id: $customerId) { id threads(first: $first) { edges { cursor node { id ...Thread_row } } pageInfo { hasNextPage endCursor } } } }
`);

/** What is written with one customer, at the desk: the threads, one of them, or a new one. */
export function CustomerThreads({ customerId, writerId }: { customerId: string; writerId: string }) {
  const { t } = useTranslation('threads');
  const [open, setOpen] = useState<string | 'NEW' | null>(null);
  const { kept, keep, forget } = useKeptDraft<string>(`${writerId}.thread.subject.${customerId}`);
  const [subject, setSubject] = useState(kept ?? '');
  const writeSubject = (typed: string) => { setSubject(typed); if (typed) keep(typed); else forget(); };
  // Asked for from the newest on: what is newest changes at any moment, and between pages one would be lost.
  const [first, setFirst] = useState(20);
  const [{ data, error, fetching }, again] = useQuery({ query: CustomerThreadsDocument, variables: { customerId, first }, requestPolicy: 'cache-and-network', context: OVER_SOCKET });
  const timeZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const threads = data?.customer?.threads.edges.map(({ node }) => node);
  const begin = (text: string, files: readonly ReadyFile[]) => {
    const threadId = crypto.randomUUID();
    outgoing.add(writerId, { id: crypto.randomUUID(), threadId, customerId, begins: { subject: subject.trim() || null }, text, files, seenThrough: null });
    writeSubject('');
    setOpen(threadId);
  };
  if (open !== null) {
    return (
      <div className={`${classes.desk} ${classes.narrow}`}>
        <Button size="compact-sm" variant="subtle" leftSection={<IconArrowLeft size={15} aria-hidden />} onClick={() => setOpen(null)} autoFocus={open !== 'NEW'}>{t('desk.backToList')}</Button>
        {open === 'NEW'
          ? (
            <>
              <TextInput size="xs" label={t('subject')} autoFocus maxLength={200} value={subject} onChange={event => writeSubject(event.currentTarget.value)} autoComplete="off" />
              <Composer customerId={customerId} draftKey={`${writerId}.thread.new.${customerId}`} onSend={begin} />
            </>
          )
          : <ThreadView key={open} threadId={open} writerId={writerId} isSecretariat timeZone={timeZone} />}
      </div>
    );
  }
  return (
    <div className={`${classes.desk} ${classes.narrow}`}>
      <Button size="xs" variant="default" fullWidth mb={8} leftSection={<IconPlus size={15} aria-hidden />} onClick={() => setOpen('NEW')} data-first>{t('desk.newThread')}</Button>
      {!threads && (error ? <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} /> : <LoadingFace />)}
      {threads?.length === 0 && <p>{t('desk.noThreads')}</p>}
      {threads && threads.length > 0 && (
        <ul className={classes.list} aria-label={t('desk.allRead')}>
          {threads.map(node => <li key={node.id}><button type="button" className={classes.row} onClick={() => setOpen(node.id)}><ThreadWords thread={node} isSecretariat timeZone={timeZone} /></button></li>)}
        </ul>
      )}
      <LoadMore hasMore={data?.customer?.threads.pageInfo.hasNextPage ?? false} isLoading={fetching} isFull={first >= MOST_IN_A_LIST} onMore={() => setFirst(Math.min(MOST_IN_A_LIST, first + 60))} />
    </div>
  );
}
