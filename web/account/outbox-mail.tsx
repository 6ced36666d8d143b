import { Anchor } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { graphql, readFragment, type FragmentType } from '../graphql/generated/index.ts';
import { formatMoment } from '../ui/times.ts';
import classes from './account.module.css';

export const OutboxMail_mail = graphql(`
  fragment OutboxMail_mail on OutboxMail { id toName toAddress subject text createdAt sentAt givenUpAt lastProblem }
`);

/** One mail: to whom, what about, and what became of it. */
export function OutboxMail({ mail }: { mail: FragmentType<typeof OutboxMail_mail> }) {
  const { t, i18n } = useTranslation('account');
  const { id, toName, toAddress, subject, text, createdAt, sentAt, givenUpAt, lastProblem } = readFragment(OutboxMail_mail, mail);
  const when = (at: string) => ({ time: formatMoment(at, i18n.language) });
  const link = text?.match(/https?:\/\/\S+/)?.[0];
  return (
    <article className={classes.card} aria-labelledby={`mail-${id}`}>
      <div className={classes.head}>
        <h2 id={`mail-${id}`} className={classes.heading}>{subject}</h2>
        <span className={classes.muted}>{sentAt ? t('outbox.sent', when(sentAt)) : givenUpAt ? t('outbox.givenUp', when(givenUpAt)) : t('outbox.waiting', when(createdAt))}</span>
      </div>
      <p className={classes.muted}>{t('outbox.to', { to: [toName, toAddress].filter(Boolean).join(', ') })}</p>
      {lastProblem && <p className={classes.muted}>{t('outbox.problem', { problem: lastProblem })}</p>}
      {text && <pre className={classes.letter}>{text}</pre>}
      {link && <Anchor href={link}>{t('outbox.open')}</Anchor>}
    </article>
  );
}
