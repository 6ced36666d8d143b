import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight, createSpotlight } from '@mantine/spotlight';
import { IconBuilding, IconPhone, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '../graphql/generated/index.ts';
import { useKey } from '../ui/keys.tsx';
import { formatNumber } from '../ui/phone-numbers.ts';
import { formatMoment } from '../ui/times.ts';

const DeskSearchDocument = graphql(`
  query DeskSearch($search: String!) {
    customers(first: 6, search: $search) { edges { cursor node { id name customerNumber } } pageInfo { hasNextPage endCursor } }
    calls(first: 8, filter: { search: $search }) {
      edges { cursor node { id receivedAt customer { id name } caller { number withheld contacts { id name } } note { id callerName concern } } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

const [store, spotlight] = createSpotlight();

/** Opens the search. */
export const openSearch = (): void => spotlight.open();

/** Finds customers and calls by name, number or a word of the note. */
export function DeskSearch({ onCustomer, onCall }: { onCustomer: (id: string) => void; onCall: (id: string) => void }) {
  const { t, i18n } = useTranslation('desk');
  const [query, setQuery] = useState('');
  const [search] = useDebouncedValue(query.trim(), 150);
  const [{ data, fetching, error }] = useQuery({ query: DeskSearchDocument, variables: { search }, pause: search.length < 2, requestPolicy: 'network-only' });
  useKey('search', () => spotlight.toggle(), { inDialogs: true });
  const isStale = fetching || search !== query.trim();
  const customers = search.length < 2 ? [] : (data?.customers.edges ?? []);
  const calls = search.length < 2 ? [] : (data?.calls.edges ?? []);
  const nothing = search.length < 2 ? t('search.start') : error ? t('search.failed') : isStale ? t('search.searching') : t('search.nothing');
  return (
    <Spotlight.Root store={store} shortcut={null} query={query} onQueryChange={setQuery} scrollable maxHeight="60vh" aria-label={t('search.open')}>
      <Spotlight.Search placeholder={t('search.placeholder')} aria-label={t('search.placeholder')} leftSection={<IconSearch size={18} aria-hidden />} />
      <Spotlight.ActionsList>
        {customers.length > 0 && (
          <Spotlight.ActionsGroup label={t('search.customers')}>
            {customers.map(({ node }) => <Spotlight.Action key={node.id} label={node.name} description={node.customerNumber} leftSection={<IconBuilding size={18} aria-hidden />} onClick={() => onCustomer(node.id)} />)}
          </Spotlight.ActionsGroup>
        )}
        {calls.length > 0 && (
          <Spotlight.ActionsGroup label={t('search.calls')}>
            {calls.map(({ node }) => {
              const who = node.note?.callerName ?? node.caller.contacts[0]?.name ?? (node.caller.number ? formatNumber(node.caller.number) : '–');
              return (
                <Spotlight.Action
                  key={node.id} label={`${who} → ${node.customer.name}`} description={`${formatMoment(node.receivedAt, i18n.language)}${node.note ? ` · ${node.note.concern}` : ''}`}
                  leftSection={<IconPhone size={18} aria-hidden />} onClick={() => onCall(node.id)} styles={{ actionDescription: { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' } }}
                />
              );
            })}
          </Spotlight.ActionsGroup>
        )}
        {customers.length + calls.length === 0 && <Spotlight.Empty>{nothing}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}
