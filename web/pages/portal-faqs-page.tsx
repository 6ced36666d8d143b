import { Button, Center, CloseButton, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconArrowDown, IconArrowUp, IconHelpHexagon, IconPlus, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation, useQuery } from 'urql';
import { useViewer, type CustomerUserViewer } from '../app/viewer.tsx';
import { FaqForm } from '../faqs/faq-form.tsx';
import { Faq_parts } from '../faqs/faq-parts.ts';
import classes from '../faqs/faqs.module.css';
import type { Faq_PartsFragment } from '../graphql/generated/graphql.ts';
import { graphql, readFragment } from '../graphql/generated/index.ts';
import { Page } from '../portal/page.tsx';
import { usePortalCustomer } from '../portal/portal-customer.tsx';
import { useSnapshot } from '../portal/snapshot.tsx';
import { EmptyFace, ErrorFace, LoadingFace } from '../ui/faces.tsx';
import { Deleting, ReadOnlyNote, Writing } from '../ui/read-only.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { formatMoment } from '../ui/times.ts';
import { showDone, showFailure } from '../ui/toasts.tsx';

const TYPING_MS = 250;

const PortalFaqsDocument = graphql(`
  query PortalFaqs($customerId: ID!, $search: String, $after: String) {
    customer(id: $customerId) {
      id
      suggestions: faqs(first: 50, suggested: true) { edges { cursor node { id ...Faq_parts } } pageInfo { hasNextPage endCursor } }
      faqs(first: 100, search: $search, after: $after) { edges { cursor node { id ...Faq_parts } } pageInfo { hasNextPage endCursor } }
    }
  }
`);
const DeleteFaqDocument = graphql(`mutation DeleteFaq($faqId: ID!) { deleteFaq(faqId: $faqId) { __typename ... on Deleted { id } } }`);
const MoveFaqDocument = graphql(`mutation MoveFaq($faqId: ID!, $behindFaqId: ID) { moveFaq(faqId: $faqId, behindFaqId: $behindFaqId) { __typename ... on Faq { id } } }`);

type Open = { kind: 'new' } | { kind: 'edit'; faq: Faq_PartsFragment } | { kind: 'delete'; faq: Faq_PartsFragment } | null;

