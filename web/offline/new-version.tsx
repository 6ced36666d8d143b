import { Button } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { newVersion } from './installation.ts';
import classes from './offline.module.css';

/** Offers a newer version of the pages; until it is taken, nothing on the page changes. */
export function NewVersion() {
  const { t } = useTranslation('offline');
  if (!useSyncExternalStore(newVersion.watch, newVersion.isThere)) return null;
  return (
    <section className={classes.unsent} role="status">
      <div className={classes.head}><p className={classes.text}>{t('version.text')}</p><Button variant="default" size="compact-md" onClick={newVersion.load}>{t('version.load')}</Button></div>
    </section>
  );
}
