import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconFilter, IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '../graphql/generated/index.ts';
import { ErrorFace } from '../ui/faces.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { dayInWords, type Day } from '../ui/zoned-time.ts';
import { CALL_RESULTS, CALL_TIMES, daysOf, type CallSpan, type CallTime, type Narrowing } from './call-filters.ts';
import classes from './history.module.css';

const TYPING_MS = 250;
/** As many contacts as are looked through at a glance; whoever wants another types more of the name. */
const MOST_FOUND = 6;

const FilterChoicesDocument = graphql(`
  query HistoryFilterChoices($customerId: ID!, $search: String) {
    customer(id: $customerId) { id secretaries { id name } contacts(first: 6, search: $search) { edges { node { id name company } } } }
  }
`);
const FilterNamesDocument = graphql(`
  query HistoryFilterNames($customerId: ID!, $contactId: ID!, $ofContact: Boolean!) {
    customer(id: $customerId) { id secretaries { id name } }
    contact(id: $contactId) @include(if: $ofContact) { id name }
  }
`);

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
      <Sheet opened={isOpen} onClose={() => setOpen(false)} title={t('filter.title')}>
        <Choices customerId={customerId} filters={filters} contactName={names.contact} today={today} onChange={onChange} onDone={() => setOpen(false)} />
      </Sheet>
    </>
  );
}

/** What can be chosen; each choice is in force at once. */
function Choices({ customerId, filters: { span, result, secretaryId, contactId }, contactName, today, onChange, onDone }: {
  customerId: string; filters: Filters; contactName: string | null; today: Day; onChange: (change: Partial<Filters>) => void; onDone: () => void;
}) {
  const { t } = useTranslation('history');
  const [sought, setSought] = useState('');
  const [search] = useDebouncedValue(sought, TYPING_MS);
  const [{ data, error, fetching }, again] = useQuery({ query: FilterChoicesDocument, variables: { customerId, search: search.trim() || null } });
  const time = span === null ? 'any' : typeof span === 'string' ? span : 'days';
  const chooseTime = (chosen: 'any' | CallTime | 'days') => onChange({ span: chosen === 'any' ? null : chosen === 'days' ? daysOf(span ?? 'today', today) : chosen });
  const days = time === 'days' ? daysOf(span, today) : null;
  const chooseDay = (day: Partial<{ from: Day | null; until: Day | null }>) => {
    const chosen = { ...days!, ...day };
    onChange({ span: chosen.from === null && chosen.until === null ? null : chosen });
  };
  const isBackwards = days?.from && days.until && days.from > days.until;
  const contacts = data?.customer?.contacts.edges.slice(0, MOST_FOUND).map(({ node }) => node) ?? [];
  const secretaries = data?.customer?.secretaries ?? [];
  return (
    <div className={classes.choices}>
      <fieldset className={classes.choiceSet}>
        <legend>{t('filter.when')}</legend>
        <div className={classes.kinds}>
          {(['any', ...CALL_TIMES, 'days'] as const).map(one => (
            <button key={one} type="button" className={classes.kind} aria-pressed={time === one} onClick={() => chooseTime(one)}>{t(`filter.time.${one}`)}</button>
          ))}
        </div>
        {days && (
          <div className={classes.choiceDays}>
            <TextInput type="date" label={t('filter.fromDay')} value={days.from ?? ''} max="9999-12-31" onChange={event => chooseDay({ from: event.currentTarget.value || null })} error={isBackwards ? t('filter.backwards') : undefined} />
            <TextInput type="date" label={t('filter.untilDay')} value={days.until ?? ''} max="9999-12-31" onChange={event => chooseDay({ until: event.currentTarget.value || null })} />
          </div>
        )}
      </fieldset>
      <NativeSelect
        label={t('filter.result')} value={result ?? ''} onChange={event => onChange({ result: CALL_RESULTS.find(one => one === event.currentTarget.value) ?? null })}
        data={[{ value: '', label: t('filter.everyResult') }, ...CALL_RESULTS.map(one => ({ value: one, label: t(`result.${one}`) }))]}
      />
      {error && !data ? <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} /> : (
        <>
          <NativeSelect
            label={t('filter.secretary')} value={secretaryId ?? ''} disabled={!data} onChange={event => onChange({ secretaryId: event.currentTarget.value || null })}
            data={[{ value: '', label: t('filter.everySecretary') }, ...secretaries.map(({ id, name }) => ({ value: id, label: name }))]}
          />
          <div>
            <TextInput type="search" label={t('filter.contact')} placeholder={contactId ? (contactName ?? t('filter.oneContact')) : t('filter.everyContact')} value={sought} onChange={event => setSought(event.currentTarget.value)} autoComplete="off" />
            {sought.trim() !== '' && (
              <ul className={classes.found} aria-label={t('filter.contact')} aria-busy={fetching}>
                {contacts.map(({ id, name, company }) => (
                  <li key={id}><button type="button" aria-pressed={id === contactId} onClick={() => { onChange({ contactId: id }); setSought(''); }}>{company ? `${name} · ${company}` : name}</button></li>
                ))}
              </ul>
            )}
            {sought.trim() !== '' && contacts.length === 0 && <p className={classes.quiet} role="status">{t(fetching || search !== sought ? 'search.looking' : 'filter.noContact')}</p>}
          </div>
        </>
      )}
      <div className={classes.noteActs}>
        <Button onClick={onDone}>{t('filter.show')}</Button>
        {(span !== null || result !== null || secretaryId !== null || contactId !== null) && <Button variant="default" onClick={() => onChange({ span: null, result: null, secretaryId: null, contactId: null })}>{t('filter.clear')}</Button>}
      </div>
    </div>
  );
}
