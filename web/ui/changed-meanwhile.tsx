import { Button } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './forms.module.css';

/** One field in which what is typed and what somebody else saved are not the same. */
export interface Difference { readonly field: string; readonly label: string; readonly mine: string; readonly theirs: string }

/** Shown when somebody else saved first: both versions side by side; nothing that was typed is lost, and each field can be decided alone. */
export function ChangedMeanwhile({ differences, onTake, onTakeAll, onKeepMine }: {
  differences: readonly Difference[]; onTake: (field: string) => void; onTakeAll: () => void; onKeepMine: () => void;
}) {
  const { t } = useTranslation('portal');
  return (
    <section className={classes.meanwhile} role="alert" aria-labelledby="meanwhile-title">
      <h2 id="meanwhile-title" className={classes.meanwhileTitle}><IconUsers size={20} aria-hidden />{t('meanwhile.title')}</h2>
      <p className={classes.lead}>{t('meanwhile.lead')}</p>
      {differences.map(({ field, label, mine, theirs }) => (
        <div key={field} className={classes.difference}>
          <h3>{label}</h3>
          <dl>
            <div><dt>{t('meanwhile.yours')}</dt><dd>{mine || t('meanwhile.nothing')}</dd></div>
            <div><dt>{t('meanwhile.theirs')}</dt><dd>{theirs || t('meanwhile.nothing')}</dd></div>
          </dl>
          <Button variant="default" size="sm" onClick={() => onTake(field)} aria-label={t('meanwhile.takeLabel', { field: label })}>{t('meanwhile.take')}</Button>
        </div>
      ))}
      <div className={classes.choices}>
        <Button onClick={onKeepMine}>{t('meanwhile.keepMine')}</Button>
        <Button variant="default" onClick={onTakeAll}>{t('meanwhile.takeAll')}</Button>
      </div>
    </section>
  );
}
