import { IconFilter, IconX } from '@tabler/icons-react';
import { lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '../graphql/generated/index.ts';
import { OnceOpened } from '../ui/once-opened.tsx';
import { dayInWords, type Day } from '../ui/zoned-time.ts';
import type { CallSpan, Narrowing } from './call-filters.ts';
import classes from './history.module.css';

const FilterNamesDocument = graphql(`
  query HistoryFilterNames($customerId: ID!, $contactId: ID!, $ofContact: Boolean!) {
    customer(id: $customerId) { id secretaries { id name } }
    contact(id: $contactId) @include(if: $ofContact) { id name }
  }
`);

const FilterSheet = lazy(async () => ({ default: (await import('./filter-sheet.tsx')).FilterSheet }));

/** What narrows the history down beside its kind and the search. */
export type Filters = Pick<Narrowing, 'span' | 'result' | 'secretaryId' | 'contactId'>;

/** Who is chosen, by name; null as long as the name is not known. */
function useNames(customerId: string, { secretaryId, contactId }: Filters) {
  const [{ data }] = useQuery({
    query: FilterNamesDocument, variables: { customerId, contactId: contactId ?? '', ofContact: contactId !== null }, pause: secretaryId === null && contactId === null,
  });
  return { secretary: data?.customer?.secretaries.find(({ id }) => id === secretaryId)?.name ?? null, contact: contactId === data?.contact?.id ? (data?.contact?.name ?? null) : null };
}

/** A span in words: "Diese Woche", "1. August – 15. August". */
export function useSpanWords(): (span: Exclude<CallSpan, null>, today: Day) => string {
  const { t, i18n } = useTranslation('history');
  return (span, today) => {
    if (typeof span === 'string') return t(`filter.time.${span}`);
    const words = (day: Day) => dayInWords(day, i18n.language, today, 'short');
    if (span.from !== null && span.until !== null) return span.from === span.until ? words(span.from) : t('filter.fromUntil', { from: words(span.from), until: words(span.until) });
    return span.from === null ? t('filter.until', { until: words(span.until!) }) : t('filter.from', { from: words(span.from) });
  };
}

/** Everything that narrows down, in words, for whoever is told what a file has in it. */
export function useFilterWords(customerId: string, filters: Filters, today: Day): string[] {
  const { t } = useTranslation('history');
  const spanWords = useSpanWords();
  const names = useNames(customerId, filters);
  return [
    ...(filters.span === null ? [] : [spanWords(filters.span, today)]),
    ...(filters.result === null ? [] : [t('filter.with', { result: t(`result.${filters.result}`) })]),
    ...(filters.secretaryId === null ? [] : [t('filter.by', { name: names.secretary ?? t('filter.oneSecretary') })]),
    ...(filters.contactId === null ? [] : [t('filter.of', { name: names.contact ?? t('filter.oneContact') })]),
  ];
}

/** What the history is narrowed down to: each is shown, and taken away with a tap; and the way to more. */
export function HistoryFilters({ customerId, filters, today, onChange }: { customerId: string; filters: Filters; today: Day; onChange: (change: Partial<Filters>) => void }) {
  const { t } = useTranslation('history');
  const [isOpen, setOpen] = useState(false);
  const spanWords = useSpanWords();
  const names = useNames(customerId, filters);
  const { span, result, secretaryId, contactId } = filters;
  const chips = [
    ...(span === null ? [] : [{ key: 'span', words: spanWords(span, today), without: { span: null } }]),
    ...(result === null ? [] : [{ key: 'result', words: t('filter.with', { result: t(`result.${result}`) }), without: { result: null } }]),
    ...(secretaryId === null ? [] : [{ key: 'secretary', words: t('filter.by', { name: names.secretary ?? t('filter.oneSecretary') }), without: { secretaryId: null } }]),
    ...(contactId === null ? [] : [{ key: 'contact', words: t('filter.of', { name: names.contact ?? t('filter.oneContact') }), without: { contactId: null } }]),
  ];
  return (
    <>
      <div role="group" aria-label={t('filter.label')} className={classes.kinds}>
        <button type="button" className={classes.kind} aria-haspopup="dialog" onClick={() => setOpen(true)}><IconFilter size={16} aria-hidden />{t('filter.open')}</button>
        {chips.map(({ key, words, without }) => (
          <button key={key} type="button" className={classes.kind} data-chip aria-label={t('filter.remove', { what: words })} onClick={() => onChange(without)}>
            <span className={classes.chipText}>{words}</span><IconX size={16} aria-hidden />
          </button>
        ))}
      </div>
      <OnceOpened opened={isOpen}><FilterSheet customerId={customerId} filters={filters} contactName={names.contact} today={today} opened={isOpen} onChange={onChange} onClose={() => setOpen(false)} /></OnceOpened>
    </>
  );
}
