import { Anchor, Button, Textarea, TextInput } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import type { Appointment_PartsFragment } from '../graphql/generated/graphql.ts';
import { readFragment } from '../graphql/generated/index.ts';
import { useErrorText } from '../ui/faces.tsx';
import { FormButtons, NotSaved } from '../ui/form-parts.tsx';
import { formatNumber } from '../ui/phone-numbers.ts';
import { Writing } from '../ui/read-only.tsx';
import { showDone } from '../ui/toasts.tsx';
import { clockTime, wallTime } from '../ui/zoned-time.ts';
import { appointmentAddresses } from './addresses.ts';
import { Appointment_parts, CancelAppointmentDocument, UpdateAppointmentDocument } from './appointment-parts.ts';
import classes from './appointments.module.css';
import { BookingForm } from './booking-form.tsx';
import { useDayName } from './slot-choice.tsx';

type Act = 'LOOK' | 'MOVE' | 'EDIT' | 'CANCEL';

/** One appointment: when it is, who comes, and what can be done with it. */
export function AppointmentDetail({ appointment, customerId, zone, kinds, onClose }: {
  appointment: Appointment_PartsFragment; customerId: string; zone: string; kinds: Parameters<typeof BookingForm>[0]['kinds']; onClose: () => void;
}) {
  const { t, i18n } = useTranslation('appointments');
  const dayName = useDayName(zone);
  const errorText = useErrorText();
  const [act, setAct] = useState<Act>('LOOK');
  const [failure, setFailure] = useState<string | null>(null);
  const [{ fetching }, cancel] = useMutation(CancelAppointmentDocument);
  const { startsAt, endsAt, title, number, remark, kind, bookedBy } = appointment;
  const [start, end] = [wallTime(startsAt, zone), wallTime(endsAt, zone)];
  const remove = async () => {
    const { data, error } = await cancel({ appointmentId: appointment.id });
    if (!data) { setFailure(error ? errorText(error) : t('failed')); return; }
    showDone(t('cancelled'));
    onClose();
  };
  if (act === 'MOVE')
    return <BookingForm calendarId={appointment.calendarId} zone={zone} kinds={kinds} day={start.day} moving={appointment} draftKey={`appointment.move.${appointment.id}`} onCancel={() => setAct('LOOK')}
      onDone={made => { showDone(t('moved', { time: `${dayName(wallTime(made.startsAt, zone).day)}, ${clockTime(made.startsAt, zone)}`, name: made.title ?? '' })); onClose(); }} />;
  if (act === 'EDIT') return <Edit appointment={appointment} onDone={() => { showDone(t('saved')); onClose(); }} onCancel={() => setAct('LOOK')} />;
  return (
    <>
      <dl className={classes.facts}>
        <dt>{t('when')}</dt><dd>{`${dayName(start.day)}, ${start.time}–${start.day === end.day ? '' : `${dayName(end.day, 'short')}, `}${end.time}`}</dd>
        {kind && <><dt>{t('kind')}</dt><dd>{kind.name}</dd></>}
        {number && <><dt>{t('number')}</dt><dd><Anchor href={`tel:${number}`} inherit>{formatNumber(number)}</Anchor></dd></>}
        {remark && <><dt>{t('remark')}</dt><dd>{remark}</dd></>}
        <dt>{t('bookedBy')}</dt><dd>{bookedBy}</dd>
      </dl>
      {failure !== null && <NotSaved problems={0} text={failure} />}
      {act === 'CANCEL' ? (
        <>
          <p>{t(title ? 'cancelAsk' : 'cancelAskAway', { name: title ?? '' })}</p>
          <div className={classes.acts}>
            <Button color="red.9" loading={fetching} onClick={() => void remove()}>{t('cancelIt')}</Button>
            <Button variant="default" data-autofocus onClick={() => setAct('LOOK')}>{t('keepIt')}</Button>
          </div>
        </>
      ) : (
        <div className={classes.acts}>
          <Writing>
            <Button onClick={() => setAct('MOVE')}>{t('move')}</Button>
            <Button variant="default" onClick={() => setAct('EDIT')}>{t('edit')}</Button>
            <Button variant="default" color="red" onClick={() => setAct('CANCEL')}>{t('cancelIt')}</Button>
          </Writing>
          <Button variant="default" component="a" href={appointmentAddresses.file(customerId, appointment.id, i18n.language)} download leftSection={<IconDownload size={16} aria-hidden />}>{t('file')}</Button>
        </div>
      )}
    </>
  );
}

function Edit({ appointment, onDone, onCancel }: { appointment: Appointment_PartsFragment; onDone: () => void; onCancel: () => void }) {
  const { t } = useTranslation('appointments');
  const { t: common } = useTranslation('portal');
  const errorText = useErrorText();
  const [values, setValues] = useState({ title: appointment.title ?? '', number: appointment.number ? formatNumber(appointment.number) : '', remark: appointment.remark ?? '' });
  const [version, setVersion] = useState(appointment.version);
  const [errors, setErrors] = useState<Partial<Record<string, string>>>({});
  const [refusal, setRefusal] = useState<string | null>(null);
  const [{ fetching }, update] = useMutation(UpdateAppointmentDocument);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setErrors({});
    setRefusal(null);
    const { data, error } = await update({ appointmentId: appointment.id, input: { title: values.title || null, number: values.number || null, remark: values.remark || null }, expectedVersion: version });
    switch (data?.updateAppointment.__typename) {
      case 'Appointment': onDone(); return;
      case 'AppointmentInvalid': setErrors(Object.fromEntries(data.updateAppointment.problems.map(({ field, code }) => [field, common(`problems.${code}`)]))); return;
      case 'AppointmentChangedMeanwhile': {
        const current = readFragment(Appointment_parts, data.updateAppointment.current);
        setVersion(current.version);
        setRefusal(t('changedMeanwhile', { name: current.title ?? t('away'), remark: current.remark ?? '' }));
        return;
      }
      default: setRefusal(error ? errorText(error) : t('failed'));
    }
  };
  return (
    <form className={classes.form} onSubmit={event => void submit(event)} noValidate>
      <TextInput label={t(appointment.kind ? 'person' : 'reason')} withAsterisk={!!appointment.kind} maxLength={200} value={values.title} onChange={event => setValues({ ...values, title: event.currentTarget.value })} error={errors['title']} data-autofocus />
      <TextInput label={t('number')} type="tel" maxLength={50} value={values.number} onChange={event => setValues({ ...values, number: event.currentTarget.value })} error={errors['number']} />
      <Textarea label={t('remark')} autosize minRows={2} maxRows={8} maxLength={2000} value={values.remark} onChange={event => setValues({ ...values, remark: event.currentTarget.value })} error={errors['remark']} />
      {refusal !== null && <NotSaved problems={0} text={refusal} />}
      <FormButtons>
        <Button type="submit" loading={fetching}>{t('save')}</Button>
        <Button variant="default" onClick={onCancel}>{t('close')}</Button>
      </FormButtons>
    </form>
  );
}
