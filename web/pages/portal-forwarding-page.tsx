import { IconPhoneOutgoing } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useViewer, type CustomerUserViewer } from '../app/viewer.tsx';
import { ForwardingSetUp } from '../forwarding/forwarding-set-up.tsx';
import { graphql } from '../graphql/generated/index.ts';
import { instructionAddresses } from '../instructions/addresses.ts';
import { places } from '../portal/addresses.ts';
import { Page } from '../portal/page.tsx';
import { usePortalCustomer } from '../portal/portal-customer.tsx';
import { useAgainAfterGap } from '../portal/snapshot.tsx';
import { EmptyFace, ErrorFace, LoadingFace } from '../ui/faces.tsx';

const PortalForwardingDocument = graphql(`
  query PortalForwarding($customerId: ID!) { customer(id: $customerId) { id lines { id } ...ForwardingSetUp_customer } }
`);

/** How a customer's telephone comes to forward to us, and whether it does. */
export function PortalForwardingPage() {
  const { t } = useTranslation('forwarding');
  const viewer = useViewer() as CustomerUserViewer;
  const whose = usePortalCustomer();
  const [{ data, error }, again] = useQuery({ query: PortalForwardingDocument, variables: { customerId: whose.id }, requestPolicy: 'cache-and-network' });
  useAgainAfterGap(() => again({ requestPolicy: 'network-only' }));
  const customer = data?.customer;
  return (
    <Page title={t('title')} back={{ to: places.home(), label: t('back') }}>
      {!customer
        ? error ? <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} /> : <LoadingFace />
        : customer.lines.length === 0
          ? <EmptyFace icon={<IconPhoneOutgoing size={32} stroke={1.4} color="var(--vz-muted)" aria-hidden />} title={t('noLine')}>{t('noLineText')}</EmptyFace>
          : <ForwardingSetUp customer={customer} draftKey={`${viewer.id}.forwarding`} instructionAddress={instructionAddresses.one} />}
    </Page>
  );
}
