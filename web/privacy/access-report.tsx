import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './privacy.module.css';

/** The way to a copy of everything that is stored. */
export function AccessReport({ customerId }: { customerId: string }) {
  const { t, i18n } = useTranslation('privacy');
  return (
    <section className={classes.section} aria-labelledby="report-title">
      <h2 id="report-title" className={classes.title}>{t('report.title')}</h2>
      <p className={classes.hint}>{t('report.lead')}</p>
      <div className={classes.buttons}>
        <Button component="a" href={`/privacy/report.zip?customer=${customerId}&language=${i18n.language}`} download variant="default" leftSection={<IconDownload size={18} aria-hidden />}>{t('report.download')}</Button>
      </div>
      <p className={classes.hint}>{t('report.fresh')}</p>
    </section>
  );
}
