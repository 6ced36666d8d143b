import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '../graphql/generated/index.ts';
import { places } from '../portal/addresses.ts';
import { Page } from '../portal/page.tsx';
import { usePortalCustomer } from '../portal/portal-customer.tsx';
import { useAgainAfterGap } from '../portal/snapshot.tsx';
import { Consents } from '../privacy/consents.tsx';
import { Restrictions } from '../privacy/restrictions.tsx';
import { StatementCard } from '../privacy/statement-card.tsx';
import { ErrorFace, LoadingFace } from '../ui/faces.tsx';

const PortalPrivacyDocument = graphql(`
  query PortalPrivacy($customerId: ID!) {
    privacyStatement { version }
    consents(customerId: $customerId) { ...Consent_parts }
    restrictions(customerId: $customerId) { id ...Restriction_parts }
  }
`);

/** What somebody may know and decide about their data. */
export function PortalPrivacyPage() {
  const { t } = useTranslation('privacy');
  const { id: customerId, timeZone, viewerCanRestrict } = usePortalCustomer();
  const [{ data, error }, again] = useQuery({ query: PortalPrivacyDocument, variables: { customerId }, requestPolicy: 'cache-and-network' });
  useAgainAfterGap(() => again({ requestPolicy: 'network-only' }));
  return (
    <Page title={t('title')} back={{ to: places.home(), label: t('back') }}>
      {!data
        ? error ? <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} /> : <LoadingFace />
        : (
          <>
            <StatementCard version={data.privacyStatement.version} />
            <Consents customerId={customerId} consents={data.consents ?? []} timeZone={timeZone} />
            <Restrictions customerId={customerId} restrictions={data.restrictions ?? []} timeZone={timeZone} canRestrict={viewerCanRestrict} />
          </>
        )}
    </Page>
  );
}
