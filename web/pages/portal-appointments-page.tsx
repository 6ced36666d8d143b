import { ActionIcon, Button, Center, NativeSelect, SegmentedControl } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconCalendar, IconChevronLeft, IconChevronRight, IconPlus, IconSettings } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { useViewer, type CustomerUserViewer } from '../app/viewer.tsx';
import { appointmentAddresses } from '../appointments/addresses.ts';
import { Appointment_parts, AppointmentKind_parts, Calendar_parts } from '../appointments/appointment-parts.ts';
import { AppointmentDetail } from '../appointments/appointment-sheet.tsx';
import classes from '../appointments/appointments.module.css';
import { BookingForm } from '../appointments/booking-form.tsx';
import { Agenda, DayColumns, Month } from '../appointments/calendar-views.tsx';
import { daysFrom, monthFrom, monthInWords, weeksOf } from '../appointments/days.ts';
import { WEEKDAYS } from '../appointments/office-hours.ts';
import { useBooking } from '../appointments/use-booking.ts';
import type { Appointment_PartsFragment } from '../graphql/generated/graphql.ts';
import { graphql, readFragment } from '../graphql/generated/index.ts';
import { Page } from '../portal/page.tsx';
import { usePortalCustomer } from '../portal/portal-customer.tsx';
import { useAgainAfterGap } from '../portal/snapshot.tsx';
import { EmptyFace, ErrorFace, LoadingFace } from '../ui/faces.tsx';
import { useMinute } from '../ui/minute.ts';
import { ReadOnlyNote, useReadOnly, Writing } from '../ui/read-only.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { showDone, showFailure, showUndo } from '../ui/toasts.tsx';
import { addDays, clockTime, dayInWords, momentOf, wallTime, weekdayOf, type Day } from '../ui/zoned-time.ts';

const PortalAppointmentsDocument = graphql(`
  query PortalAppointments($customerId: ID!, $calendarId: ID, $from: DateTime!, $until: DateTime!, $after: String) {
    customer(id: $customerId) {
      id
      calendars { id ...Calendar_parts }
      appointmentKinds { id ...AppointmentKind_parts }
      appointments(first: 200, after: $after, calendarId: $calendarId, from: $from, until: $until) { edges { cursor node { id ...Appointment_parts } } pageInfo { hasNextPage endCursor } }
    }
  }
`);

type View = 'list' | 'day' | 'week' | 'month';
const DAYS = { list: 28, day: 1, week: 7 };

/** The days that a view shows from one on, and where the views before and after it begin. */
function spanOf(view: View, day: Day): { days: Day[]; before: Day; after: Day } {
  if (view === 'month') return { days: weeksOf(day).flat(), before: monthFrom(day, -1), after: monthFrom(day, 1) };
  const begin = view === 'week' ? addDays(day, -weekdayOf(day)) : day;
  return { days: daysFrom(begin, DAYS[view]), before: addDays(begin, -DAYS[view]), after: addDays(begin, DAYS[view]) };
}

