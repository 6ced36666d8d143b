import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { useViewer, type CustomerUserViewer } from '../app/viewer.tsx';
import { graphql, readFragment } from '../graphql/generated/index.ts';
import { places } from '../portal/addresses.ts';
import { Page } from '../portal/page.tsx';
import { usePortalCustomer } from '../portal/portal-customer.tsx';
import { useAgainAfterGap } from '../portal/snapshot.tsx';
import { AccessReport } from '../privacy/access-report.tsx';
import { AuditLogCard } from '../privacy/audit-log.tsx';
import { Consents } from '../privacy/consents.tsx';
import { ContractEnd_parts } from '../privacy/contract-end-banner.tsx';
import { ContractEndCard } from '../privacy/contract-end.tsx';
import { Restrictions } from '../privacy/restrictions.tsx';
import { StatementCard } from '../privacy/statement-card.tsx';
import { ErrorFace, LoadingFace } from '../ui/faces.tsx';

const PortalPrivacyDocument = graphql(`
  query PortalPrivacy($customerId: ID!) {
    privacyStatement { version }
    contractEnd(customerId: $customerId) { ...ContractEnd_parts }
    consents(customerId: $customerId) { ...Consent_parts }
    restrictions(customerId: $customerId) { id ...Restriction_parts }
  }
`);

/** What somebody may know and decide about their data. */
export function PortalPrivacyPage() {
  const { t } = useTranslation('privacy');
  const { right } = useViewer() as CustomerUserViewer;
  const whose = usePortalCustomer();
  const { id: customerId, timeZone, viewerCanRestrict } = whose;
  const [{ data, error }, again] = useQuery({ query: PortalPrivacyDocument, variables: { customerId }, requestPolicy: 'cache-and-network' });
  useAgainAfterGap(() => again({ requestPolicy: 'network-only' }));
  return (
    <Page title={t('title')} back={{ to: places.home(), label: t('back') }}>
      {!data
        ? error ? <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} /> : <LoadingFace />
        : (
          <>
            {data.contractEnd && <ContractEndCard end={readFragment(ContractEnd_parts, data.contractEnd)} whose={whose} />}
            <StatementCard version={data.privacyStatement.version} />
            <Consents customerId={customerId} consents={data.consents ?? []} timeZone={timeZone} />
            {right === 'MANAGE' && <AccessReport customerId={customerId} />}
            <AuditLogCard to={places.privacyLog()} canRead={right === 'MANAGE'} />
            <Restrictions customerId={customerId} restrictions={data.restrictions ?? []} timeZone={timeZone} canRestrict={viewerCanRestrict} />
          </>
        )}
    </Page>
  );
}
