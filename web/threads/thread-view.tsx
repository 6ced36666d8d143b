import { Alert, Button, Group } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconChecks, IconClock } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Message_PartsFragment, Thread_LiveFragment } from '../graphql/generated/graphql.ts';
import { useConnection } from '../graphql/feed.ts';
import { EmptyFace, ErrorFace, LoadingFace } from '../ui/faces.tsx';
import { useMinute } from '../ui/minute.ts';
import { Writing } from '../ui/read-only.tsx';
import { clockTime, dayInWords, nearDay, wallTime } from '../ui/zoned-time.ts';
import { Composer } from './composer.tsx';
import type { ReadyFile } from './attachments.ts';
import { MessageFiles, UnsentFiles } from './message-files.tsx';
import { outgoing, useOutgoing, type Outgoing } from './outgoing.ts';
import classes from './threads.module.css';
import { useThread } from './use-thread.ts';

/** Longer than this nothing takes that arrives. */
const SLOW_MS = 6_000;

/** One thread as a messenger: what was written, who has read it, what is on its way, and where one writes. */
export function ThreadView({ threadId, writerId, isSecretariat, timeZone, onAgain, onSeen }: {
  threadId: string; writerId: string; isSecretariat: boolean; timeZone: string;
  /** Takes a way to ask for everything again, for whoever knows that something may have been missed. */
  onAgain?: (again: () => void) => void;
  /** Told the place of the newest message that is shown. */
  onSeen?: (place: number) => void;
}) {
  const { t } = useTranslation('threads');
  const { thread, isMissing, messages, isLoading, error, hasOlder, isLoadingOlder, loadOlder, again } = useThread(threadId, isSecretariat);
  const own = useOutgoing(writerId).filter(one => one.threadId === threadId);
  const arrived = new Set(messages.map(({ id }) => id));
  const onTheWay = own.filter(({ id }) => !arrived.has(id));
  const settled = own.filter(({ id }) => arrived.has(id)).map(({ id }) => id).join();
  const [reworked, setReworked] = useState<{ text: string; times: number }>({ text: '', times: 0 });
  const end = useRef<HTMLDivElement>(null);
  const newest = messages.at(-1)?.place ?? 0;

  useEffect(() => { onAgain?.(again); });
  useEffect(() => { onSeen?.(newest); });
  useEffect(() => { if (settled) outgoing.drop(writerId, settled.split(',')); }, [writerId, settled]);
  useEffect(() => { end.current?.scrollIntoView({ block: 'end' }); }, [newest, onTheWay.length]);

  if (isMissing && onTheWay.length === 0) return <EmptyFace title={t('missing.title')}>{t('missing.text')}</EmptyFace>;
  if (error && onTheWay.length === 0) return <ErrorFace error={error} onRetry={again} />;
  const customerId = thread?.customer.id ?? own[0]?.customerId ?? '';
  const send = (text: string, files: readonly ReadyFile[]) => outgoing.add(writerId, { id: crypto.randomUUID(), threadId, customerId, text, files, seenThrough: newest || null });
  const rework = (message: Outgoing) => {
    outgoing.drop(writerId, [message.id]);
    setReworked(({ times }) => ({ text: message.text, times: times + 1 }));
  };
  return (
    <div className={classes.thread}>
      {hasOlder && <Button variant="default" className={classes.older} loading={isLoadingOlder} onClick={() => void loadOlder()}>{t('older')}</Button>}
      {isLoading && onTheWay.length === 0 && <LoadingFace />}
      <div role="log" aria-label={t('log')} className={classes.log}>
        <Written messages={messages} thread={thread ?? null} isSecretariat={isSecretariat} timeZone={timeZone} />
        {onTheWay.map(message => (
          <Unsent key={message.id} message={message} onRework={() => rework(message)} onAnyway={() => outgoing.become(writerId, message.id, { state: 'waiting', seenThrough: newest })} onDrop={() => outgoing.drop(writerId, [message.id])} />
        ))}
        <div ref={end} className={classes.end} />
      </div>
      <Writing>{(thread || onTheWay.length > 0) && <Composer key={reworked.times} customerId={customerId} draftKey={`${writerId}.thread.${threadId}`} {...(reworked.times ? { given: reworked.text } : {})} onSend={send} />}</Writing>
    </div>
  );
}

