import { Button, Text } from '@mantine/core';
import { IconPlus, IconWebhook } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { accountAddresses } from '../account/addresses.ts';
import { graphql } from '../graphql/generated/index.ts';
import { Page } from '../portal/page.tsx';
import { usePortalCustomer } from '../portal/portal-customer.tsx';
import { useAgainAfterGap } from '../portal/snapshot.tsx';
import { EmptyFace, ErrorFace, LoadingFace } from '../ui/faces.tsx';
import { ReadOnlyNote, Writing } from '../ui/read-only.tsx';
import { WebhookForm } from '../webhooks/webhook-form.tsx';
import { WebhookList } from '../webhooks/webhook-list.tsx';
import { WebhookSecret } from '../webhooks/webhook-secret.tsx';

const PortalWebhooksDocument = graphql(`
  query PortalWebhooks($customerId: ID!) { webhooks(customerId: $customerId) { id ...Webhook_parts } }
`);

/** Where the company has events sent. */
export function PortalWebhooksPage() {
  const { t } = useTranslation('webhooks');
  const { id: customerId } = usePortalCustomer();
  const [isMaking, setMaking] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const [{ data, error }, again] = useQuery({ query: PortalWebhooksDocument, variables: { customerId }, requestPolicy: 'cache-and-network' });
  const anew = () => again({ requestPolicy: 'network-only' });
  useAgainAfterGap(anew);
  const webhooks = data?.webhooks;
  return (
    <Page
      title={t('title')} back={{ to: accountAddresses.portal(), label: t('back') }}
      actions={webhooks && <Writing><Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setMaking(true)}>{t('create')}</Button></Writing>}
    >
      {webhooks && <ReadOnlyNote />}
      <Text c="dimmed" size="sm" mt={-10}>{t('lead')}</Text>
      {!data && (error ? <ErrorFace error={error} onRetry={anew} /> : <LoadingFace />)}
      {data && !webhooks && <EmptyFace title={t('onlyManagers')}>{t('onlyManagersText')}</EmptyFace>}
      {webhooks?.length === 0 && <EmptyFace icon={<IconWebhook size={32} stroke={1.4} color="var(--vz-muted)" aria-hidden />} title={t('empty.title')}>{t('empty.text')}</EmptyFace>}
      {webhooks && webhooks.length > 0 && <WebhookList webhooks={webhooks} />}
      {isMaking && <WebhookForm customerId={customerId} webhook={null} onClose={() => setMaking(false)} onCreated={(_id, made) => { setMaking(false); setSecret(made); anew(); }} />}
      {secret !== null && <WebhookSecret secret={secret} onDone={() => setSecret(null)} />}
    </Page>
  );
}
