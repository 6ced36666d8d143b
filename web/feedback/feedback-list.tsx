import { IconThumbDown, IconThumbUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { graphql, readFragment, type FragmentType } from '../graphql/generated/index.ts';
import type { Feedback_OneFragment } from '../graphql/generated/graphql.ts';
import { useMinute } from '../ui/minute.ts';
import { momentInWords } from '../ui/zoned-time.ts';
import classes from './feedback.module.css';

export const Feedback_one = graphql(`
  fragment Feedback_one on NoteFeedback {
    id rating wrongFields comment ratedAt ratedBy
    secretary { id name }
    customer { id name timeZone }
    call { id receivedAt note { id callerName concern } }
  }
`);

/** What customers said, the newest first; with the secretary's name where there are several. */
export function FeedbackList({ feedback, showsSecretary }: { feedback: readonly FragmentType<typeof Feedback_one>[]; showsSecretary: boolean }) {
  const { t } = useTranslation('feedback');
  return <ul className={classes.list} aria-label={t('desk.newest')}>{readFragment(Feedback_one, feedback).map(one => <li key={one.id}><One feedback={one} showsSecretary={showsSecretary} /></li>)}</ul>;
}

function One({ feedback, showsSecretary }: { feedback: Feedback_OneFragment; showsSecretary: boolean }) {
  const { t, i18n } = useTranslation('feedback');
  const now = useMinute();
  const { rating, wrongFields, comment, ratedAt, ratedBy, secretary, customer, call } = feedback;
  const moment = (at: string) => momentInWords(at, customer.timeZone, i18n.language, now);
  const Thumb = rating === 'GOOD' ? IconThumbUp : IconThumbDown;
  return (
    <>
      <span data-rating={rating}><Thumb size={20} stroke={1.8} role="img" aria-label={t(rating === 'GOOD' ? 'good' : 'bad')} /></span>
      <div className={classes.body}>
        <p className={classes.who}>
          <span>{customer.name}{showsSecretary && ` → ${secretary.name}`}</span>
          <time className={classes.quiet} dateTime={ratedAt}>{ratedBy ? t('desk.by', { name: ratedBy, time: moment(ratedAt) }) : moment(ratedAt)}</time>
        </p>
        {comment && <p className={classes.text}><q>{comment}</q></p>}
        {wrongFields.length > 0 && <p className={classes.text}>{t('desk.wrong', { fields: wrongFields.map(field => t(`fields.${field}`)).join(', ') })}</p>}
        <p className={classes.quiet}>
          {call ? [t('desk.on', { time: moment(call.receivedAt) }), call.note?.callerName, call.note?.concern].filter(Boolean).join(' · ') : t('desk.gone')}
        </p>
      </div>
    </>
  );
}