function Written({ messages, thread, isSecretariat, timeZone }: { messages: readonly Message_PartsFragment[]; thread: Thread_LiveFragment | null; isSecretariat: boolean; timeZone: string }) {
  const { t, i18n } = useTranslation('threads');
  const today = wallTime(useMinute(), timeZone).day;
  const readers = thread?.readings.filter(({ fromSecretariat }) => fromSecretariat !== isSecretariat) ?? [];
  const readThrough = Math.max(0, ...readers.map(({ through }) => through));
  const own = messages.filter(({ fromSecretariat }) => fromSecretariat === isSecretariat);
  const lastOwn = own.at(-1);
  const lastRead = own.findLast(({ place }) => place <= readThrough);
  return (
    <ol className={classes.messages}>
      {messages.map((message, at) => {
        const { day } = wallTime(message.sentAt, timeZone);
        const before = messages[at - 1];
        const isNewDay = !before || wallTime(before.sentAt, timeZone).day !== day;
        const isOwn = message.fromSecretariat === isSecretariat;
        const readBy = message === lastRead ? readers.filter(({ through }) => through >= message.place).map(({ readerName }) => readerName).join(', ') : '';
        return (
          <li key={message.id}>
            {isNewDay && <p className={classes.day}>{nearDay(day, i18n.language, today) ?? dayInWords(day, i18n.language, today)}</p>}
            <div className={classes.message} data-own={isOwn || undefined}>
              {(isNewDay || before?.authorName !== message.authorName) && <p className={classes.author}>{message.authorName}{isOwn ? '' : ` · ${t(message.fromSecretariat ? 'side.secretariat' : 'side.customer')}`}</p>}
              <p className={classes.text}>{message.text}</p>
              <MessageFiles files={message.files} />
              <p className={classes.meta}>
                <time dateTime={message.sentAt}>{clockTime(message.sentAt, timeZone)}</time>
                {readBy ? <span><IconChecks size={15} aria-hidden /> {t('readBy', { names: readBy })}</span> : message === lastOwn && <span><IconCheck size={15} aria-hidden /> {t('sent')}</span>}
              </p>
            </div>
          </li>
        );
      })}
    </ol>
  );
}

function Unsent({ message, onRework, onAnyway, onDrop }: { message: Outgoing; onRework: () => void; onAnyway: () => void; onDrop: () => void }) {
  const { t } = useTranslation('threads');
  const connection = useConnection();
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => clearTimeout(timer);
  }, []);
  const isRefused = message.state === 'answered' || message.state === 'failed';
  return (
    <div className={classes.message} data-own data-unsent={message.state}>
      <p className={classes.text}>{message.text}</p>
      {message.files && message.files.length > 0 && <UnsentFiles files={message.files} />}
      {isRefused
        ? (
          <Alert color={message.state === 'answered' ? 'yellow' : 'red'} variant="light" icon={<IconAlertTriangle size={18} aria-hidden />} className={classes.refused}>
            {t(message.state === 'answered' ? 'unsent.answered' : 'unsent.failed')}
            <Group gap="xs" mt={6}>
              {message.state === 'answered' && <Button size="xs" onClick={onAnyway}>{t('unsent.anyway')}</Button>}
              <Button size="xs" variant="default" onClick={onRework}>{t('unsent.rework')}</Button>
              <Button size="xs" variant="default" onClick={onDrop}>{t('unsent.drop')}</Button>
            </Group>
          </Alert>
        )
        : (
          <p className={classes.meta} role="status">
            {message.state === 'sent' ? <span><IconCheck size={15} aria-hidden /> {t('sent')}</span>
              : <span><IconClock size={15} aria-hidden /> {t(connection.status === 'lost' || isSlow ? 'unsent.offline' : 'unsent.sending')}</span>}
          </p>
        )}
    </div>
  );
}
