import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import type { Appointment_PartsFragment } from '../graphql/generated/graphql.ts';
import { FormButtons } from '../ui/form-parts.tsx';
import { useKeptDraft } from '../ui/kept-draft.ts';
import { momentOf, wallTime } from '../ui/zoned-time.ts';
import { FreeSlotsDocument } from './appointment-parts.ts';
import classes from './appointments.module.css';
import type { Timed } from './days.ts';
import { Refusal, SlotChoice } from './slot-choice.tsx';
import { useBooking } from './use-booking.ts';

const SHOWN = 18;

interface Values { kindId: string; title: string; number: string; remark: string; day: string; from: string; untilDay: string; until: string }

/** Books an appointment or time that is taken otherwise, or moves one: at a free time by one touch, or whenever is typed. */
export function BookingForm({ calendarId, zone, kinds, day, moving = null, draftKey, onDone, onCancel }: {
  calendarId: string; zone: string; kinds: readonly { id: string; name: string; lengthMinutes: number; calendarId?: string | null }[]; day: string; moving?: Appointment_PartsFragment | null; draftKey: string;
  onDone: (made: Appointment_PartsFragment) => void; onCancel: () => void;
}) {
  const { t } = useTranslation('appointments');
  const fitting = kinds.filter(kind => (kind.calendarId ?? calendarId) === calendarId);
  const { kept, keep, forget } = useKeptDraft<Values>(draftKey);
  const [values, setValues] = useState<Values>(kept ? { ...kept, kindId: kept.kindId === '' || fitting.some(({ id }) => id === kept.kindId) ? kept.kindId : (fitting[0]?.id ?? '') } : (moving
    ? { kindId: moving.kind?.id ?? '', title: '', number: '', remark: '', day: wallTime(moving.startsAt, zone).day, from: wallTime(moving.startsAt, zone).time, untilDay: wallTime(moving.endsAt, zone).day, until: wallTime(moving.endsAt, zone).time }
    : { kindId: fitting[0]?.id ?? '', title: '', number: '', remark: '', day, from: '', untilDay: day, until: '' }));
  const [missing, setMissing] = useState<string[]>([]);
  const { book, move, refusal, isBusy } = useBooking();
  const kind = fitting.find(({ id }) => id === values.kindId);
  const from = momentOf({ day: values.day, time: '00:00' }, zone);
  const [{ data }] = useQuery({ query: FreeSlotsDocument, variables: { calendarId, kindId: kind?.id ?? '', from, until: null, first: SHOWN }, pause: !kind || !from, requestPolicy: 'cache-and-network' });
  const write = (changed: Partial<Values>) => setValues(old => { const next = { ...old, ...changed }; keep(next); return next; });
  const at = async (startsAt: string, endsAt: string | null) => {
    const made = moving
      ? await move(moving, startsAt, endsAt)
      : await book(calendarId, { kindId: kind?.id ?? null, startsAt, endsAt, title: values.title || null, number: values.number || null, remark: values.remark || null });
    if (!made) return;
    forget();
    onDone(made);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const startsAt = values.day && values.from ? momentOf({ day: values.day, time: values.from }, zone) : null;
    const endsAt = kind ? null : values.untilDay && values.until ? momentOf({ day: values.untilDay, time: values.until }, zone) : null;
    const lacking = [...(kind && !moving && !values.title.trim() ? ['title'] : []), ...(startsAt ? [] : ['from']), ...(kind || endsAt ? [] : ['until'])];
    setMissing(lacking);
    if (startsAt && lacking.length === 0) void at(startsAt, endsAt);
  };
  const error = (field: string, api: string = field) => (missing.includes(field) ? t('missing') : refusal?.fields[api]);
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      {!moving && (
        <>
          <NativeSelect label={t('kind')} value={values.kindId} onChange={event => write({ kindId: event.currentTarget.value })} data={[...fitting.map(one => ({ value: one.id, label: t('kindLength', { name: one.name, minutes: one.lengthMinutes }) })), { value: '', label: t('away') }]} data-autofocus />
          <TextInput label={t(kind ? 'person' : 'reason')} withAsterisk={!!kind} value={values.title} maxLength={200} autoComplete="off" onChange={event => write({ title: event.currentTarget.value })} error={error('title')} />
          {kind && <TextInput label={t('number')} type="tel" value={values.number} maxLength={50} autoComplete="off" onChange={event => write({ number: event.currentTarget.value })} error={error('number')} />}
          <Textarea label={t('remark')} autosize minRows={1} maxRows={6} maxLength={2000} value={values.remark} onChange={event => write({ remark: event.currentTarget.value })} error={error('remark')} />
        </>
      )}
      <div className={classes.pair}>
        <TextInput label={t('day')} type="date" value={values.day} onChange={event => write({ day: event.currentTarget.value, ...(values.untilDay < event.currentTarget.value && { untilDay: event.currentTarget.value }) })} />
        <TextInput label={t('from')} type="time" value={values.from} onChange={event => write({ from: event.currentTarget.value })} error={error('from', 'startsAt')} />
      </div>
      {!kind && (
        <div className={classes.pair}>
          <TextInput label={t('untilDay')} type="date" value={values.untilDay} onChange={event => write({ untilDay: event.currentTarget.value })} />
          <TextInput label={t('until')} type="time" value={values.until} onChange={event => write({ until: event.currentTarget.value })} error={error('until', 'endsAt')} />
        </div>
      )}
      {refusal && <Refusal refusal={refusal} zone={zone} isBusy={isBusy} onChoose={slot => void at(slot.startsAt, kind ? null : slot.endsAt)} />}
      {kind && !refusal && data?.freeSlots && data.freeSlots.length > 0 && (
        <section aria-label={t('free')}>
          <p className={classes.heading}>{t(moving ? 'freeMove' : 'freeBook')}</p>
          <SlotChoice slots={data.freeSlots} zone={zone} isBusy={isBusy} onChoose={(slot: Timed) => void at(slot.startsAt, null)} />
        </section>
      )}
      <FormButtons>
        <Button type="submit" loading={isBusy}>{t(moving ? 'move' : 'book')}</Button>
        <Button variant="default" onClick={() => { forget(); onCancel(); }}>{t('close')}</Button>
      </FormButtons>
    </form>
  );
}
