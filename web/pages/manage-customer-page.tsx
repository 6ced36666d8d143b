import { Anchor, Button, Center, Tabs } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import type { SecretaryViewer } from '../app/viewer.tsx';
import { Actings, ActingBanner, StartActing } from '../customers/acting.tsx';
import { CUSTOMER_TABS, manageAddresses } from '../customers/addresses.ts';
import { ContractCard } from '../customers/contract-card.tsx';
import { CustomerForm } from '../customers/customer-form.tsx';
import { Acting_acting, actingNow, Contract_end, Customer_data } from '../customers/customer-parts.ts';
import classes from '../customers/customers.module.css';
import { DeleteCustomer } from '../customers/delete-customer.tsx';
import { InstructionsCard } from '../customers/instructions-card.tsx';
import { LinesCard } from '../customers/lines-card.tsx';
import { CallsExport } from '../exports/call-exports.tsx';
import { useFeed } from '../graphql/feed.ts';
import { graphql, readFragment } from '../graphql/generated/index.ts';
import { CustomerPeople } from '../people/customer-people.tsx';
import { AccessReport } from '../privacy/access-report.tsx';
import { AuditEntries, auditFilter, AuditFilters, type AuditNarrowing } from '../privacy/audit-log.tsx';
import { Restrictions } from '../privacy/restrictions.tsx';
import { EmptyFace, ErrorFace, LoadingFace } from '../ui/faces.tsx';
import { useMinute } from '../ui/minute.ts';
import { showDone } from '../ui/toasts.tsx';
import { SupervisorPage } from './supervisor-page.tsx';

