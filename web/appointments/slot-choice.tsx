import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMinute } from '../ui/minute.ts';
import { clockTime, dayInWords, nearDay, wallTime } from '../ui/zoned-time.ts';
import classes from './appointments.module.css';
import { byDay, type Timed } from './days.ts';
import type { NotBooked } from './use-booking.ts';

/** A day as people say it: "heute, Montag, 15. Juni". */
export function useDayName(zone: string): (day: string, style?: 'long' | 'short') => string {
  const { i18n } = useTranslation();
  const today = wallTime(useMinute(), zone).day;
  return (day, style = 'long') => [nearDay(day, i18n.language, today), dayInWords(day, i18n.language, today, style)].filter(Boolean).join(', ');
}

/** Free times by day, each a button. */
export function SlotChoice({ slots, zone, isBusy, onChoose }: { slots: readonly Timed[]; zone: string; isBusy: boolean; onChoose: (slot: Timed) => void }) {
  const { t } = useTranslation('appointments');
  const dayName = useDayName(zone);
  return (
    <div className={classes.slots}>
      {byDay(slots, zone).map(([day, ofDay]) => (
        <section key={day} aria-label={dayName(day)}>
          <h3>{dayName(day, 'short')}</h3>
          <ul>
            {ofDay.map(slot => (
              <li key={slot.startsAt}>
                <button type="button" disabled={isBusy} aria-label={t('slot', { day: dayName(day), time: clockTime(slot.startsAt, zone) })} onClick={() => onChoose(slot)}>{clockTime(slot.startsAt, zone)}</button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

/** Why nothing was booked, with the next times that are free. */
export function Refusal({ refusal, zone, isBusy, onChoose }: { refusal: NotBooked; zone: string; isBusy: boolean; onChoose: (slot: Timed) => void }) {
  const { t } = useTranslation('appointments');
  return (
    <Alert color="red" variant="light" role="alert" icon={<IconAlertTriangle size={18} aria-hidden />} styles={{ message: { color: 'var(--vz-text)' } }}>
      <p className={classes.refusal}>{refusal.text}</p>
      {refusal.nextFree.length > 0 && <><p className={classes.refusal}>{t('refused.instead')}</p><SlotChoice slots={refusal.nextFree} zone={zone} isBusy={isBusy} onChoose={onChoose} /></>}
    </Alert>
  );
}
