import { Button, TextInput } from '@mantine/core';
import { IconDownload, IconSearch, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import type { CallerRecordKind, CallerRecordsQuery } from '../graphql/generated/graphql.ts';
import { graphql } from '../graphql/generated/index.ts';
import { EmptyFace, ErrorFace, LoadingFace } from '../ui/faces.tsx';
import { formatNumber } from '../ui/phone-numbers.ts';
import { dayOf } from './days.ts';
import { EraseCaller } from './erase-caller.tsx';
import classes from './privacy.module.css';

const CallerRecordsDocument = graphql(`
  query CallerRecords($callerNumber: String!) {
    callerRecords(callerNumber: $callerNumber) {
      number
      isInUse
      filePath
      at { customer { id name customerNumber } counts { kind count restricted oldestAt newestAt } }
    }
  }
`);

/** Finds what is stored about a number at all customers, hands it out and erases it. */
export function CallerRecords() {
  const { t } = useTranslation('deskPrivacy');
  const [typed, setTyped] = useState('');
  const [sought, setSought] = useState('');
  const [{ data, error, fetching }, again] = useQuery({ query: CallerRecordsDocument, variables: { callerNumber: sought }, pause: sought === '', requestPolicy: 'network-only' });
  const anew = () => again({ requestPolicy: 'network-only' });
  const isNoNumber = error?.graphQLErrors[0]?.extensions['code'] === 'BAD_USER_INPUT';
  const records = data?.callerRecords;
  return (
    <section className={classes.section} aria-labelledby="caller-title">
      <h2 id="caller-title" className={classes.title}>{t('caller.title')}</h2>
      <p className={classes.hint}>{t('caller.lead')}</p>
      <form
        role="search"
        className={classes.searchForm}
        onSubmit={event => {
          event.preventDefault();
          if (typed.trim() === sought) anew();
          else setSought(typed.trim());
        }}
      >
        <TextInput
          label={t('caller.number')} description={t('caller.numberHint')} inputWrapperOrder={['label', 'description', 'error', 'input']} type="tel" inputMode="tel" autoComplete="off" maxLength={60} value={typed}
          error={!fetching && isNoNumber && typed.trim() === sought && t('caller.notANumber')} onChange={event => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" disabled={typed.trim() === ''} leftSection={<IconSearch size={18} aria-hidden />}>{t('caller.search')}</Button>
      </form>
      <div aria-live="polite">
        {sought !== '' && fetching && <LoadingFace />}
        {!fetching && error && !isNoNumber && <ErrorFace error={error} onRetry={anew} />}
        {!fetching && data && !error && !records && <EmptyFace title={t('caller.nothing')}>{t('caller.nothingText', { number: formatNumber(sought) })}</EmptyFace>}
        {!fetching && !error && records && <Found records={records} onErased={anew} />}
      </div>
    </section>
  );
}

type Records = NonNullable<CallerRecordsQuery['callerRecords']>;

function Found({ records, onErased }: { records: Records; onErased: () => void }) {
  const { t, i18n } = useTranslation('deskPrivacy');
  const [opened, setOpened] = useState(false);
  const number = formatNumber(records.number);
  const goes = new Map<CallerRecordKind, number>();
  for (const { kind, count } of records.at.flatMap(({ counts }) => counts)) if (kind !== 'IN_FORCE') goes.set(kind, (goes.get(kind) ?? 0) + count);
  return (
    <div className={classes.found}>
      <h3 className={classes.subtitle}>{t('caller.found', { number })}</h3>
      {records.at.map(({ customer, counts }) => (
        <article key={customer?.id ?? ''} className={classes.card} aria-label={customer?.name ?? t('caller.nobodys')}>
          <h4 className={classes.subtitle}>{customer?.name ?? t('caller.nobodys')}{customer && <span className={classes.hint}> · {customer.customerNumber}</span>}</h4>
          <ul className={classes.list}>
            {counts.map(({ kind, count, restricted, oldestAt, newestAt }) => (
              <li key={kind}>
                {t(`caller.kinds.${kind}`, { count })}
                <span className={classes.hint}>
                  {oldestAt && newestAt && ` · ${spanOf(dayOf(oldestAt, i18n.language), dayOf(newestAt, i18n.language), t)}`}
                  {restricted > 0 && ` · ${t('caller.restricted', { count: restricted })}`}
                  {kind === 'IN_FORCE' && ` · ${t('caller.stays')}`}
                </span>
              </li>
            ))}
          </ul>
        </article>
      ))}
      {records.isInUse && <p className={classes.state} role="status">{t('caller.inUse')}</p>}
      <div className={classes.buttons}>
        <Button component="a" href={`${records.filePath}&language=${i18n.language}`} download variant="default" leftSection={<IconDownload size={18} aria-hidden />}>{t('caller.download')}</Button>
        <Button variant="default" c="var(--vz-red)" disabled={records.isInUse || goes.size === 0} leftSection={<IconTrash size={18} aria-hidden />} onClick={() => setOpened(true)}>{t('caller.erase')}</Button>
      </div>
      <p className={classes.hint}>{t('caller.downloadHint')}</p>
      <EraseCaller number={records.number} goes={[...goes]} opened={opened} onClose={() => setOpened(false)} onErased={onErased} />
    </div>
  );
}

const spanOf = (oldest: string, newest: string, t: ReturnType<typeof useTranslation<'deskPrivacy'>>['t']): string => (oldest === newest ? oldest : t('caller.span', { oldest, newest }));
