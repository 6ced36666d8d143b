import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useViewer, type CustomerUserViewer } from '../app/viewer.tsx';
import { graphql } from '../graphql/generated/index.ts';
import { CustomerPeople } from '../people/customer-people.tsx';
import { places } from '../portal/addresses.ts';
import { Page } from '../portal/page.tsx';
import { usePortalCustomer } from '../portal/portal-customer.tsx';
import { useAgainAfterGap } from '../portal/snapshot.tsx';
import { EmptyFace, ErrorFace, LoadingFace } from '../ui/faces.tsx';

const PortalPeopleDocument = graphql(`
  query PortalPeople($customerId: ID!) { customer(id: $customerId) { id people { id ...Person_user } } }
`);

/** Who of the company signs in, for those who decide about it. */
export function PortalPeoplePage() {
  const { t } = useTranslation('people');
  const { right } = useViewer() as CustomerUserViewer;
  return (
    <Page title={t('title')} back={{ to: places.home(), label: t('back') }}>
      {right === 'MANAGE' ? <People /> : <EmptyFace title={t('onlyManagers')} />}
    </Page>
  );
}

function People() {
  const { id: ownId } = useViewer() as CustomerUserViewer;
  const { id: customerId } = usePortalCustomer();
  const [{ data, error }, again] = useQuery({ query: PortalPeopleDocument, variables: { customerId }, requestPolicy: 'cache-and-network' });
  const anew = () => again({ requestPolicy: 'network-only' });
  useAgainAfterGap(anew);
  if (!data?.customer) return error ? <ErrorFace error={error} onRetry={anew} /> : <LoadingFace />;
  return <CustomerPeople customerId={customerId} people={data.customer.people} ownId={ownId} canManage canReset={false} onChanged={anew} />;
}
