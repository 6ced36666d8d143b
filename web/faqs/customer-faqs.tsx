import { Button, Textarea, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconBulb } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation, useQuery } from 'urql';
import { OVER_SOCKET } from '../graphql/client.ts';
import { graphql, readFragment } from '../graphql/generated/index.ts';
import { ErrorFace, LoadingFace } from '../ui/faces.tsx';
import { LoadMore, MOST_IN_A_LIST } from '../ui/load-more.tsx';
import { useKeptDraft } from '../ui/kept-draft.ts';
import { showDone, showFailure } from '../ui/toasts.tsx';
import { Faq_parts } from './faq-parts.ts';
import classes from './faqs.module.css';

const TYPING_MS = 150;

const CustomerFaqsDocument = graphql(`
  query CustomerFaqs($customerId: ID!, $search: String, $first: Int!) {
    customer(id: $customerId) { id faqs(first: $first, search: $search) { edges { cursor node { id ...Faq_parts } } pageInfo { hasNextPage endCursor } } }
  }
`);
const SuggestFaqDocument = graphql(`
  mutation SuggestFaq($customerId: ID!, $input: FaqInput!) { suggestFaq(customerId: $customerId, input: $input) { __typename ... on Faq { id } ... on FaqInvalid { message } } }
`);

/** What callers ask and what is answered, at the desk: found while somebody asks, and suggested where the answer is missing. */
export function CustomerFaqs({ customerId }: { customerId: string }) {
  const { t } = useTranslation('faqs');
  const [search, setSearch] = useState('');
  const [sought] = useDebouncedValue(search.trim(), TYPING_MS);
  // Asked for as a whole: where something changes, all of it is read anew, and not its last page alone.
  const [first, setFirst] = useState(60);
  const [isSuggesting, setSuggesting] = useState(false);
  const [{ data, error, fetching }, again] = useQuery({ query: CustomerFaqsDocument, variables: { customerId, search: sought || null, first }, context: OVER_SOCKET, requestPolicy: 'cache-and-network' });
  const faqs = data?.customer?.faqs.edges.map(({ node }) => readFragment(Faq_parts, node));
  return (
    <>
      <TextInput size="xs" type="search" mb={8} aria-label={t('search')} placeholder={t('search')} value={search} onChange={event => setSearch(event.currentTarget.value)} data-first />
      {!faqs && (error ? <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} /> : <LoadingFace />)}
      {faqs?.length === 0 && !fetching && <p className={classes.none}>{t(sought ? 'desk.nothingFound' : 'desk.none')}</p>}
      <ul className={classes.desk}>
        {faqs?.map(({ id, question, answer }, at) => (
          <li key={id}>
            {/* What is found first is read at once. */}
            <details open={sought !== '' && at === 0}>
              <summary>{question}</summary>
              <p className={classes.answer}>{answer}</p>
            </details>
          </li>
        ))}
      </ul>
      <LoadMore hasMore={data?.customer?.faqs.pageInfo.hasNextPage ?? false} isLoading={fetching} isFull={first >= MOST_IN_A_LIST} onMore={() => setFirst(Math.min(MOST_IN_A_LIST, first + 60))} />
      {isSuggesting
        ? <Suggest customerId={customerId} question={search} onDone={() => setSuggesting(false)} />
        : <Button size="xs" variant="default" fullWidth mt={8} leftSection={<IconBulb size={15} aria-hidden />} onClick={() => setSuggesting(true)}>{t('desk.suggest')}</Button>}
    </>
  );
}

function Suggest({ customerId, question, onDone }: { customerId: string; question: string; onDone: () => void }) {
  const { t } = useTranslation('faqs');
  const { kept, keep, forget } = useKeptDraft<{ question: string; answer: string }>(`faq.suggest.${customerId}`);
  const [values, setValues] = useState(kept ?? { question, answer: '' });
  const [isSaving, setSaving] = useState(false);
  const [, suggest] = useMutation(SuggestFaqDocument);
  const write = (changed: Partial<typeof values>) => {
    const next = { ...values, ...changed };
    setValues(next);
    keep(next);
  };
  const send = async () => {
    setSaving(true);
    const { data } = await suggest({ customerId, input: { question: values.question, answer: values.answer || null } });
    setSaving(false);
    if (data?.suggestFaq.__typename !== 'Faq') { showFailure(t('failed')); return; }
    forget();
    showDone(t('desk.suggested'));
    onDone();
  };
  return (
    <form className={classes.form} onSubmit={event => { event.preventDefault(); void send(); }}>
      <Textarea size="xs" label={t('desk.asked')} autosize minRows={1} maxRows={4} maxLength={500} value={values.question} onChange={event => write({ question: event.currentTarget.value })} autoFocus />
      <Textarea size="xs" label={t('desk.couldAnswer')} autosize minRows={2} maxRows={6} maxLength={5000} value={values.answer} onChange={event => write({ answer: event.currentTarget.value })} />
      <div className={classes.acts}>
        <Button size="xs" type="submit" loading={isSaving} disabled={!values.question.trim()}>{t('desk.send')}</Button>
        <Button size="xs" variant="default" onClick={() => { forget(); onDone(); }}>{t('cancel')}</Button>
      </div>
    </form>
  );
}
