import { useTranslation } from 'react-i18next';
import type { Retention_RunFragment } from '../graphql/generated/graphql.ts';
import { graphql, readFragment, type FragmentType } from '../graphql/generated/index.ts';
import { dayOf } from './days.ts';
import classes from './privacy.module.css';

export const Retention_run = graphql(`fragment Retention_run on RetentionRun { job day failures counts { table rows } }`);
export const Retention_preview = graphql(`fragment Retention_preview on RetentionPreview { job counts { table rows } }`);
export const Retention_end = graphql(`fragment Retention_end on ContractEnd { lastDay isOver erasedOn customer { id name customerNumber } }`);

type Count = Retention_RunFragment['counts'][number];

/** What the terms have brought about, what they bring about next, and whose contracts end. */
export function Retention({ runs, previews, ends }: {
  runs: readonly FragmentType<typeof Retention_run>[]; previews: readonly FragmentType<typeof Retention_preview>[]; ends: readonly FragmentType<typeof Retention_end>[];
}) {
  const { t, i18n } = useTranslation('deskPrivacy');
  const due = readFragment(Retention_preview, previews).filter(({ counts }) => counts.length > 0);
  const contracts = readFragment(Retention_end, ends);
  const done = daysOf(readFragment(Retention_run, runs));
  const day = (on: string) => dayOf(`${on}T12:00:00Z`, i18n.language);
  const jobs = t('retention.jobs', { returnObjects: true }) as Record<string, string>;
  const tables = t('retention.tables', { returnObjects: true }) as Record<string, string>;
  const job = (name: string) => jobs[name] ?? jobs['expire'];
  const countsInWords = (counts: readonly Count[]) => counts.map(({ table, rows }) => t('retention.rows', { rows: rows.toLocaleString(i18n.language), table: tables[table] ?? table })).join(', ');
  return (
    <section className={classes.section} aria-labelledby="retention-title">
      <h2 id="retention-title" className={classes.title}>{t('retention.title')}</h2>
      <p className={classes.hint}>{t('retention.lead')}</p>
      <div className={classes.card}>
        <h3 className={classes.subtitle}>{t('retention.ends')}</h3>
        {contracts.length === 0 && <p className={classes.text}>{t('retention.noEnds')}</p>}
        <ul className={classes.list}>
          {contracts.map(({ customer, lastDay, isOver, erasedOn }) => (
            <li key={customer.id}>
              {customer.name} <span className={classes.hint}>· {customer.customerNumber} · {t('retention.lastDay', { day: day(lastDay) })}{isOver && ` (${t('retention.over')})`} · {erasedOn ? t('retention.erasedOn', { day: day(erasedOn) }) : t('retention.kept')}</span>
            </li>
          ))}
        </ul>
      </div>
      <div className={classes.card}>
        <h3 className={classes.subtitle}>{t('retention.due')}</h3>
        {due.length === 0 && <p className={classes.text}>{t('retention.nothingDue')}</p>}
        <ul className={classes.list}>{due.map(({ job: name, counts }) => <li key={name}>{job(name)}: {countsInWords(counts)}</li>)}</ul>
      </div>
      <div className={classes.card}>
        <h3 className={classes.subtitle}>{t('retention.done')}</h3>
        {done.length === 0 && <p className={classes.text}>{t('retention.nothingDone')}</p>}
        <ul className={classes.list}>
          {done.map(({ on, counts, failures }) => (
            <li key={on}>
              {day(on)}: {counts.length === 0 ? <span className={classes.hint}>{t('retention.nothingDoneOn')}</span> : countsInWords(counts)}
              {failures > 0 && <strong className={classes.wrong}> · {t('retention.failures', { count: failures })}</strong>}
            </li>
          ))}
        </ul>
      </div>
    </section>
  );
}

/** The runs of all jobs, by day. */
function daysOf(runs: readonly Retention_RunFragment[]): { on: string; counts: Count[]; failures: number }[] {
  return [...Map.groupBy(runs, ({ day }) => day)].map(([on, ofDay]) => ({
    on,
    failures: ofDay.reduce((sum, { failures }) => sum + failures, 0),
    counts: [...Map.groupBy(ofDay.flatMap(({ counts }) => counts), ({ table }) => table)].map(([table, counts]) => ({ __typename: 'RowCount' as const, table, rows: counts.reduce((sum, { rows }) => sum + rows, 0) })),
  }));
}
