import { Button, Center, CloseButton, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconBuilding, IconPlus, IconSearch, IconSearchOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { useQuery } from 'urql';
import { manageAddresses } from '../customers/addresses.ts';
import { CustomerForm } from '../customers/customer-form.tsx';
import classes from '../customers/customers.module.css';
import { graphql } from '../graphql/generated/index.ts';
import { Colleagues } from '../people/colleagues.tsx';
import { EmptyFace, ErrorFace, LoadingFace } from '../ui/faces.tsx';
import { useMinute } from '../ui/minute.ts';
import { showDone } from '../ui/toasts.tsx';
import { dayInWords, wallTime } from '../ui/zoned-time.ts';
import { SupervisorPage } from './supervisor-page.tsx';

const TYPING_MS = 250;

const ManageCustomersDocument = graphql(`
  query ManageCustomers($after: String, $search: String) {
    customers(first: 50, after: $after, search: $search) {
      edges { cursor node { id name customerNumber timeZone contractEndsOn } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);
const ManageTeamDocument = graphql(`
  query ManageTeam { desk { secretaries { id ...Colleague_secretary } } }
`);

/** All customers, to be found and made. */
export function ManageCustomersPage() {
  const { t } = useTranslation('manage');
  return <SupervisorPage title={t('title')} lead={t('lead')}>{() => <Customers />}</SupervisorPage>;
}

function Customers() {
  const { t, i18n } = useTranslation('manage');
  const [params, setParams] = useSearchParams();
  const [search, setSearch] = useState(params.get('search') ?? '');
  const [sought] = useDebouncedValue(search.trim(), TYPING_MS);
  const [place, setPlace] = useState<{ of: string; after: string | null }>({ of: sought, after: null });
  const after = place.of === sought ? place.after : null;
  // Customers come and go elsewhere: the first page is asked for anew, the others go on from it.
  const [{ data, error, fetching }, again] = useQuery({ query: ManageCustomersDocument, variables: { search: sought || null, after }, requestPolicy: after === null ? 'cache-and-network' : 'cache-first' });
  const now = useMinute();
  const customers = data?.customers;
  const look = { size: 32, stroke: 1.4, color: 'var(--vz-muted)', 'aria-hidden': true } as const;
  const type = (text: string) => {
    setSearch(text);
    setParams(text.trim() === '' ? {} : { search: text.trim() }, { replace: true });
  };
  return (
    <section className={classes.stack} aria-labelledby="customers-title">
      <div className={classes.head}>
        <h2 id="customers-title" className={classes.heading}>{t('customers.title')}</h2>
        <Button component={Link} to={manageAddresses.newCustomer()} leftSection={<IconPlus size={18} aria-hidden />}>{t('customers.add')}</Button>
      </div>
      <TextInput
        type="search" value={search} onChange={event => type(event.currentTarget.value)} aria-label={t('customers.searchLabel')} placeholder={t('customers.searchPlaceholder')}
        leftSection={<IconSearch size={18} stroke={1.7} aria-hidden />} rightSectionWidth={46} rightSection={search !== '' && <CloseButton size={36} aria-label={t('customers.searchClear')} onClick={() => type('')} />}
      />
      {!customers && (error ? <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} /> : <LoadingFace />)}
      {customers && customers.edges.length === 0 && (fetching ? <LoadingFace /> : sought !== ''
        ? <EmptyFace icon={<IconSearchOff {...look} />} title={t('customers.emptySearch')} action={<Button variant="default" mt="sm" onClick={() => type('')}>{t('customers.showAll')}</Button>}>{t('customers.emptySearchText', { search: sought })}</EmptyFace>
        : <EmptyFace icon={<IconBuilding {...look} />} title={t('customers.empty')}>{t('customers.emptyText')}</EmptyFace>)}
      {customers && customers.edges.length > 0 && (
        <>
          <ul className={classes.list} aria-label={t('customers.list')}>
            {customers.edges.map(({ node: { id, name, customerNumber, timeZone, contractEndsOn } }) => {
              const today = wallTime(now, timeZone).day;
              return (
                <li key={id}>
                  <Link to={manageAddresses.customer(id)} className={classes.link}>
                    <span>{name}</span>
                    {contractEndsOn && <span className={classes.ended}>{contractEndsOn < today ? t('customers.over') : t('customers.ends', { day: dayInWords(contractEndsOn, i18n.language, today, 'short') })}</span>}
                    <span className={classes.number}>{customerNumber}</span>
                  </Link>
                </li>
              );
            })}
          </ul>
          {customers.pageInfo.hasNextPage && <Center><Button variant="default" loading={fetching} onClick={() => setPlace({ of: sought, after: customers.pageInfo.endCursor ?? null })}>{t('customers.more')}</Button></Center>}
        </>
      )}
    </section>
  );
}

/** A customer who is made. */
export function ManageNewCustomerPage() {
  const { t } = useTranslation('manage');
  const navigate = useNavigate();
  return (
    <SupervisorPage title={t('customers.newTitle')}>
      {() => (
        <CustomerForm
          stored={null} cancelTo={manageAddresses.customers()}
          onSaved={({ id, name }) => { showDone(t('customers.created', { name })); void navigate(manageAddresses.customer(id, 'lines'), { replace: true }); }}
        />
      )}
    </SupervisorPage>
  );
}

/** Who answers calls. */
export function ManageTeamPage() {
  const { t } = useTranslation('manage');
  return <SupervisorPage title={t('section.team')}>{viewer => <Team ownId={viewer.id} />}</SupervisorPage>;
}

function Team({ ownId }: { ownId: string }) {
  const [{ data, error }, again] = useQuery({ query: ManageTeamDocument, requestPolicy: 'cache-and-network' });
  const anew = () => again({ requestPolicy: 'network-only' });
  if (!data?.desk) return error ? <ErrorFace error={error} onRetry={anew} /> : <LoadingFace />;
  return <Colleagues secretaries={data.desk.secretaries} ownId={ownId} onChanged={anew} />;
}
