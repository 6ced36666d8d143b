import { useTranslation } from 'react-i18next';
import type { Webhook_PartsFragment } from '../graphql/generated/graphql.ts';
import { useMinute } from '../ui/minute.ts';
import { formatMoment } from '../ui/times.ts';
import classes from './webhooks.module.css';

/** Whether anything is sent there, and whether it arrives. */
export function WebhookStatus({ of: { isEnabled, disabledBecause, failingSince } }: { of: Webhook_PartsFragment }) {
  const { t, i18n } = useTranslation('webhooks');
  const now = new Date(useMinute());
  const tone = !isEnabled && disabledBecause === 'PERSON' ? 'off' : !isEnabled || failingSince ? 'bad' : 'good';
  return (
    <span className={classes.status} data-tone={tone}>
      {isEnabled ? (failingSince ? t('status.failing', { time: formatMoment(failingSince, i18n.language, now) }) : t('status.on')) : t(`status.${disabledBecause ?? 'PERSON'}`)}
    </span>
  );
}
