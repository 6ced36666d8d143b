import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation, useQuery } from 'urql';
import { OVER_SOCKET } from '../graphql/client.ts';
import type { Appointment_PartsFragment } from '../graphql/generated/graphql.ts';
import { graphql, readFragment } from '../graphql/generated/index.ts';
import { ErrorFace, LoadingFace } from '../ui/faces.tsx';
import { formatNumber } from '../ui/phone-numbers.ts';
import { showDone, showFailure } from '../ui/toasts.tsx';
import { clockTime, wallTime } from '../ui/zoned-time.ts';
import { Appointment_parts, AppointmentKind_parts, Calendar_parts, CancelAppointmentDocument, FreeSlotsDocument } from './appointment-parts.ts';
import classes from './appointments.module.css';
import type { Timed } from './days.ts';
import { Refusal, SlotChoice, useDayName } from './slot-choice.tsx';
import { useBooking } from './use-booking.ts';

const CustomerAppointmentsDocument = graphql(`
  query CustomerAppointments($customerId: ID!, $from: DateTime!) {
    customer(id: $customerId) {
      id
      timeZone
      calendars { id ...Calendar_parts }
      appointmentKinds { id ...AppointmentKind_parts }
      appointments(first: 20, from: $from) { edges { cursor node { id ...Appointment_parts } } pageInfo { hasNextPage endCursor } }
    }
  }
`);

/** As many free times as are read out at the telephone. */
const SHOWN = 24;
const MORE = 120;

/** The calendars of the customer of the call in hand: a free time is booked for the caller by one touch; what is booked can be moved and cancelled. */
export function CustomerAppointments({ customerId, callId, caller }: { customerId: string; callId: string | null; caller: () => { name: string; number: string } }) {
  const { t } = useTranslation('appointments');
  const [from] = useState(() => new Date().toISOString());
  const [{ data, error }, again] = useQuery({ query: CustomerAppointmentsDocument, variables: { customerId, from }, context: OVER_SOCKET, requestPolicy: 'cache-and-network' });
  const customer = data?.customer;
  if (!customer) return error ? <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} /> : <LoadingFace />;
  const calendars = customer.calendars.map(one => readFragment(Calendar_parts, one));
  if (calendars.length === 0) return <p className={classes.none}>{t('desk.none')}</p>;
  return (
    <Bookings
      callId={callId} caller={caller} zone={customer.timeZone} calendars={calendars} kinds={customer.appointmentKinds.map(one => readFragment(AppointmentKind_parts, one))}
      booked={customer.appointments.edges.map(({ node }) => readFragment(Appointment_parts, node))}
    />
  );
}

type Calendar = { id: string; name: string };
type Kind = { id: string; name: string; lengthMinutes: number; calendarId?: string | null };

