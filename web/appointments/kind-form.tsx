import { Button, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import type { AppointmentKind_PartsFragment } from '../graphql/generated/graphql.ts';
import { graphql, readFragment } from '../graphql/generated/index.ts';
import { useErrorText } from '../ui/faces.tsx';
import { FormButtons, NotSaved } from '../ui/form-parts.tsx';
import { AppointmentKind_parts } from './appointment-parts.ts';
import classes from './appointments.module.css';

const CreateKindDocument = graphql(`
  mutation CreateAppointmentKind($customerId: ID!, $input: AppointmentKindInput!) {
    createAppointmentKind(customerId: $customerId, input: $input) { __typename ... on AppointmentKind { id ...AppointmentKind_parts } ... on AppointmentKindInvalid { problems { field code } } }
  }
`);
const UpdateKindDocument = graphql(`
  mutation UpdateAppointmentKind($appointmentKindId: ID!, $input: AppointmentKindInput!, $expectedVersion: Int) {
    updateAppointmentKind(appointmentKindId: $appointmentKindId, input: $input, expectedVersion: $expectedVersion) {
      __typename ... on AppointmentKind { id ...AppointmentKind_parts } ... on AppointmentKindInvalid { problems { field code } } ... on AppointmentKindChangedMeanwhile { current { id ...AppointmentKind_parts } }
    }
  }
`);

const MINUTES = ['lengthMinutes', 'bufferBeforeMinutes', 'bufferAfterMinutes', 'stepMinutes'] as const;

/** A kind of appointment: how long it takes, what is kept free around it, and how far apart it is offered. */
export function KindForm({ customerId, stored, calendars, onDone, onCancel }: { customerId: string; stored: AppointmentKind_PartsFragment | null; calendars: readonly { id: string; name: string }[]; onDone: () => void; onCancel: () => void }) {
  const { t } = useTranslation('appointments');
  const { t: common } = useTranslation('portal');
  const errorText = useErrorText();
  const [name, setName] = useState(stored?.name ?? '');
  const [minutes, setMinutes] = useState<Record<(typeof MINUTES)[number], number | string>>(stored ?? { lengthMinutes: 30, bufferBeforeMinutes: 0, bufferAfterMinutes: 0, stepMinutes: 30 });
  const [calendarId, setCalendarId] = useState(stored?.calendarId ?? '');
  const [version, setVersion] = useState(stored?.version ?? null);
  const [errors, setErrors] = useState<Partial<Record<string, string>>>({});
  const [refusal, setRefusal] = useState<string | null>(null);
  const [{ fetching: isCreating }, create] = useMutation(CreateKindDocument);
  const [{ fetching: isUpdating }, update] = useMutation(UpdateKindDocument);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setErrors({});
    setRefusal(null);
    const numbers = Object.fromEntries(MINUTES.map(field => [field, Math.round(Number(minutes[field])) || 0])) as Record<(typeof MINUTES)[number], number>;
    const input = { name, ...numbers, calendarId: calendarId || null };
    const { data, error } = stored
      ? await update({ appointmentKindId: stored.id, input, expectedVersion: version }).then(answer => ({ data: answer.data?.updateAppointmentKind, error: answer.error }))
      : await create({ customerId, input }).then(answer => ({ data: answer.data?.createAppointmentKind, error: answer.error }));
    switch (data?.__typename) {
      case 'AppointmentKind': onDone(); return;
      case 'AppointmentKindInvalid': setErrors(Object.fromEntries(data.problems.map(({ field, code }) => [field, common(`problems.${code}`)]))); return;
      case 'AppointmentKindChangedMeanwhile': {
        // What is typed stays; saving once more is then a decision.
        const current = readFragment(AppointmentKind_parts, data.current);
        setVersion(current.version);
        setRefusal(current.retiredAt ? t('kindRetired', { name: current.name }) : t('kindChanged', { name: current.name, minutes: MINUTES.map(field => `${t(`minutes.${field}`)}: ${current[field]}${t('minutes.unit')}`).join(', ') }));
        return;
      }
      default: setRefusal(error ? errorText(error) : t('failed'));
    }
  };
  return (
    <form className={classes.form} onSubmit={event => void submit(event)} noValidate>
      <TextInput label={t('kindName')} withAsterisk maxLength={100} value={name} onChange={event => setName(event.currentTarget.value)} error={errors['name']} data-autofocus />
      <div className={classes.pair}>
        {MINUTES.map(field => (
          <NumberInput key={field} label={t(`minutes.${field}`)} suffix={t('minutes.unit')} min={0} max={1440} allowDecimal={false} hideControls value={minutes[field]} onChange={value => setMinutes(old => ({ ...old, [field]: value }))} error={errors[field]} />
        ))}
      </div>
      {calendars.length > 1 && !stored && (
        <NativeSelect label={t('kindCalendar')} value={calendarId} onChange={event => setCalendarId(event.currentTarget.value)} error={errors['calendarId']} data={[{ value: '', label: t('allCalendars') }, ...calendars.map(one => ({ value: one.id, label: one.name }))]} />
      )}
      {refusal !== null && <NotSaved problems={0} text={refusal} />}
      <FormButtons>
        <Button type="submit" loading={isCreating || isUpdating}>{t('save')}</Button>
        <Button variant="default" onClick={onCancel}>{t('close')}</Button>
      </FormButtons>
    </form>
  );
}
