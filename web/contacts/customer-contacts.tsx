import { TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconStarFilled } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { OVER_SOCKET } from '../graphql/client.ts';
import { graphql, readFragment } from '../graphql/generated/index.ts';
import { ErrorFace, LoadingFace } from '../ui/faces.tsx';
import { formatNumber } from '../ui/phone-numbers.ts';
import { Contact_parts } from './contact-parts.ts';
import classes from './contacts.module.css';

const TYPING_MS = 200;

const CustomerContactsDocument = graphql(`
  query CustomerContacts($customerId: ID!, $search: String) {
    customer(id: $customerId) { id contacts(first: 30, search: $search) { edges { cursor node { id ...Contact_parts } } pageInfo { hasNextPage endCursor } } }
  }
`);

/** A customer's address book at the desk: who is asked for, found by name or number. */
export function CustomerContacts({ customerId }: { customerId: string }) {
  const { t } = useTranslation('contacts');
  const [search, setSearch] = useState('');
  const [sought] = useDebouncedValue(search.trim(), TYPING_MS);
  const [{ data, error, fetching }, again] = useQuery({ query: CustomerContactsDocument, variables: { customerId, search: sought || null }, context: OVER_SOCKET, requestPolicy: 'cache-and-network' });
  const contacts = data?.customer?.contacts.edges.map(({ node }) => readFragment(Contact_parts, node));
  return (
    <>
      <TextInput size="xs" type="search" mb={8} aria-label={t('searchLabel')} placeholder={t('searchPlaceholder')} value={search} onChange={event => setSearch(event.currentTarget.value)} data-first />
      {!contacts && (error ? <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} /> : <LoadingFace />)}
      {contacts?.length === 0 && !fetching && <p className={classes.numbers}>{t(sought ? 'empty.search' : 'empty.title')}</p>}
      <ul className={classes.deskList}>
        {contacts?.map(({ id, name, company, numbers, isVip, isBlocked, remarks }) => (
          <li key={id}>
            <p className={classes.deskName}>{isVip && <IconStarFilled size={13} className={classes.deskVip} role="img" aria-label={t('form.vip')} />}{name}{company && <span className={classes.numbers}>, {company}</span>}</p>
            {numbers.length > 0 && <p className={classes.numbers}>{numbers.map(formatNumber).join(' · ')}</p>}
            {isBlocked && <p className={classes.numbers}>{t('row.blocked')}</p>}
            {remarks && <p className={classes.numbers}>{remarks}</p>}
          </li>
        ))}
      </ul>
      {data?.customer?.contacts.pageInfo.hasNextPage && <p className={classes.numbers}>{t('deskMore')}</p>}
    </>
  );
}
