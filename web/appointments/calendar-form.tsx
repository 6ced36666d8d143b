import { Button, Switch, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import type { Calendar_PartsFragment } from '../graphql/generated/graphql.ts';
import { graphql, readFragment } from '../graphql/generated/index.ts';
import { useErrorText } from '../ui/faces.tsx';
import { FormButtons, NotSaved } from '../ui/form-parts.tsx';
import { formatTag } from '../ui/zoned-time.ts';
import { Calendar_parts } from './appointment-parts.ts';
import classes from './appointments.module.css';
import { hoursAsText, readHours, WEEKDAYS } from './office-hours.ts';

const CreateCalendarDocument = graphql(`
  mutation CreateCalendar($customerId: ID!, $input: CalendarInput!) {
    createCalendar(customerId: $customerId, input: $input) { __typename ... on Calendar { id ...Calendar_parts } ... on CalendarInvalid { problems { field code } } }
  }
`);
const UpdateCalendarDocument = graphql(`
  mutation UpdateCalendar($calendarId: ID!, $input: CalendarInput!, $expectedVersion: Int) {
    updateCalendar(calendarId: $calendarId, input: $input, expectedVersion: $expectedVersion) {
      __typename ... on Calendar { id ...Calendar_parts } ... on CalendarInvalid { problems { field code } } ... on CalendarChangedMeanwhile { current { id ...Calendar_parts } }
    }
  }
`);

const OFFICE = '09:00–17:00';

/** A calendar with its working hours, each day written as people write it. */
export function CalendarForm({ customerId, stored, onDone, onCancel }: { customerId: string; stored: Calendar_PartsFragment | null; onDone: () => void; onCancel: () => void }) {
  const { t, i18n } = useTranslation('appointments');
  const { t: common } = useTranslation('portal');
  const errorText = useErrorText();
  const [name, setName] = useState(stored?.name ?? '');
  const [hours, setHours] = useState<string[]>(WEEKDAYS.map((weekday, place) => (stored ? hoursAsText(stored.hours, weekday) : place < 5 ? OFFICE : '')));
  const [exceptPublicHolidays, setExcept] = useState(stored?.exceptPublicHolidays ?? true);
  const [version, setVersion] = useState(stored?.version ?? null);
  const [errors, setErrors] = useState<Partial<Record<string, string>>>({});
  const [refusal, setRefusal] = useState<string | null>(null);
  const [{ fetching: isCreating }, create] = useMutation(CreateCalendarDocument);
  const [{ fetching: isUpdating }, update] = useMutation(UpdateCalendarDocument);
  // The 5th of January 2026 was a Monday.
  const dayName = (place: number) => new Intl.DateTimeFormat(formatTag(i18n.language), { weekday: 'long', timeZone: 'UTC' }).format(new Date(Date.UTC(2026, 0, 5 + place)));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setRefusal(null);
    const read = hours.map((text, place) => readHours(text, WEEKDAYS[place]!));
    const wrong = Object.fromEntries(read.flatMap((one, place) => (one ? [] : [[`day.${place}`, t('hoursUnread')]])));
    setErrors(wrong);
    if (Object.keys(wrong).length) return;
    const input = { name, hours: read.flatMap(one => one ?? []), exceptPublicHolidays };
    const { data, error } = stored
      ? await update({ calendarId: stored.id, input, expectedVersion: version }).then(answer => ({ data: answer.data?.updateCalendar, error: answer.error }))
      : await create({ customerId, input }).then(answer => ({ data: answer.data?.createCalendar, error: answer.error }));
    switch (data?.__typename) {
      case 'Calendar': onDone(); return;
      case 'CalendarInvalid':
        setErrors(Object.fromEntries(data.problems.map(({ field, code }) => {
          const place = /^hours\.(\d+)/.exec(field)?.[1];
          return [place ? `day.${WEEKDAYS.indexOf(input.hours[Number(place)]!.weekday)}` : field, common(`problems.${code}`)];
        })));
        return;
      case 'CalendarChangedMeanwhile': {
        const current = readFragment(Calendar_parts, data.current);
        setVersion(current.version);
        setRefusal(t('calendarChanged', { name: current.name }));
        return;
      }
      default: setRefusal(error ? errorText(error) : t('failed'));
    }
  };
  return (
    <form className={classes.form} onSubmit={event => void submit(event)} noValidate>
      <TextInput label={t('calendarName')} description={t('calendarNameHint')} withAsterisk maxLength={100} value={name} onChange={event => setName(event.currentTarget.value)} error={errors['name']} data-autofocus />
      <fieldset style={{ border: 0, margin: 0, padding: 0 }} className={classes.form}>
        <legend><b>{t('hours')}</b> <span className={classes.muted}>{t('hoursHint')}</span></legend>
        {hours.map((text, place) => (
          <TextInput key={WEEKDAYS[place]} label={dayName(place)} placeholder={t('closed')} value={text} onChange={event => { const typed = event.currentTarget.value; setHours(old => old.map((other, at) => (at === place ? typed : other))); }} error={errors[`day.${place}`]} />
        ))}
      </fieldset>
      <Switch label={t('holidays')} description={t('holidaysHint')} checked={exceptPublicHolidays} onChange={event => setExcept(event.currentTarget.checked)} />
      {refusal !== null && <NotSaved problems={0} text={refusal} />}
      <FormButtons>
        <Button type="submit" loading={isCreating || isUpdating}>{t('save')}</Button>
        <Button variant="default" onClick={onCancel}>{t('close')}</Button>
      </FormButtons>
    </form>
  );
}
