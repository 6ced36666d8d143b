import { Button, Center, SegmentedControl } from '@mantine/core';
import { IconRefresh, IconSend } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { useMutation, useQuery } from 'urql';
import { graphql, readFragment } from '../graphql/generated/index.ts';
import { Page } from '../portal/page.tsx';
import { usePortalCustomer } from '../portal/portal-customer.tsx';
import { useSnapshot } from '../portal/snapshot.tsx';
import { ConfirmSheet } from '../ui/confirm-sheet.tsx';
import { EmptyFace, ErrorFace, LoadingFace, useErrorText } from '../ui/faces.tsx';
import { ReadOnlyNote, Writing } from '../ui/read-only.tsx';
import { showDone, showFailure } from '../ui/toasts.tsx';
import { webhookAddresses } from '../webhooks/addresses.ts';
import { DeliveryRow } from '../webhooks/delivery-row.tsx';
import { WebhookActs } from '../webhooks/webhook-acts.tsx';
import { Webhook_parts } from '../webhooks/webhook-parts.ts';
import classes from '../webhooks/webhooks.module.css';

const PortalWebhookDocument = graphql(`
  query PortalWebhook($id: ID!, $onlyFailed: Boolean!, $after: String) {
    webhook(id: $id) { id ...Webhook_parts deliveries(first: 30, after: $after, onlyFailed: $onlyFailed) { edges { cursor node { id ...Delivery_parts } } pageInfo { hasNextPage endCursor } } }
  }
`);
const ResendFailedDocument = graphql(`
  mutation ResendFailed($webhookId: ID!, $since: DateTime!) {
    resendFailedWebhookDeliveries(webhookId: $webhookId, since: $since) { __typename ... on WebhookDeliveriesResent { count } ... on WebhookDisabled { message } }
  }
`);

/** What becomes of messages by themselves is no event of the live feed: there would be one for each event that is sent. */
const LOOK_AGAIN_MS = 10_000;
const KEPT_MS = 30 * 86_400_000;

/** One webhook with what was sent there. */
export function PortalWebhookPage() {
  const { t } = useTranslation('webhooks');
  const { id: customerId } = usePortalCustomer();
  const { webhookId = '' } = useParams();
  const navigate = useNavigate();
  const snapshot = useSnapshot();
  const [onlyFailed, setOnlyFailed] = useState(false);
  const key = `${snapshot} ${onlyFailed}`;
  const [place, setPlace] = useState<{ of: string; after: string | null }>({ of: key, after: null });
  const after = place.of === key ? place.after : null;
  const [{ data, error, fetching }, again] = useQuery({ query: PortalWebhookDocument, variables: { id: webhookId, onlyFailed, after }, requestPolicy: 'cache-and-network' });
  const anew = () => again({ requestPolicy: 'network-only' });
  const lookAgain = useEffectEvent(() => {
    // Whoever reads on further below is not disturbed, and nobody asks for a page that is not looked at.
    if (after === null && !document.hidden) anew();
  });
  useEffect(() => {
    const timer = setInterval(() => lookAgain(), LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, []);
  const webhook = readFragment(Webhook_parts, data?.webhook);
  const deliveries = data?.webhook?.deliveries;
  return (
    <Page title={t('title')} heading={webhook?.description ?? t('title')} back={{ to: webhookAddresses.all(), label: t('backToAll') }}>
      {!data && (error ? <ErrorFace error={error} onRetry={anew} /> : <LoadingFace />)}
      {data && !webhook && <EmptyFace title={t('missing')} />}
      {webhook && deliveries && (
        <>
          <ReadOnlyNote />
          <WebhookActs customerId={customerId} webhook={webhook} onSent={anew} onDeleted={() => void navigate(webhookAddresses.all(), { replace: true })} />
          <section className={classes.form} style={{ gap: 12 }} aria-labelledby="webhook-log">
            <h2 id="webhook-log" className={classes.heading}>{t('log.title')}</h2>
            <p className={classes.muted}>{t('log.lead')}</p>
            <div className={classes.logHead}>
              <SegmentedControl
                aria-label={t('log.title')} value={onlyFailed ? 'failed' : 'all'} onChange={value => setOnlyFailed(value === 'failed')}
                data={[{ value: 'all', label: t('log.all') }, { value: 'failed', label: t('log.failed') }]}
              />
              {onlyFailed && deliveries.edges.length > 0 && webhook.isEnabled && <Writing><ResendFailed webhookId={webhook.id} onSent={anew} /></Writing>}
            </div>
            {deliveries.edges.length === 0 && (fetching ? <LoadingFace /> : onlyFailed
              ? <EmptyFace title={t('log.noneFailed')} />
              : <EmptyFace icon={<IconSend size={32} stroke={1.4} color="var(--vz-muted)" aria-hidden />} title={t('log.empty')}>{t('log.emptyText')}</EmptyFace>)}
            {deliveries.edges.length > 0 && <ul className={classes.list} aria-label={t('log.title')}>{deliveries.edges.map(({ node }) => <DeliveryRow key={node.id} of={node} onSent={anew} />)}</ul>}
            {deliveries.pageInfo.hasNextPage && (
              <Center><Button variant="default" loading={fetching} onClick={() => setPlace({ of: key, after: deliveries.pageInfo.endCursor ?? null })}>{t('log.more')}</Button></Center>
            )}
          </section>
        </>
      )}
    </Page>
  );
}

function ResendFailed({ webhookId, onSent }: { webhookId: string; onSent: () => void }) {
  const { t } = useTranslation('webhooks');
  const errorText = useErrorText();
  const [isAsked, setAsked] = useState(false);
  const [, resend] = useMutation(ResendFailedDocument);
  return (
    <>
      <Button variant="default" leftSection={<IconRefresh size={18} aria-hidden />} onClick={() => setAsked(true)}>{t('log.resendFailed')}</Button>
      {isAsked && (
        <ConfirmSheet
          title={t('log.resendFailedTitle')} text={t('log.resendFailedText')} confirm={t('log.resendFailed')} onClose={() => setAsked(false)}
          onConfirm={async () => {
            const { data, error } = await resend({ webhookId, since: new Date(Date.now() - KEPT_MS).toISOString() });
            if (error) showFailure(errorText(error));
            else if (data?.resendFailedWebhookDeliveries.__typename === 'WebhookDisabled') showFailure(t('acts.isOff'));
            else if (data) showDone(t('log.resentAll', { count: (data.resendFailedWebhookDeliveries as { count: number }).count }));
            onSent();
            return !!data;
          }}
        />
      )}
    </>
  );
}
