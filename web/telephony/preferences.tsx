import { SegmentedControl, Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation, useQuery } from 'urql';
import { OVER_SOCKET } from '../graphql/client.ts';
import { graphql } from '../graphql/generated/index.ts';
import { EmptyFace, ErrorFace, LoadingFace, useErrorText } from '../ui/faces.tsx';
import { useInOrder } from '../ui/in-order.ts';
import { showFailure } from '../ui/toasts.tsx';
import classes from './telephony.module.css';

const CustomersDocument = graphql(`
  query PreferringCustomers($search: String!) { customers(first: 20, search: $search) { edges { cursor node { id name customerNumber } } pageInfo { hasNextPage endCursor } } }
`);
const PreferencesDocument = graphql(`
  query SecretaryPreferences($customerId: ID!) { secretaryPreferences(customerId: $customerId) { weight good bad fromFeedback inForce secretary { id name } } }
`);
const SetPreferenceDocument = graphql(`
  mutation SetSecretaryPreference($customerId: ID!, $secretaryId: ID!, $weight: Int!) {
    setSecretaryPreference(customerId: $customerId, secretaryId: $secretaryId, weight: $weight) { __typename ... on SecretaryPreference { weight good bad fromFeedback inForce secretary { id } } }
  }
`);

const CHOICES = [['50', 'preferred'], ['0', 'neutral'], ['-50', 'ratherNot']] as const;
const signed = (weight: number): string => (weight > 0 ? `+${weight}` : weight < 0 ? `−${-weight}` : '0');
/** The nearest of the three choices: the API takes any weight. */
const choiceOf = (weight: number): string => (weight > 0 ? '50' : weight < 0 ? '-50' : '0');

/** By whom a customer likes to be answered. */
export function Preferences() {
  const { t } = useTranslation('telephony');
  const [customer, setCustomer] = useState<{ value: string; label: string } | null>(null);
  const [text, setText] = useState('');
  const [search] = useDebouncedValue(text === customer?.label ? '' : text.trim(), 150);
  const [{ data }] = useQuery({ query: CustomersDocument, variables: { search }, context: OVER_SOCKET });
  const found = (data?.customers.edges ?? []).map(({ node }) => ({ value: node.id, label: `${node.name} (${node.customerNumber})` }));
  const options = customer && !found.some(({ value }) => value === customer.value) ? [customer, ...found] : found;
  return (
    <section className={classes.card} aria-labelledby="preferences">
      <h2 id="preferences" className={classes.heading}>{t('tabs.preferences')}</h2>
      <p className={classes.muted}>{t('preferences.lead')}</p>
      <Select
        label={t('preferences.customer')} placeholder={t('preferences.pick')} searchable clearable nothingFoundMessage={t('preferences.nothing')} maw={420} maxDropdownHeight={260}
        data={options} filter={({ options: all }) => all} value={customer?.value ?? null} searchValue={text} onSearchChange={setText} onChange={(_, option) => setCustomer(option)}
      />
      {customer ? <PreferencesOf key={customer.value} customerId={customer.value} name={customer.label} /> : <EmptyFace title={t('preferences.start')} />}
    </section>
  );
}

function PreferencesOf({ customerId, name }: { customerId: string; name: string }) {
  const { t } = useTranslation('telephony');
  const errorText = useErrorText();
  const [{ data, error }, again] = useQuery({ query: PreferencesDocument, variables: { customerId }, requestPolicy: 'cache-and-network', context: OVER_SOCKET });
  const [, set] = useMutation(SetPreferenceDocument);
  const inOrder = useInOrder();
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>({});
  const choose = async (secretaryId: string, choice: string) => {
    setChosen(old => ({ ...old, [secretaryId]: choice }));
    const { error: failed } = await inOrder(() => set({ customerId, secretaryId, weight: Number(choice) }));
    // Another choice may have been made meanwhile.
    setChosen(old => (old[secretaryId] === choice ? Object.fromEntries(Object.entries(old).filter(([id]) => id !== secretaryId)) : old));
    if (failed) showFailure(errorText(failed));
    again({ requestPolicy: 'network-only' });
  };
  if (error && !data) return <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} />;
  if (!data) return <LoadingFace />;
  if (!data.secretaryPreferences) return <EmptyFace title={t('preferences.gone')} />;
  return (
    <ul className={classes.rows}>
      {data.secretaryPreferences.map(({ secretary, weight, good, bad, fromFeedback, inForce }) => (
        <li key={secretary.id} className={classes.row}>
          <span className={classes.main}>
            <span style={{ fontWeight: 600 }}>{secretary.name}</span>
            <span className={classes.muted}>{good + bad > 0 ? t('preferences.feedback', { weight: signed(fromFeedback), good, bad, inForce: signed(inForce) }) : t('preferences.noFeedback')}</span>
          </span>
          <SegmentedControl
            aria-label={t('preferences.of', { customer: name, name: secretary.name })} value={chosen[secretary.id] ?? choiceOf(weight)} onChange={choice => void choose(secretary.id, choice)}
            data={CHOICES.map(([value, word]) => ({ value, label: t(`preferences.${word}`) }))}
          />
        </li>
      ))}
    </ul>
  );
}