function Bookings({ callId, caller, zone, calendars, kinds, booked }: { callId: string | null; caller: () => { name: string; number: string }; zone: string; calendars: Calendar[]; kinds: Kind[]; booked: Appointment_PartsFragment[] }) {
  const { t } = useTranslation('appointments');
  const dayName = useDayName(zone);
  const [who] = useState(caller);
  const [calendarId, setCalendarId] = useState(calendars[0]!.id);
  const [kindId, setKindId] = useState<string | null>(null);
  const [values, setValues] = useState({ title: who.name, number: who.number, remark: '' });
  const [moving, setMoving] = useState<Appointment_PartsFragment | null>(null);
  const [isMore, setMore] = useState(false);
  const [made, setMade] = useState<string | null>(null);
  const movingNotice = useRef<HTMLDivElement>(null);
  const upcoming = useRef<HTMLHeadingElement>(null);
  const madeItem = useRef<HTMLLIElement>(null);
  // What had the focus goes with every act; who works by keys goes on where it shows. The free times stand above what is booked.
  useEffect(() => {
    if (!moving) return;
    movingNotice.current?.scrollIntoView({ block: 'start' });
    movingNotice.current?.querySelector('button')?.focus({ preventScroll: true });
  }, [moving]);
  const isMadeThere = booked.some(({ id }) => id === made);
  useEffect(() => { if (isMadeThere) madeItem.current?.focus(); }, [made, isMadeThere]);
  const { book, move, refusal, forget, isBusy } = useBooking();
  const [, cancel] = useMutation(CancelAppointmentDocument);
  const calendar = calendars.find(({ id }) => id === calendarId) ?? calendars[0]!;
  const fitting = kinds.filter(kind => (kind.calendarId ?? calendar.id) === calendar.id);
  const kind = (moving ? fitting.find(({ id }) => id === moving.kind?.id) : null) ?? fitting.find(({ id }) => id === kindId) ?? fitting[0];
  const [{ data: free, fetching, error }] = useQuery({
    query: FreeSlotsDocument, variables: { calendarId: calendar.id, kindId: kind?.id ?? '', first: isMore ? MORE : SHOWN, from: null, until: null }, pause: !kind, context: OVER_SOCKET, requestPolicy: 'cache-and-network',
  });
  const slots = free?.freeSlots;
  const write = (changed: Partial<typeof values>) => setValues(old => ({ ...old, ...changed }));
  const said = ({ startsAt }: Timed) => `${dayName(wallTime(startsAt, zone).day)}, ${clockTime(startsAt, zone)}`;
  const choose = async ({ startsAt }: Timed) => {
    const entered = moving
      ? await move(moving, startsAt, null, calendar.id)
      : kind && (await book(calendar.id, { kindId: kind.id, startsAt, title: values.title, number: values.number || null, remark: values.remark || null, callId }));
    if (!entered) return;
    showDone(t(moving ? 'moved' : 'booked', { time: said(entered), name: entered.title ?? '' }));
    setMoving(null);
    setMade(entered.id);
    write({ remark: '' });
  };
  const remove = async (one: Appointment_PartsFragment) => {
    const { data: gone } = await cancel({ appointmentId: one.id });
    if (!gone) { showFailure(t('failed')); return; }
    showDone(t('cancelled'));
    upcoming.current?.focus();
  };
  return (
    <div className={classes.desk}>
      {calendars.length > 1 && <NativeSelect size="xs" label={t('calendar')} value={calendar.id} onChange={event => { forget(); setCalendarId(event.currentTarget.value); }} data={calendars.map(({ id, name }) => ({ value: id, label: name }))} />}
      {fitting.length > 0 && !moving && (
        <div role="group" aria-label={t('kind')} className={classes.kinds}>
          {fitting.map(one => <button key={one.id} type="button" aria-pressed={one.id === kind?.id} onClick={() => { forget(); setKindId(one.id); }}>{t('kindLength', { name: one.name, minutes: one.lengthMinutes })}</button>)}
        </div>
      )}
      {moving ? (
        <div ref={movingNotice} className={classes.moving} role="status">
          <p>{t('desk.moving', { name: moving.title ?? t('away'), time: said(moving) })}</p>
          <Button size="compact-xs" variant="default" onClick={() => { forget(); setMoving(null); }}>{t('desk.stay')}</Button>
        </div>
      ) : (
        <>
          <TextInput size="xs" label={t('person')} value={values.title} maxLength={200} onChange={event => write({ title: event.currentTarget.value })} error={refusal?.fields['title']} data-first />
          <TextInput size="xs" label={t('number')} value={values.number} maxLength={50} onChange={event => write({ number: event.currentTarget.value })} error={refusal?.fields['number']} />
          <Textarea size="xs" label={t('remark')} autosize minRows={1} maxRows={4} maxLength={2000} value={values.remark} onChange={event => write({ remark: event.currentTarget.value })} error={refusal?.fields['remark']} />
        </>
      )}
      {refusal && <Refusal refusal={refusal} zone={zone} isBusy={isBusy} onChoose={slot => void choose(slot)} />}
      <h3 className={classes.heading}>{t('free')}</h3>
      {!kind && <p className={classes.none}>{t('desk.noKind')}</p>}
      {kind && !slots && (error ? <ErrorFace error={error} /> : <LoadingFace />)}
      {slots?.length === 0 && !fetching && <p className={classes.none}>{t('desk.noneFree')}</p>}
      {kind && slots && <SlotChoice slots={slots} zone={zone} isBusy={isBusy} onChoose={slot => void choose(slot)} />}
      {slots?.length === SHOWN && !isMore && <Button size="xs" variant="default" fullWidth onClick={() => setMore(true)}>{t('desk.later')}</Button>}
      <h3 ref={upcoming} tabIndex={-1} className={classes.heading}>{t('upcoming')}</h3>
      {booked.length === 0 && <p className={classes.none}>{t('desk.nothing')}</p>}
      <ul className={classes.booked}>
        {booked.map(one => (
          <li key={one.id} {...(one.id === made && { ref: madeItem, tabIndex: -1 })} aria-label={`${said(one)} ${one.title ?? t('away')}`}>
            <p><b>{said(one)}</b>{calendars.length > 1 && ` · ${calendars.find(({ id }) => id === one.calendarId)?.name ?? ''}`}</p>
            <p>{[one.title ?? t('away'), one.kind?.name, one.number && formatNumber(one.number)].filter(Boolean).join(' · ')}</p>
            {one.kind && (
              <div className={classes.acts}>
                <Button size="compact-xs" variant="default" onClick={() => { forget(); setMade(null); setCalendarId(one.calendarId); setMoving(one); }}>{t('move')}</Button>
                <Button size="compact-xs" variant="default" color="red" onClick={() => void remove(one)}>{t('cancelIt')}</Button>
              </div>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
