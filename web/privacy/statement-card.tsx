import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { legalAddresses } from '../ui/legal-links.tsx';
import classes from './privacy.module.css';

/** Leads to the privacy statement. */
export function StatementCard({ version }: { version: string }) {
  const { t, i18n } = useTranslation('privacy');
  return (
    <section className={classes.section} aria-labelledby="statement-title">
      <h2 id="statement-title" className={classes.title}>{t('statement.title')}</h2>
      <p className={classes.hint}>{t('statement.lead')}</p>
      <div className={classes.buttons}>
        <Button component="a" href={legalAddresses(i18n.language).statement} target="_blank" variant="default">{t('statement.read')}</Button>
        <span className={classes.hint}>{t('statement.version', { version })}</span>
      </div>
    </section>
  );
}
