import { Loader } from '@mantine/core';
import { IconChecks, IconClockExclamation } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { clockTime } from '../ui/zoned-time.ts';
import { useLastChange, type Change } from './arrival.ts';
import classes from './instructions.module.css';

const USUAL_MS = 4_000;
const SHOWN_FOR_MS = 600_000;

/** Says of the change that was just made here that it is on its way to the desks, and that it has got there. */
export function ArrivalNote({ timeZone }: { timeZone: string }) {
  const change = useLastChange();
  return <div role="status">{change && <Note key={`${change.instructionId} ${change.version}`} change={change} timeZone={timeZone} />}</div>;
}

function Note({ change, timeZone }: { change: Change; timeZone: string }) {
  const { t } = useTranslation('instructions');
  const [isLate, setLate] = useState(false);
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const late = setTimeout(() => setLate(true), USUAL_MS);
    const over = setTimeout(() => setOver(true), SHOWN_FOR_MS);
    return () => { clearTimeout(late); clearTimeout(over); };
  }, []);
  if (isOver) return null;
  if (change.arrivedAt) {
    return <p className={classes.arrival} data-state="arrived"><IconChecks size={18} aria-hidden /><span>{t('arrival.arrived', { time: clockTime(change.arrivedAt, timeZone) })}<small>{t('arrival.proof')}</small></span></p>;
  }
  if (isLate) return <p className={classes.arrival} data-state="late"><IconClockExclamation size={18} aria-hidden /><span>{t('arrival.late')}</span></p>;
  return <p className={classes.arrival}><Loader size={14} aria-hidden /><span>{t('arrival.underway')}</span></p>;
}
