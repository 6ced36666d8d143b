import { Button, Center, CloseButton, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconAddressBook, IconPlus, IconSearch, IconSearchOff, IconStar, IconStarFilled } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { contactAddresses } from '../contacts/addresses.ts';
import { ContactRow } from '../contacts/contact-row.tsx';
import classes from '../contacts/contacts.module.css';
import { graphql } from '../graphql/generated/index.ts';
import { Page } from '../portal/page.tsx';
import { usePortalCustomer } from '../portal/portal-customer.tsx';
import { useSnapshot } from '../portal/snapshot.tsx';
import { EmptyFace, ErrorFace, LoadingFace } from '../ui/faces.tsx';
import { ReadOnlyNote, Writing } from '../ui/read-only.tsx';

const TYPING_MS = 250;

const PortalContactsDocument = graphql(`
  query PortalContacts($customerId: ID!, $after: String, $search: String, $vipOnly: Boolean!) {
    customer(id: $customerId) {
      id
      contacts(first: 50, after: $after, search: $search, vipOnly: $vipOnly) {
        edges { cursor node { id ...Contact_parts ...VipStar_contact } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

/** The address book: everyone by name, with the star in reach. */
export function PortalContactsPage() {
  const { t } = useTranslation('contacts');
  const { id: customerId } = usePortalCustomer();
  const [search, setSearch] = useState('');
  const [sought] = useDebouncedValue(search.trim(), TYPING_MS);
  const [vipOnly, setVipOnly] = useState(false);
  const snapshot = useSnapshot();
  const narrowing = `${vipOnly} ${snapshot} ${sought}`;
  const [place, setPlace] = useState<{ of: string; after: string | null }>({ of: narrowing, after: null });
  const [{ data, error, fetching }, again] = useQuery({
    query: PortalContactsDocument,
    variables: { customerId, search: sought || null, vipOnly, after: place.of === narrowing ? place.after : null },
    // After a gap the cache may lag behind.
    requestPolicy: snapshot === 0 ? 'cache-first' : 'cache-and-network',
  });
  const contacts = data?.customer?.contacts;
  const showAll = () => { setSearch(''); setVipOnly(false); };

  return (
    <Page
      title={t('title')}
      actions={<Writing><Button component={Link} to={contactAddresses.create()} leftSection={<IconPlus size={18} aria-hidden />} aria-label={t('addLabel')}>{t('add')}</Button></Writing>}
    >
      <ReadOnlyNote />
      <div className={classes.filter}>
        <TextInput
          className={classes.grow} type="search" value={search} onChange={event => setSearch(event.currentTarget.value)} aria-label={t('searchLabel')} placeholder={t('searchPlaceholder')}
          leftSection={<IconSearch size={18} stroke={1.7} aria-hidden />} rightSectionWidth={46}
          rightSection={search !== '' && <CloseButton size={44} aria-label={t('searchClear')} onClick={() => setSearch('')} />}
        />
        <button type="button" className={classes.vipOnly} aria-pressed={vipOnly} onClick={() => setVipOnly(on => !on)}>
          {vipOnly ? <IconStarFilled size={16} aria-hidden /> : <IconStar size={16} aria-hidden />}{t('vipOnly')}
        </button>
      </div>
      {!contacts && (error ? <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} /> : <LoadingFace />)}
      {contacts && contacts.edges.length === 0 && (fetching ? <LoadingFace /> : <EmptyBook search={sought} vipOnly={vipOnly} onShowAll={showAll} />)}
      {contacts && contacts.edges.length > 0 && (
        <>
          <ul className={classes.list}>{contacts.edges.map(({ node }) => <li key={node.id}><ContactRow contact={node} /></li>)}</ul>
          {contacts.pageInfo.hasNextPage && (
            <Center><Button variant="default" loading={fetching} onClick={() => setPlace({ of: narrowing, after: contacts.pageInfo.endCursor ?? null })}>{t('more')}</Button></Center>
          )}
        </>
      )}
    </Page>
  );
}

function EmptyBook({ search, vipOnly, onShowAll }: { search: string; vipOnly: boolean; onShowAll: () => void }) {
  const { t } = useTranslation('contacts');
  const look = { size: 32, stroke: 1.4, color: 'var(--vz-muted)', 'aria-hidden': true } as const;
  const showAll = <Button variant="default" mt="sm" onClick={onShowAll}>{t('empty.showAll')}</Button>;
  if (search !== '') return <EmptyFace icon={<IconSearchOff {...look} />} title={t('empty.search')} action={showAll}>{t('empty.searchText', { search })}</EmptyFace>;
  if (vipOnly) return <EmptyFace icon={<IconStar {...look} />} title={t('empty.vip')} action={showAll}>{t('empty.vipText')}</EmptyFace>;
  return (
    <EmptyFace icon={<IconAddressBook {...look} />} title={t('empty.title')} action={<Writing><Button component={Link} to={contactAddresses.create()} mt="sm">{t('empty.action')}</Button></Writing>}>
      {t('empty.text')}
    </EmptyFace>
  );
}
