import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ForwardingCase } from './codes.ts';
import classes from './forwarding.module.css';
import type { Loop } from './loops.ts';

/** Names the instructions whose callers would come back to us, and leads to them. */
export function LoopWarning({ loops, when, seconds, instructionAddress }: { loops: readonly Loop[]; when: ForwardingCase; seconds: number; instructionAddress: (id: string) => string }) {
  const { t } = useTranslation('forwarding');
  const count = loops.length;
  return (
    // Always there, so that a screen reader is told when something comes into it.
    <div role="status">
      {count > 0 && (
        <div className={classes.warning}>
          <IconAlertTriangle size={20} stroke={1.8} aria-hidden />
          <div>
            <p>{when === 'ALWAYS' ? t('loop.warningAlways', { count }) : t('loop.warningDelay', { count })}</p>
            <ul>
              {loops.map(({ id, title, ringSeconds }) => (
                <li key={id}><Link to={instructionAddress(id)}>{title}</Link>{when !== 'ALWAYS' && <> ({t('loop.rings', { seconds: ringSeconds })})</>}</li>
              ))}
            </ul>
            <p>{when === 'ALWAYS' ? t('loop.adviceAlways') : t('loop.adviceDelay', { seconds })}</p>
          </div>
        </div>
      )}
    </div>
  );
}