const ManageCustomerDocument = graphql(`
  query ManageCustomer($customerId: ID!) {
    liveCursor
    customer(id: $customerId) {
      id
      viewerCanRestrict
      ...Customer_data
      lines { id ...Line_line }
      people { id ...Person_user }
      instructions(first: 30) { edges { cursor node { id title isActive } } pageInfo { hasNextPage endCursor } }
      actings(first: 30) { edges { cursor node { id ...Acting_acting } } }
    }
    contractEnd(customerId: $customerId) { ...Contract_end }
    restrictions(customerId: $customerId) { id ...Restriction_parts }
  }
`);
const ManageCustomerEventsDocument = graphql(`
  subscription ManageCustomerEvents($after: String) {
    events(after: $after, lookingOn: true) { __typename cursor at ... on CustomerChanged { customerId customer { id ...Customer_data lines { id ...Line_line } } } }
  }
`);
const ManageCustomerLogDocument = graphql(`
  query ManageCustomerLog($customerId: ID!, $after: String, $filter: AuditFilterInput!) {
    customer(id: $customerId) {
      id
      auditLog(first: 30, after: $after, filter: $filter) {
        edges { cursor node { id ...AuditEntry_parts } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

/** Everything of one customer that is for supervisors to decide. */
export function ManageCustomerPage() {
  const { t } = useTranslation('manage');
  const { customerId = '' } = useParams();
  const [title, setTitle] = useState(t('title'));
  return <SupervisorPage title={title}>{viewer => <Customer key={customerId} customerId={customerId} viewer={viewer} onName={setTitle} />}</SupervisorPage>;
}

function Customer({ customerId, viewer, onName }: { customerId: string; viewer: SecretaryViewer; onName: (name: string) => void }) {
  const { t } = useTranslation('manage');
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const [isDeleted, setDeleted] = useState(false);
  const [{ data, error }, again] = useQuery({ query: ManageCustomerDocument, variables: { customerId }, requestPolicy: 'cache-and-network' });
  const anew = () => again({ requestPolicy: 'network-only' });
  useFeed({
    document: ManageCustomerEventsDocument,
    after: data?.liveCursor,
    // What hangs on the customer, such as their answer to the end of the contract, comes with no event of its own.
    onEvent: event => { if (event.__typename === 'CustomerChanged' && event.customerId === customerId && !isDeleted) anew(); },
    onExpired: anew,
  });
  const now = useMinute();
  const masked = data?.customer;
  const customer = readFragment(Customer_data, masked);
  const name = customer?.name;
  useEffect(() => { if (name) onName(name); }, [name, onName]);

  const toList = <Anchor component={Link} to={manageAddresses.customers()} style={{ display: 'inline-flex', alignItems: 'center', gap: 4, minHeight: 24, width: 'fit-content' }}><IconArrowLeft size={16} aria-hidden />{t('customers.toList')}</Anchor>;
  if (!data) return error ? <ErrorFace error={error} onRetry={anew} /> : <LoadingFace />;
  if (!masked || !customer) return isDeleted ? null : <EmptyFace title={t('customers.gone')} action={toList}>{t('customers.goneText')}</EmptyFace>;

  const tab = CUSTOMER_TABS.find(one => one === search.get('tab')) ?? 'data';
  const actings = masked.actings.edges.map(({ node }) => readFragment(Acting_acting, node));
  const acting = actingNow(actings, viewer.id, now);
  const end = data.contractEnd ? readFragment(Contract_end, data.contractEnd) : null;
  return (
    <div className={classes.stack}>
      <div>
        {toList}
        <p className={classes.muted}>{t('customers.number', { number: customer.customerNumber })}</p>
      </div>
      {acting && <ActingBanner acting={acting} customer={customer} onStopped={anew} />}
      <Tabs value={tab} onChange={value => setSearch(value && value !== 'data' ? { tab: value } : {}, { replace: true })} keepMounted={false}>
        <Tabs.List mb="md" aria-label={customer.name}>{CUSTOMER_TABS.map(one => <Tabs.Tab key={one} value={one}>{t(`tabs.${one}`)}</Tabs.Tab>)}</Tabs.List>
        <Tabs.Panel value="data">
          <div className={classes.stack}>
            <CustomerForm stored={customer} cancelTo={null} onSaved={() => showDone(t('saved'))} />
            <ContractCard key={customer.contractEndsOn} customer={customer} end={end} onChanged={anew} />
            <DeleteCustomer customer={customer} onDeleted={() => { setDeleted(true); showDone(t('delete.done', { name: customer.name })); void navigate(manageAddresses.customers(), { replace: true }); }} />
          </div>
        </Tabs.Panel>
        <Tabs.Panel value="lines"><LinesCard customerId={customerId} lines={masked.lines} onChanged={anew} /></Tabs.Panel>
        <Tabs.Panel value="people"><CustomerPeople customerId={customerId} people={masked.people} canManage canReset onChanged={anew} /></Tabs.Panel>
        <Tabs.Panel value="acting">
          <div className={classes.stack}>
            {!acting && <StartActing customerId={customerId} onBegun={anew} />}
            <InstructionsCard customerId={customerId} instructions={masked.instructions.edges.map(({ node }) => node)} isActing={acting !== undefined} />
            {acting && <AccessReport customerId={customerId} />}
            {acting && <CallsExport customerId={customerId} filter={{}} what={t('acting.exported', { name: customer.name })} isInWords />}
            <Actings actings={actings} timeZone={customer.timeZone} />
          </div>
        </Tabs.Panel>
        <Tabs.Panel value="privacy">
          <div className={classes.stack}>
            <Restrictions customerId={customerId} restrictions={data.restrictions ?? []} timeZone={customer.timeZone} canRestrict={masked.viewerCanRestrict} />
            <Log customerId={customerId} timeZone={customer.timeZone} />
          </div>
        </Tabs.Panel>
      </Tabs>
    </div>
  );
}

const EVERYTHING: AuditNarrowing = { kind: 'all', span: 'all' };

function Log({ customerId, timeZone }: { customerId: string; timeZone: string }) {
  const { t } = useTranslation('manage');
  const [narrowing, setNarrowing] = useState(EVERYTHING);
  return (
    <section className={classes.stack} aria-labelledby="log-title">
      <div>
        <h2 id="log-title" className={classes.heading}>{t('privacy.logTitle')}</h2>
        <p className={classes.muted}>{t('privacy.logLead')}</p>
      </div>
      <AuditFilters narrowing={narrowing} onNarrow={setNarrowing} />
      <Entries key={`${narrowing.kind} ${narrowing.span}`} customerId={customerId} timeZone={timeZone} narrowing={narrowing} onShowAll={() => setNarrowing(EVERYTHING)} />
    </section>
  );
}

function Entries({ customerId, timeZone, narrowing, onShowAll }: { customerId: string; timeZone: string; narrowing: AuditNarrowing; onShowAll: () => void }) {
  const { t } = useTranslation('manage');
  const { t: audit } = useTranslation('audit');
  const [filter] = useState(() => auditFilter(narrowing, timeZone, Date.now()));
  const [after, setAfter] = useState<string | null>(null);
  // It grows while it is read: the first page is asked for anew, the others go on from it.
  const [{ data, error, fetching }, again] = useQuery({ query: ManageCustomerLogDocument, variables: { customerId, after, filter }, requestPolicy: after === null ? 'cache-and-network' : 'cache-first' });
  const log = data?.customer?.auditLog;
  if (error) return <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} />;
  if (!log || (log.edges.length === 0 && fetching)) return <LoadingFace />;
  if (log.edges.length === 0) return <EmptyFace title={audit('empty')} action={<Button variant="default" mt="sm" onClick={onShowAll}>{audit('showAll')}</Button>}>{audit('emptyText')}</EmptyFace>;
  const { hasNextPage, endCursor } = log.pageInfo;
  return (
    <>
      <AuditEntries entries={log.edges.map(({ node }) => node)} timeZone={timeZone} isForStaff />
      {hasNextPage && <Center><Button variant="default" loading={fetching} onClick={() => setAfter(endCursor ?? null)}>{t('privacy.more')}</Button></Center>}
    </>
  );
}
