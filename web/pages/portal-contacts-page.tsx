import { ActionIcon, Button, Center, CloseButton, Group, Menu, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconAddressBook, IconBan, IconDotsVertical, IconDownload, IconPlus, IconSearch, IconSearchOff, IconStar, IconUpload } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { contactAddresses } from '../contacts/addresses.ts';
import { ContactRow } from '../contacts/contact-row.tsx';
import classes from '../contacts/contacts.module.css';
import { ContactsExport } from '../exports/contacts-export.tsx';
import historyClasses from '../history/history.module.css';
import { graphql } from '../graphql/generated/index.ts';
import { UnsentNew } from '../offline/unsent-new.tsx';
import { Page } from '../portal/page.tsx';
import { usePortalCustomer } from '../portal/portal-customer.tsx';
import { useSnapshot } from '../portal/snapshot.tsx';
import { useAddressSearch } from '../ui/address-search.ts';
import { EmptyFace, ErrorFace, LoadingFace } from '../ui/faces.tsx';
import { ReadOnlyNote, Writing } from '../ui/read-only.tsx';

const TYPING_MS = 250;

/** Which contacts are shown, in the order in which it is offered. */
const VIEWS = ['all', 'vip', 'blocked'] as const;
type View = (typeof VIEWS)[number];

