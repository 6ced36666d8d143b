import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '../graphql/generated/index.ts';
import { PresetList } from '../instructions/preset-list.tsx';
import { places } from '../portal/addresses.ts';
import { Page } from '../portal/page.tsx';
import { usePortalCustomer } from '../portal/portal-customer.tsx';
import { useAgainAfterGap } from '../portal/snapshot.tsx';
import { ErrorFace, LoadingFace } from '../ui/faces.tsx';
import { ReadOnlyNote } from '../ui/read-only.tsx';

const PortalPresetsDocument = graphql(`
  query PortalPresets($customerId: ID!) { customer(id: $customerId) { id ...PresetTiles_customer } }
`);

/** Which changes are one tap away on the start page, and what each of them says. */
export function PortalPresetsPage() {
  const { t } = useTranslation('instructions');
  const whose = usePortalCustomer();
  const [{ data, error }, again] = useQuery({ query: PortalPresetsDocument, variables: { customerId: whose.id } });
  useAgainAfterGap(() => again({ requestPolicy: 'network-only' }));
  return (
    <Page title={t('presetList.title')} back={{ to: places.home(), label: t('presetList.back') }}>
      <Text c="dimmed" size="sm" mt={-10}>{t('presetList.lead')}</Text>
      <ReadOnlyNote />
      {data?.customer ? <PresetList customer={data.customer} whose={whose} /> : error ? <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} /> : <LoadingFace />}
    </Page>
  );
}
