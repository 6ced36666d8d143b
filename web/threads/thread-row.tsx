import { useTranslation } from 'react-i18next';
import { readFragment, type FragmentType } from '../graphql/generated/index.ts';
import { useMinute } from '../ui/minute.ts';
import { briefMoment } from '../ui/zoned-time.ts';
import { Thread_live, Thread_row } from './thread-parts.ts';
import classes from './threads.module.css';

/** What a row of a list of threads says; the list decides what a tap on it does. */
export function ThreadWords({ thread: masked, isSecretariat, timeZone, withCustomer = false }: { thread: FragmentType<typeof Thread_row>; isSecretariat: boolean; timeZone: string; withCustomer?: boolean }) {
  const { t, i18n } = useTranslation('threads');
  const now = useMinute();
  const row = readFragment(Thread_row, masked);
  const { subject, lastMessageAt, awaitsAnswerSince, customer, answeredBy } = readFragment(Thread_live, row);
  const { unread, lastMessage } = row;
  const preview = lastMessage.text.split('\n', 1)[0] ?? '';
  const isOwn = lastMessage.fromSecretariat === isSecretariat;
  return (
    <span className={classes.words} data-new={(unread ?? 0) > 0 || undefined}>
      <span className={classes.head}>
        <span className={classes.name}>{withCustomer ? customer.name : (subject ?? preview)}</span>
        {(unread ?? 0) > 0 && <span className={classes.unread}><span aria-hidden>{unread}</span><span className="visually-hidden">{t('unread', { count: unread ?? 0 })}</span></span>}
        <time className={classes.time} dateTime={lastMessageAt}>{briefMoment(lastMessageAt, timeZone, i18n.language, now)}</time>
      </span>
      {withCustomer && subject && <span className={classes.subject}>{subject}</span>}
      {(withCustomer || subject) && <span className={classes.preview}>{isOwn ? `${lastMessage.authorName}: ${preview}` : preview}</span>}
      {(!withCustomer && !subject) && <span className={classes.preview}>{lastMessage.authorName}</span>}
      {isSecretariat && awaitsAnswerSince && <span className={classes.waiting}>{t('waitsSince', { time: briefMoment(awaitsAnswerSince, timeZone, i18n.language, now) })}{answeredBy ? ` · ${t('lookedAfterBy', { name: answeredBy.name })}` : ''}</span>}
    </span>
  );
}