const PortalContactsDocument = graphql(`
  query PortalContacts($customerId: ID!, $after: String, $search: String, $vipOnly: Boolean!, $blockedOnly: Boolean!, $group: String) {
    customer(id: $customerId) {
      id
      contactGroups { name size }
      contacts(first: 50, after: $after, search: $search, vipOnly: $vipOnly, blockedOnly: $blockedOnly, group: $group) {
        edges { cursor node { id ...Contact_parts ...VipStar_contact } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

interface Shown { view: View; group: string | null }

const readAddress = (params: URLSearchParams): Shown => ({ view: VIEWS.find(one => one === params.get('show')) ?? 'all', group: params.get('group') });
const writeAddress = ({ view, group }: Shown): Record<string, string> => ({ ...(view === 'all' ? {} : { show: view }), ...(group ? { group } : {}) });

/** The address book: everyone by name, with the star in reach. */
export function PortalContactsPage() {
  const { t } = useTranslation('contacts');
  const { id: customerId } = usePortalCustomer();
  const [search, setSearch] = useState('');
  const [sought] = useDebouncedValue(search.trim(), TYPING_MS);
  // A list by itself has an address, to go back to and to pass on.
  const [{ view, group }, changeAddress] = useAddressSearch(readAddress, writeAddress);
  const narrow = (change: Partial<Shown>) => changeAddress(latest => ({ ...latest, ...change }));
  const snapshot = useSnapshot();
  const narrowing = `${view} ${group ?? ''} ${snapshot} ${sought}`;
  const [place, setPlace] = useState<{ of: string; after: string | null }>({ of: narrowing, after: null });
  const [{ data, error, fetching }, again] = useQuery({
    query: PortalContactsDocument,
    variables: { customerId, search: sought || null, vipOnly: view === 'vip', blockedOnly: view === 'blocked', group, after: place.of === narrowing ? place.after : null },
    // After a gap the cache may lag behind.
    requestPolicy: snapshot === 0 ? 'cache-first' : 'cache-and-network',
  });
  const contacts = data?.customer?.contacts;
  const groups = data?.customer?.contactGroups ?? [];
  const showAll = () => { setSearch(''); narrow({ view: 'all', group: null }); };

  return (
    <Page
      title={t('title')}
      actions={<Group gap="xs" wrap="nowrap" ml="auto"><Exchange customerId={customerId} /><Writing><Button component={Link} to={contactAddresses.create()} leftSection={<IconPlus size={18} aria-hidden />} aria-label={t('addLabel')}>{t('add')}</Button></Writing></Group>}
    >
      <ReadOnlyNote />
      <div className={classes.filter}>
        <TextInput
          className={classes.grow} type="search" value={search} onChange={event => setSearch(event.currentTarget.value)} aria-label={t('searchLabel')} placeholder={t('searchPlaceholder')}
          leftSection={<IconSearch size={18} stroke={1.7} aria-hidden />} rightSectionWidth={46}
          rightSection={search !== '' && <CloseButton size={44} aria-label={t('searchClear')} onClick={() => setSearch('')} />}
        />
      </div>
      <div className={classes.views}>
        <div role="group" aria-label={t('views.label')} className={historyClasses.kinds}>
          {VIEWS.map(one => <button key={one} type="button" className={historyClasses.kind} aria-pressed={view === one} onClick={() => narrow({ view: view === one ? 'all' : one })}>{t(`views.${one}`)}</button>)}
        </div>
        {(groups.length > 0 || group !== null) && (
          <NativeSelect
            className={classes.group} aria-label={t('views.group')} value={group ?? ''} onChange={event => narrow({ group: event.currentTarget.value || null })}
            data={[{ value: '', label: t('views.allGroups') }, ...groups.map(({ name, size }) => ({ value: name, label: t('views.groupSize', { name, count: size }) })), ...(group !== null && !groups.some(({ name }) => name === group) ? [{ value: group, label: group }] : [])]}
          />
        )}
      </div>
      <UnsentNew act="CreateContact" />
      {view === 'blocked' && (
        <div className={classes.lead}>
          <span>{t('blockedLead')}</span>
          <Writing><Button component={Link} to={contactAddresses.block()} variant="default" leftSection={<IconBan size={18} aria-hidden />}>{t('blockNumber')}</Button></Writing>
        </div>
      )}
      {!contacts && (error ? <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} /> : <LoadingFace />)}
      {contacts && contacts.edges.length === 0 && (fetching ? <LoadingFace /> : <EmptyBook search={sought} view={view} group={group} onShowAll={showAll} />)}
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

/** The ways of the whole book in and out. */
function Exchange({ customerId }: { customerId: string }) {
  const { t } = useTranslation('contacts');
  const [isExporting, setExporting] = useState(false);
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target><ActionIcon variant="default" size={44} aria-label={t('menu.label')}><IconDotsVertical size={20} stroke={1.7} aria-hidden /></ActionIcon></Menu.Target>
        <Menu.Dropdown>
          <Writing><Menu.Item component={Link} to={contactAddresses.import()} leftSection={<IconUpload size={18} aria-hidden />}>{t('menu.import')}</Menu.Item></Writing>
          <Menu.Item onClick={() => setExporting(true)} leftSection={<IconDownload size={18} aria-hidden />}>{t('menu.export')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ContactsExport customerId={customerId} opened={isExporting} onClose={() => setExporting(false)} />
    </>
  );
}

function EmptyBook({ search, view, group, onShowAll }: { search: string; view: View; group: string | null; onShowAll: () => void }) {
  const { t } = useTranslation('contacts');
  const look = { size: 32, stroke: 1.4, color: 'var(--vz-muted)', 'aria-hidden': true } as const;
  const showAll = <Button variant="default" mt="sm" onClick={onShowAll}>{t('empty.showAll')}</Button>;
  if (search !== '') return <EmptyFace icon={<IconSearchOff {...look} />} title={t('empty.search')} action={showAll}>{t('empty.searchText', { search })}</EmptyFace>;
  if (group !== null) return <EmptyFace icon={<IconSearchOff {...look} />} title={t('empty.group')} action={showAll}>{t('empty.groupText', { group })}</EmptyFace>;
  if (view === 'blocked') return <EmptyFace icon={<IconBan {...look} />} title={t('empty.blocked')} action={showAll}>{t('empty.blockedText')}</EmptyFace>;
  if (view === 'vip') return <EmptyFace icon={<IconStar {...look} />} title={t('empty.vip')} action={showAll}>{t('empty.vipText')}</EmptyFace>;
  return (
    <EmptyFace icon={<IconAddressBook {...look} />} title={t('empty.title')} action={<Writing><Button component={Link} to={contactAddresses.create()} variant="default" mt="sm">{t('empty.action')}</Button></Writing>}>
      {t('empty.text')}
    </EmptyFace>
  );
}