/** What is booked: as a list, a day, a week or a month; on a phone the list is first. */
export function PortalAppointmentsPage() {
  const { t, i18n } = useTranslation('appointments');
  const { t: common } = useTranslation('portal');
  const viewer = useViewer() as CustomerUserViewer;
  const { id: customerId, timeZone: zone } = usePortalCustomer();
  const isReadOnly = useReadOnly() !== null;
  const isNarrow = useMediaQuery('(max-width: 47.99em)', false, { getInitialValueInEffect: false });
  const today = wallTime(useMinute(), zone).day;
  const [chosenView, setView] = useState<View>(isNarrow ? 'list' : 'week');
  const view = isNarrow && chosenView === 'week' ? 'list' : chosenView;
  const [day, setDay] = useState(today);
  const [calendarId, setCalendarId] = useState<string | null>(null);
  const [open, setOpen] = useState<'new' | { id: string } | null>(null);
  // In which calendar a new one is booked, where another is chosen than the one that is shown.
  const [bookedInId, setBookedInId] = useState<string | null>(null);
  const { days, before, after } = spanOf(view, day);
  const begin = days[0]!;
  const end = addDays(days.at(-1)!, 1);
  const from = momentOf({ day: begin, time: '00:00' }, zone)!;
  const until = momentOf({ day: end, time: '00:00' }, zone)!;
  const narrowing = `${calendarId} ${from} ${until}`;
  const [place, setPlace] = useState<{ of: string; after: string | null }>({ of: narrowing, after: null });
  const [{ data, error, fetching }, again] = useQuery({ query: PortalAppointmentsDocument, variables: { customerId, calendarId, from, until, after: place.of === narrowing ? place.after : null }, requestPolicy: 'cache-and-network' });
  useAgainAfterGap(() => again({ requestPolicy: 'network-only' }));
  const customer = data?.customer;
  const rest = customer?.appointments.pageInfo;
  // A month is counted, so all of it is needed.
  if (view === 'month' && rest?.hasNextPage && !fetching && (place.of !== narrowing || place.after !== rest.endCursor)) setPlace({ of: narrowing, after: rest.endCursor ?? null });
  const calendars = customer?.calendars.map(one => readFragment(Calendar_parts, one)) ?? [];
  const kinds = customer?.appointmentKinds.map(one => readFragment(AppointmentKind_parts, one)) ?? [];
  const appointments = customer?.appointments.edges.map(({ node }) => readFragment(Appointment_parts, node)) ?? [];
  const calendar = calendars.find(({ id }) => id === calendarId) ?? calendars[0];
  const bookedIn = calendars.find(({ id }) => id === bookedInId) ?? calendar;
  const shown = typeof open === 'object' && open ? appointments.find(({ id }) => id === open.id) : undefined;
  const worked = (calendar?.hours ?? []).filter(({ from: opens, until: closes }) => closes > opens);
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  const hours = { first: Math.min(480, ...worked.map(one => minutes(one.from))), last: Math.max(1080, ...worked.map(one => minutes(one.until))) };
  const said = (of: string) => dayInWords(of, i18n.language, today, 'short');
  const close = () => setOpen(null);
  const { move } = useBooking(({ text }) => showFailure(text));
  const moveTo = async (item: Appointment_PartsFragment, startsAt: string) => {
    // What is of a kind is as long as the kind says.
    const endsAt = item.kind ? null : new Date(Date.parse(startsAt) + Date.parse(item.endsAt) - Date.parse(item.startsAt)).toISOString();
    const moved = await move(item, startsAt, endsAt);
    if (!moved) return;
    showUndo({
      message: t('moved', { time: `${said(wallTime(moved.startsAt, zone).day)}, ${clockTime(moved.startsAt, zone)}`, name: moved.title ?? t('away') }), undo: common('undo'),
      onUndo: () => void move(moved, item.startsAt, item.kind ? null : item.endsAt).then(back => { if (back) showDone(common('undone')); }),
    });
  };
  // A week without work at its end is shown without it, but never without today.
  const isWorked = (of: string) => worked.some(({ weekday }) => WEEKDAYS.indexOf(weekday) === weekdayOf(of)) || appointments.some(one => wallTime(one.startsAt, zone).day <= of && wallTime(one.endsAt, zone).day >= of);
  const columns = view === 'week' ? days.filter(of => weekdayOf(of) < 5 || of === today || isWorked(of)) : days;
  return (
    <Page
      title={t('title')} isWide
      actions={<>
        <Button component={Link} to={appointmentAddresses.arrange()} variant="default" aria-label={t('arrange')} {...(isNarrow && { px: 12 })}>{isNarrow ? <IconSettings size={20} aria-hidden /> : t('arrange')}</Button>
        {calendar && <Writing><Button leftSection={<IconPlus size={18} aria-hidden />} aria-label={t('addLabel')} onClick={() => { setBookedInId(null); setOpen('new'); }}>{t('add')}</Button></Writing>}
      </>}
    >
      <ReadOnlyNote />
      {!customer && (error ? <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} /> : <LoadingFace />)}
      {customer && !calendar && (
        <EmptyFace icon={<IconCalendar size={32} stroke={1.4} color="var(--vz-muted)" aria-hidden />} title={t('empty.title')} action={isReadOnly ? undefined : <Button component={Link} to={appointmentAddresses.arrange()} mt="sm">{t('empty.act')}</Button>}>{t('empty.text')}</EmptyFace>
      )}
      {calendar && (
        <>
          <div className={classes.bar}>
            <SegmentedControl value={view} onChange={to => setView(to as View)} aria-label={t('view')} data={(isNarrow ? (['list', 'day', 'month'] as const) : (['list', 'day', 'week', 'month'] as const)).map(one => ({ value: one, label: t(`views.${one}`) }))} />
            {calendars.length > 1 && <NativeSelect aria-label={t('calendar')} value={calendarId ?? ''} onChange={event => setCalendarId(event.currentTarget.value || null)} data={[{ value: '', label: t('allCalendars') }, ...calendars.map(({ id, name }) => ({ value: id, label: name }))]} />}
            <div className={classes.steps}>
              <ActionIcon variant="default" size={44} aria-label={t('before')} onClick={() => setDay(before)}><IconChevronLeft size={20} aria-hidden /></ActionIcon>
              <Button variant="default" h={44} disabled={view === 'month' ? monthFrom(day) === monthFrom(today) : day === today} onClick={() => setDay(today)}>{t('today')}</Button>
              <ActionIcon variant="default" size={44} aria-label={t('after')} onClick={() => setDay(after)}><IconChevronRight size={20} aria-hidden /></ActionIcon>
            </div>
          </div>
          <p className={classes.range} aria-live="polite">{view === 'month' ? monthInWords(day, i18n.language) : view === 'day' ? dayInWords(day, i18n.language, today) : `${said(begin)} – ${said(addDays(end, -1))}`}</p>
          {view === 'month' && <Month appointments={appointments} month={day} zone={zone} onDayChosen={chosen => { setDay(chosen); setView('day'); }} />}
          {(view === 'day' || view === 'week') && <DayColumns appointments={appointments} days={columns} zone={zone} hours={hours} onOpen={one => setOpen({ id: one.id })} onMove={isReadOnly ? null : moveTo} />}
          {view === 'list' && appointments.length > 0 && <Agenda appointments={appointments} days={days} zone={zone} onOpen={one => setOpen({ id: one.id })} />}
          {view === 'list' && appointments.length === 0 && (fetching ? <LoadingFace /> : <EmptyFace icon={<IconCalendar size={32} stroke={1.4} color="var(--vz-muted)" aria-hidden />} title={t('nothing.title')}>{t('nothing.text')}</EmptyFace>)}
          {view !== 'month' && rest?.hasNextPage && <Center><Button variant="default" loading={fetching} onClick={() => setPlace({ of: narrowing, after: rest.endCursor ?? null })}>{t('more')}</Button></Center>}
        </>
      )}
      {bookedIn && !isReadOnly && (
        <Sheet opened={open === 'new'} onClose={close} title={t('newTitle')} isHeld>
          {open === 'new' && (
            <div className={classes.form}>
              {calendars.length > 1 && <NativeSelect label={t('calendar')} value={bookedIn.id} onChange={event => setBookedInId(event.currentTarget.value)} data={calendars.map(({ id, name }) => ({ value: id, label: name }))} />}
              <BookingForm
                key={bookedIn.id} calendarId={bookedIn.id} zone={zone} kinds={kinds} day={day < today ? today : day} draftKey={`${viewer.id}.appointment.new`} onCancel={close}
                onDone={made => { showDone(t('booked', { time: `${said(wallTime(made.startsAt, zone).day)}, ${clockTime(made.startsAt, zone)}`, name: made.title ?? t('away') })); close(); }}
              />
            </div>
          )}
        </Sheet>
      )}
      <Sheet opened={!!shown} onClose={close} title={shown?.title ?? t('away')}>
        {shown && <AppointmentDetail key={shown.id} appointment={shown} customerId={customerId} zone={zone} kinds={kinds} onClose={close} />}
      </Sheet>
    </Page>
  );
}
