import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '../graphql/generated/index.ts';
import { ErrorFace } from '../ui/faces.tsx';
import { Sheet } from '../ui/sheet.tsx';
import type { Day } from '../ui/zoned-time.ts';
import { CALL_RESULTS, CALL_TIMES, daysOf, type CallTime } from './call-filters.ts';
import classes from './history.module.css';
import type { Filters } from './history-filters.tsx';

const TYPING_MS = 250;
/** As many contacts as are looked through at a glance; whoever wants another types more of the name. */
const MOST_FOUND = 6;

const FilterChoicesDocument = graphql(`
  query HistoryFilterChoices($customerId: ID!, $search: String) {
    customer(id: $customerId) { id secretaries { id name } contacts(first: 6, search: $search) { edges { node { id name company } } } }
  }
`);

interface Choosing { customerId: string; filters: Filters; contactName: string | null; today: Day; onChange: (change: Partial<Filters>) => void }

/** Narrows the history down; what is narrowed down already is chosen in it. */
export function FilterSheet({ opened, onClose, ...choosing }: Choosing & { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('history');
  return <Sheet opened={opened} onClose={onClose} title={t('filter.title')}><Choices {...choosing} onDone={onClose} /></Sheet>;
}

/** What can be chosen; each choice is in force at once. */
function Choices({ customerId, filters: { span, result, secretaryId, contactId }, contactName, today, onChange, onDone }: Choosing & { onDone: () => void }) {
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
