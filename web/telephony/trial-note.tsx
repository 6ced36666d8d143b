import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './telephony.module.css';
import { isFine, type Trial } from './use-try-door.ts';

/** What came of a test, in words. */
export function TrialNote({ trial }: { trial: Trial | null }) {
  const { t } = useTranslation('telephony');
  return (
    <div role="status">
      {trial && (
        <p className={isFine(trial) ? classes.text : classes.wrong} data-trial={trial.outcome} style={{ display: 'flex', gap: 8 }}>
          {isFine(trial) ? <IconCircleCheck size={20} style={{ flex: 'none', color: 'var(--vz-put-through-edge)' }} aria-hidden /> : <IconAlertTriangle size={20} style={{ flex: 'none' }} aria-hidden />}
          <span>{trial.outcome === 'odd' ? t('test.odd', { status: trial.status }) : t(`test.${trial.outcome}`)}</span>
        </p>
      )}
    </div>
  );
}
