import { useTranslation } from 'react-i18next';
import type { Task_PartsFragment } from '../graphql/generated/graphql.ts';
import { useMinute } from '../ui/minute.ts';
import { momentInWords } from '../ui/zoned-time.ts';
import classes from './tasks.module.css';

/** Who worked on a task, when and for how long. */
export function TimeSpent({ task, timeZone }: { task: Task_PartsFragment; timeZone: string }) {
  const { t, i18n } = useTranslation('tasks');
  const now = useMinute();
  return (
    <section className={classes.card} aria-label={t('detail.work')}>
      <h2>{t('detail.work')}</h2>
      {task.work.length === 0 && <p className={classes.hint}>{t('detail.workNone')}</p>}
      {task.work.length > 0 && (
        <ul className={classes.work}>
          {task.work.map(({ secretaryName, beganAt, minutes }) => (
            <li key={beganAt}><span>{t('detail.workRow', { name: secretaryName, time: momentInWords(beganAt, timeZone, i18n.language, now) })}</span><span>{typeof minutes === 'number' ? t('minutes', { count: minutes }) : t('detail.running')}</span></li>
          ))}
          <li className={classes.total}><span>{t('detail.total')}</span><span>{t('minutes', { count: task.minutesSpent })}</span></li>
        </ul>
      )}
    </section>
  );
}