/** What callers ask, and what the secretaries are to answer. */
export function PortalFaqsPage() {
  const { t, i18n } = useTranslation('faqs');
  const { t: portal } = useTranslation('portal');
  const viewer = useViewer() as CustomerUserViewer;
  const { id: customerId } = usePortalCustomer();
  const snapshot = useSnapshot();
  const [search, setSearch] = useState('');
  const [sought] = useDebouncedValue(search.trim(), TYPING_MS);
  const narrowing = `${snapshot} ${sought}`;
  const [place, setPlace] = useState<{ of: string; after: string | null }>({ of: narrowing, after: null });
  const [{ data, error, fetching }, again] = useQuery({ query: PortalFaqsDocument, variables: { customerId, search: sought || null, after: place.of === narrowing ? place.after : null }, requestPolicy: 'cache-and-network' });
  const [, deleteFaq] = useMutation(DeleteFaqDocument);
  const [, moveFaq] = useMutation(MoveFaqDocument);
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const faqs = data?.customer?.faqs.edges.map(({ node }) => readFragment(Faq_parts, node));
  const suggestions = data?.customer?.suggestions.edges.map(({ node }) => readFragment(Faq_parts, node)) ?? [];
  const remove = async (faq: Faq_PartsFragment, done: string) => {
    const { data: gone } = await deleteFaq({ faqId: faq.id });
    if (!gone) { showFailure(t('failed')); return; }
    close();
    showDone(done);
  };
  /** Behind whom it comes when it moves by one. */
  const move = async (at: number, by: -1 | 1) => {
    if (!faqs) return;
    const { data: moved } = await moveFaq({ faqId: faqs[at]!.id, behindFaqId: (by === 1 ? faqs[at + 1]?.id : faqs[at - 2]?.id) ?? null });
    if (!moved) showFailure(t('failed'));
  };
  return (
    <Page title={t('title')} actions={<Writing><Button leftSection={<IconPlus size={18} aria-hidden />} aria-label={t('addLabel')} onClick={() => setOpen({ kind: 'new' })}>{t('add')}</Button></Writing>}>
      <ReadOnlyNote />
      <Text c="dimmed" size="sm" mt={-10}>{t('lead')}</Text>
      {suggestions.length > 0 && (
        <section className={classes.suggested} aria-labelledby="suggested-title">
          <h2 id="suggested-title">{portal('home.suggestions', { count: suggestions.length })}</h2>
          <ul>
            {suggestions.map(faq => (
              <li key={faq.id}>
                <p className={classes.question}>{faq.question}</p>
                {faq.answer && <p className={classes.answer}>{faq.answer}</p>}
                <p className={classes.meta}>{t('suggestedBy', { name: faq.suggestedBy?.name ?? '', time: formatMoment(faq.suggestedAt ?? faq.updatedAt, i18n.language) })}</p>
                <div className={classes.acts}>
                  <Writing><Button size="compact-md" onClick={() => setOpen({ kind: 'edit', faq })}>{t(faq.answer ? 'checkAndAccept' : 'answerIt')}</Button></Writing>
                  <Deleting><Button size="compact-md" variant="default" onClick={() => void remove(faq, t('declined'))}>{t('decline')}</Button></Deleting>
                </div>
              </li>
            ))}
          </ul>
        </section>
      )}
      {((faqs && faqs.length > 0) || search !== '') && (
        <TextInput type="search" value={search} onChange={event => setSearch(event.currentTarget.value)} aria-label={t('search')} placeholder={t('search')} leftSection={<IconSearch size={18} stroke={1.7} aria-hidden />} rightSectionWidth={46}
          rightSection={search !== '' && <CloseButton size={44} aria-label={t('searchClear')} onClick={() => setSearch('')} />} />
      )}
      {!faqs && (error ? <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} /> : <LoadingFace />)}
      {faqs?.length === 0 && (fetching ? <LoadingFace /> : (
        <EmptyFace icon={<IconHelpHexagon size={32} stroke={1.4} color="var(--vz-muted)" aria-hidden />} title={t(sought ? 'empty.search' : 'empty.title')}>{t(sought ? 'empty.searchText' : 'empty.text')}</EmptyFace>
      ))}
      {faqs && faqs.length > 0 && (
        <ul className={classes.list}>
          {faqs.map((faq, at) => (
            <li key={faq.id} className={classes.faq}>
              <details>
                <summary>{faq.question}</summary>
                <p className={classes.answer}>{faq.answer}</p>
                <div className={classes.acts}>
                  <Writing><Button size="compact-md" variant="default" onClick={() => setOpen({ kind: 'edit', faq })}>{t('edit')}</Button></Writing>
                  <Deleting><Button size="compact-md" variant="default" color="red" onClick={() => setOpen({ kind: 'delete', faq })}>{t('delete')}</Button></Deleting>
                  <Writing>
                    {sought === '' && at > 0 && <Button size="compact-md" variant="default" leftSection={<IconArrowUp size={16} aria-hidden />} onClick={() => void move(at, -1)}>{t('up')}</Button>}
                    {sought === '' && at < faqs.length - 1 && <Button size="compact-md" variant="default" leftSection={<IconArrowDown size={16} aria-hidden />} onClick={() => void move(at, 1)}>{t('down')}</Button>}
                  </Writing>
                </div>
              </details>
            </li>
          ))}
        </ul>
      )}
      {data?.customer?.faqs.pageInfo.hasNextPage && (
        <Center><Button variant="default" loading={fetching} onClick={() => setPlace({ of: narrowing, after: data.customer?.faqs.pageInfo.endCursor ?? null })}>{t('more')}</Button></Center>
      )}
      <Writing>
        <Sheet opened={open?.kind === 'new' || open?.kind === 'edit'} onClose={close} title={t(open?.kind === 'edit' ? 'editTitle' : 'newTitle')} isHeld>
          {(open?.kind === 'new' || open?.kind === 'edit') && (
            <FaqForm
              customerId={customerId} stored={open.kind === 'edit' ? open.faq : null} draftKey={`${viewer.id}.faq.${open.kind === 'edit' ? open.faq.id : 'new'}`}
              onDone={() => { close(); showDone(t('saved')); }} onCancel={close}
            />
          )}
        </Sheet>
      </Writing>
      <Deleting>
        <Sheet opened={open?.kind === 'delete'} onClose={close} title={t('deleteTitle')}>
          {open?.kind === 'delete' && (
            <>
              <Text>{open.faq.question}</Text>
              <div className={classes.acts}>
                <Button variant="default" onClick={close} data-autofocus>{t('cancel')}</Button>
                <Button color="red" onClick={() => void remove(open.faq, t('deleted'))}>{t('delete')}</Button>
              </div>
            </>
          )}
        </Sheet>
      </Deleting>
    </Page>
  );
}
