import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { graphql, readFragment, type FragmentType } from '../graphql/generated/index.ts';
import type { AuditEntry_PartsFragment, AuditFilterInput } from '../graphql/generated/graphql.ts';
import { useMinute } from '../ui/minute.ts';
import { addDays, momentInWords, momentOf, wallTime } from '../ui/zoned-time.ts';
import classes from './privacy.module.css';

export const AuditEntry_parts = graphql(`
  fragment AuditEntry_parts on AuditEntry { id at actorKind actorName kind act fields address device reason times }
`);

/** The ways to narrow the log down, in the order in which they are offered. */
export const AUDIT_KINDS = ['all', 'SAW', 'CHANGED', 'DELETED', 'EXPORTED', 'SIGNED_IN'] as const;
export const AUDIT_SPANS = ['day', 'week', 'month', 'all'] as const;
export interface AuditNarrowing { kind: (typeof AUDIT_KINDS)[number]; span: (typeof AUDIT_SPANS)[number] }

const DAYS = { day: 0, week: 6, month: 29 };

/** The filter of the API: whole days, where the customer is. */
export function auditFilter({ kind, span }: AuditNarrowing, timeZone: string, now: number): AuditFilterInput {
  const from = span === 'all' ? null : momentOf({ day: addDays(wallTime(now, timeZone).day, -DAYS[span]), time: '00:00' }, timeZone);
  return { kinds: kind === 'all' ? null : [kind], from };
}

/** Leads to the log, for those who may read it. */
export function AuditLogCard({ to, canRead }: { to: string; canRead: boolean }) {
  const { t } = useTranslation('audit');
  return (
    <section className={classes.section} aria-labelledby="audit-title">
      <h2 id="audit-title" className={classes.title}>{t('card')}</h2>
      <p className={classes.hint}>{t('cardLead')}</p>
      {canRead
        ? <div className={classes.buttons}><Button component={Link} to={to} variant="default">{t('open')}</Button></div>
        : <p className={classes.hint}>{t('notYours')}</p>}
    </section>
  );
}

/** Which entries to show: of one kind, and since when. */
export function AuditFilters({ narrowing, onNarrow }: { narrowing: AuditNarrowing; onNarrow: (narrowing: AuditNarrowing) => void }) {
  const { t } = useTranslation('audit');
  const choice = <Key extends keyof AuditNarrowing>(key: Key, label: string, values: readonly AuditNarrowing[Key][], word: (value: AuditNarrowing[Key]) => string) => (
    <div role="group" aria-label={label} className={classes.filters}>
      {values.map(value => (
        <button key={value} type="button" className={classes.filter} aria-pressed={narrowing[key] === value} onClick={() => onNarrow({ ...narrowing, [key]: value })}>{word(value)}</button>
      ))}
    </div>
  );
  return (
    <>
      {choice('kind', t('kindLabel'), AUDIT_KINDS, kind => t(`kinds.${kind}`))}
      {choice('span', t('spanLabel'), AUDIT_SPANS, span => t(`spans.${span}`))}
    </>
  );
}

/** Who did what, newest first. */
export function AuditEntries({ entries, timeZone, isForStaff = false }: { entries: readonly FragmentType<typeof AuditEntry_parts>[]; timeZone: string; isForStaff?: boolean }) {
  const { t } = useTranslation('audit');
  return <ul className={classes.log} aria-label={t('list')}>{readFragment(AuditEntry_parts, entries).map(entry => <li key={entry.id}><Entry entry={entry} timeZone={timeZone} isForStaff={isForStaff} /></li>)}</ul>;
}

function Entry({ entry, timeZone, isForStaff }: { entry: AuditEntry_PartsFragment; timeZone: string; isForStaff: boolean }) {
  const { t, i18n } = useTranslation('audit');
  const now = useMinute();
  const { at, actorKind, actorName, act, fields, address, device, reason, times } = entry;
  // What an older or newer service calls by another name is shown by that.
  const word = (group: 'acts' | 'fields', name: string) => t(`${group}.${name}` as 'acts.call', { defaultValue: name });
  const whence = [address && t('network', { network: address }), device, times > 1 && t('times', { count: times })].filter(Boolean);
  return (
    <article className={classes.entry}>
      <p className={classes.act}>{word('acts', act)}</p>
      <p className={classes.text}>{[t(isForStaff && actorKind === 'CUSTOMER_USER' ? 'customersSide' : `actors.${actorKind}`), actorName].filter(Boolean).join(': ')}</p>
      <time className={classes.when} dateTime={at}>{momentInWords(at, timeZone, i18n.language, now)}</time>
      {fields.length > 0 && <p className={classes.hint}>{t('fieldsChanged', { fields: fields.map(field => word('fields', field)).join(', ') })}</p>}
      {reason && <p className={classes.hint}>{t('reason', { reason })}</p>}
      {whence.length > 0 && <p className={classes.hint}>{whence.join(' · ')}</p>}
    </article>
  );
}
