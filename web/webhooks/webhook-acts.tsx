import { Alert, Button } from '@mantine/core';
import { IconAlertTriangle, IconKey, IconPencil, IconPlayerPause, IconPlayerPlay, IconSend, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import type { Webhook_PartsFragment } from '../graphql/generated/graphql.ts';
import { graphql } from '../graphql/generated/index.ts';
import { ConfirmSheet } from '../ui/confirm-sheet.tsx';
import { useErrorText } from '../ui/faces.tsx';
import { useMinute } from '../ui/minute.ts';
import { useReadOnly } from '../ui/read-only.tsx';
import { formatMoment } from '../ui/times.ts';
import { showDone, showFailure } from '../ui/toasts.tsx';
import { WebhookForm } from './webhook-form.tsx';
import { WebhookSecret } from './webhook-secret.tsx';
import { WebhookStatus } from './webhook-status.tsx';
import classes from './webhooks.module.css';

const PingWebhookDocument = graphql(`
  mutation PingWebhook($webhookId: ID!) { pingWebhook(webhookId: $webhookId) { __typename ... on WebhookDelivery { id ...Delivery_parts } ... on WebhookDisabled { message } } }
`);
const SetWebhookEnabledDocument = graphql(`
  mutation SetWebhookEnabled($webhookId: ID!, $isEnabled: Boolean!) { setWebhookEnabled(webhookId: $webhookId, isEnabled: $isEnabled) { __typename ... on Webhook { id ...Webhook_parts } } }
`);
const RotateWebhookSecretDocument = graphql(`
  mutation RotateWebhookSecret($webhookId: ID!) { rotateWebhookSecret(webhookId: $webhookId) { __typename ... on WebhookSecretRotated { secret webhook { id ...Webhook_parts } } } }
`);
const DeleteWebhookDocument = graphql(`mutation DeleteWebhook($webhookId: ID!) { deleteWebhook(webhookId: $webhookId) { __typename ... on Deleted { id } } }`);

/** One webhook, and what can be done with it. */
export function WebhookActs({ customerId, webhook, onSent, onDeleted }: { customerId: string; webhook: Webhook_PartsFragment; onSent: () => void; onDeleted: () => void }) {
  const { t, i18n } = useTranslation('webhooks');
  const errorText = useErrorText();
  const readOnly = useReadOnly();
  const now = new Date(useMinute());
  const when = (at: string) => formatMoment(at, i18n.language, now);
  const [open, setOpen] = useState<'edit' | 'rotate' | 'delete' | { secret: string } | null>(null);
  const [{ fetching: pinging }, ping] = useMutation(PingWebhookDocument);
  const [{ fetching: turning }, setEnabled] = useMutation(SetWebhookEnabledDocument);
  const [, rotate] = useMutation(RotateWebhookSecretDocument);
  const [, remove] = useMutation(DeleteWebhookDocument);
  const { id: webhookId, isEnabled, disabledAt, disabledBecause, previousSecretUntil } = webhook;
  const trial = async () => {
    const { data, error } = await ping({ webhookId });
    if (error) return showFailure(errorText(error));
    if (data?.pingWebhook.__typename === 'WebhookDisabled') return showFailure(t('acts.isOff'));
    showDone(t('acts.pinged'));
    onSent();
  };
  const turn = async () => {
    const { error } = await setEnabled({ webhookId, isEnabled: !isEnabled });
    if (error) return showFailure(errorText(error));
    showDone(t(isEnabled ? 'acts.turnedOff' : 'acts.turnedOn'));
    onSent();
  };
  return (
    <section className={classes.card} aria-label={t('title')}>
      <div className={classes.main}>
        <WebhookStatus of={webhook} />
        <span className={classes.name}>{webhook.url}</span>
        <ul className={classes.kinds}>{webhook.kinds.map(kind => <li key={kind}>{t(`kinds.${kind}`)}</li>)}</ul>
        <p className={classes.muted}>{t('createdBy', { name: webhook.createdBy, time: when(webhook.createdAt) })}</p>
        {previousSecretUntil && Date.parse(previousSecretUntil) > now.getTime() && <p className={classes.muted}>{t('overlap', { time: when(previousSecretUntil) })}</p>}
      </div>
      {!isEnabled && disabledAt && (
        <Alert color={disabledBecause === 'PERSON' ? 'gray' : 'red'} variant="light" icon={<IconAlertTriangle size={20} aria-hidden />} styles={{ message: { color: 'var(--vz-text)' } }}>
          {t(`off.${disabledBecause ?? 'PERSON'}`, { time: when(disabledAt) })}
        </Alert>
      )}
      <div className={classes.acts}>
        {!readOnly && isEnabled && <Button leftSection={<IconSend size={18} aria-hidden />} loading={pinging} onClick={() => void trial()}>{t('acts.ping')}</Button>}
        {!readOnly && <Button variant={isEnabled ? 'default' : 'filled'} leftSection={isEnabled ? <IconPlayerPause size={18} aria-hidden /> : <IconPlayerPlay size={18} aria-hidden />} loading={turning} onClick={() => void turn()}>{t(isEnabled ? 'acts.turnOff' : 'acts.turnOn')}</Button>}
        {!readOnly && <Button variant="default" leftSection={<IconPencil size={18} aria-hidden />} onClick={() => setOpen('edit')}>{t('acts.edit')}</Button>}
        {!readOnly && <Button variant="default" leftSection={<IconKey size={18} aria-hidden />} onClick={() => setOpen('rotate')}>{t('acts.rotate')}</Button>}
        {(!readOnly || readOnly.canDelete) && <Button variant="default" leftSection={<IconTrash size={18} aria-hidden />} onClick={() => setOpen('delete')}>{t('acts.delete')}</Button>}
      </div>
      {open === 'edit' && <WebhookForm customerId={customerId} webhook={webhook} onClose={() => setOpen(null)} onSaved={() => { setOpen(null); showDone(t('form.saved')); }} />}
      {open === 'rotate' && (
        <ConfirmSheet
          title={t('rotate.title')} text={t('rotate.text')} confirm={t('rotate.confirm')} onClose={() => setOpen(current => (current === 'rotate' ? null : current))}
          onConfirm={async () => {
            const { data, error } = await rotate({ webhookId });
            if (data) setOpen({ secret: data.rotateWebhookSecret.secret });
            else if (error) showFailure(errorText(error));
            return !!data;
          }}
        />
      )}
      {open === 'delete' && (
        <ConfirmSheet
          title={t('delete.title')} text={t('delete.text')} confirm={t('delete.confirm')} isHard onClose={() => setOpen(null)}
          onConfirm={async () => {
            const { data, error } = await remove({ webhookId });
            if (error) showFailure(errorText(error));
            if (data) {
              showDone(t('acts.deleted'));
              onDeleted();
            }
            return !!data;
          }}
        />
      )}
      {typeof open === 'object' && open && <WebhookSecret secret={open.secret} onDone={() => setOpen(null)} />}
    </section>
  );
}
