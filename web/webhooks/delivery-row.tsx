import { Button } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { graphql, readFragment, type FragmentType } from '../graphql/generated/index.ts';
import { useErrorText } from '../ui/faces.tsx';
import { useMinute } from '../ui/minute.ts';
import { Writing } from '../ui/read-only.tsx';
import { formatMoment } from '../ui/times.ts';
import { showDone, showFailure } from '../ui/toasts.tsx';
import { Delivery_parts } from './webhook-parts.ts';
import classes from './webhooks.module.css';

const ResendDeliveryDocument = graphql(`
  mutation ResendDelivery($webhookDeliveryId: ID!) {
    resendWebhookDelivery(webhookDeliveryId: $webhookDeliveryId) { __typename ... on WebhookDelivery { id ...Delivery_parts } ... on WebhookDisabled { message } }
  }
`);

/** What became of one message, and the same again. */
export function DeliveryRow({ of: masked, onSent }: { of: FragmentType<typeof Delivery_parts>; onSent: () => void }) {
  const { t, i18n } = useTranslation('webhooks');
  const errorText = useErrorText();
  const now = new Date(useMinute());
  const { id, kind, subjectId, happenedAt, state, attempts, nextTryAt, lastMilliseconds, lastStatus, lastProblem, lastAnswer } = readFragment(Delivery_parts, masked);
  const [{ fetching }, resend] = useMutation(ResendDeliveryDocument);
  const when = (at: string) => formatMoment(at, i18n.language, now);
  const again = async () => {
    const { data, error } = await resend({ webhookDeliveryId: id });
    if (error) return showFailure(errorText(error));
    if (data?.resendWebhookDelivery.__typename === 'WebhookDisabled') return showFailure(t('acts.isOff'));
    showDone(t('log.resent'));
    onSent();
  };
  const facts = [
    t('log.attempts', { count: attempts }),
    ...(lastProblem ? [t(`log.problem.${lastProblem}`, { status: lastStatus })] : lastStatus ? [t('log.problem.STATUS', { status: lastStatus })] : []),
    ...(lastMilliseconds === null || lastMilliseconds === undefined ? [] : [t('log.took', { ms: lastMilliseconds })]),
    ...(nextTryAt && attempts > 0 ? [t('log.next', { time: when(nextTryAt) })] : []),
  ];
  return (
    <li className={classes.delivery}>
      <div className={classes.main}>
        <div className={classes.line}>
          <span className={classes.name}>{t(`kinds.${kind}`)}</span>
          <span className={classes.status} data-tone={state === 'DELIVERED' ? 'good' : state === 'FAILED' ? 'bad' : 'off'}>{t(`log.state.${state}`)}</span>
          <time dateTime={happenedAt} className={classes.muted}>{when(happenedAt)}</time>
        </div>
        <p className={classes.muted}>{facts.join(' · ')}</p>
        <p className={classes.muted}>{t('log.subject', { id: subjectId })}</p>
        {lastAnswer && <details className={classes.answer}><summary>{t('log.answer')}</summary><pre>{lastAnswer}</pre></details>}
      </div>
      <Writing>
        <Button variant="default" leftSection={<IconRefresh size={16} aria-hidden />} loading={fetching} aria-label={t('log.resendLabel', { kind: t(`kinds.${kind}`), time: when(happenedAt) })} onClick={() => void again()}>{t('log.resend')}</Button>
      </Writing>
    </li>
  );
}
