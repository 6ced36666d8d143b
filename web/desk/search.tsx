import { useDebouncedValue } from '@mantine/hooks';
import { IconBuilding, IconPhone } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '../graphql/generated/index.ts';
import { ErrorFace } from '../ui/faces.tsx';
import { Finder } from '../ui/finder.tsx';
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

/** Finds customers and calls by name, number or a word of the note. */
export function DeskSearch({ onCustomer, onCall, onClose }: { onCustomer: (id: string) => void; onCall: (id: string) => void; onClose: () => void }) {
  const { t, i18n } = useTranslation('desk');
  const [text, setText] = useState('');
  const [search] = useDebouncedValue(text.trim(), 150);
  const isTooShort = search.length < 2;
  const [{ data, fetching, error }, again] = useQuery({ query: DeskSearchDocument, variables: { search }, pause: isTooShort, requestPolicy: 'network-only' });
  const found = isTooShort ? undefined : data;
  const customers = (found?.customers.edges ?? []).map(({ node }) => ({ id: node.id, title: node.name, detail: node.customerNumber, symbol: <IconBuilding size={18} stroke={1.6} aria-hidden /> }));
  const calls = (found?.calls.edges ?? []).map(({ node }) => {
    const who = node.note?.callerName ?? node.caller.contacts[0]?.name ?? (node.caller.number ? formatNumber(node.caller.number) : '–');
    return { id: node.id, title: `${who} → ${node.customer.name}`, detail: `${formatMoment(node.receivedAt, i18n.language)}${node.note ? ` · ${node.note.concern}` : ''}`, symbol: <IconPhone size={18} stroke={1.6} aria-hidden /> };
  });
  const isCustomer = new Set(customers.map(({ id }) => id));
  return (
    <Finder
      title={t('search.open')} placeholder={t('search.placeholder')} text={text} onText={setText} isSearching={fetching}
      groups={[{ label: t('search.customers'), items: customers }, { label: t('search.calls'), items: calls }]}
      empty={isTooShort ? t('search.start') : fetching || search !== text.trim() ? t('search.searching') : t('search.nothing')}
      problem={error && !isTooShort ? <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} /> : undefined} onClose={onClose}
      onPick={id => (isCustomer.has(id) ? onCustomer : onCall)(id)}
    />
  );
}
