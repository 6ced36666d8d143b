import { Button } from '@mantine/core';
import { IconDownload, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation, useQuery } from 'urql';
import { useViewer, type CustomerUserViewer } from '../app/viewer.tsx';
import { appointmentAddresses } from '../appointments/addresses.ts';
import { AppointmentKind_parts, Calendar_parts } from '../appointments/appointment-parts.ts';
import classes from '../appointments/appointments.module.css';
import { CalendarForm } from '../appointments/calendar-form.tsx';
import { CalendarFeed_parts, CalendarFeedCard } from '../appointments/feed-card.tsx';
import { KindForm } from '../appointments/kind-form.tsx';
import type { AppointmentKind_PartsFragment, Calendar_PartsFragment } from '../graphql/generated/graphql.ts';
import { graphql, readFragment } from '../graphql/generated/index.ts';
import { hoursInWords } from '../instructions/weekly-hours.ts';
import { Page } from '../portal/page.tsx';
import { usePortalCustomer } from '../portal/portal-customer.tsx';
import { useAgainAfterGap } from '../portal/snapshot.tsx';
import { ConfirmSheet } from '../ui/confirm-sheet.tsx';
import { ErrorFace, LoadingFace } from '../ui/faces.tsx';
import { ReadOnlyNote, useReadOnly, Writing } from '../ui/read-only.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { showDone, showFailure } from '../ui/toasts.tsx';

const PortalArrangeAppointmentsDocument = graphql(`
  query PortalArrangeAppointments($customerId: ID!) {
    customer(id: $customerId) { id calendars { id ...Calendar_parts feed { ...CalendarFeed_parts } } appointmentKinds { id ...AppointmentKind_parts } }
  }
`);
const DeleteCalendarDocument = graphql(`mutation DeleteCalendar($calendarId: ID!) { deleteCalendar(calendarId: $calendarId) { __typename ... on Deleted { id } ... on CalendarInUse { upcoming } } }`);
const RetireKindDocument = graphql(`mutation RetireAppointmentKind($appointmentKindId: ID!) { retireAppointmentKind(appointmentKindId: $appointmentKindId) { __typename ... on AppointmentKind { id } } }`);

type Open = { kind: 'calendar'; stored: Calendar_PartsFragment | null } | { kind: 'kind'; stored: AppointmentKind_PartsFragment | null } | { kind: 'delete'; stored: Calendar_PartsFragment } | { kind: 'retire'; stored: AppointmentKind_PartsFragment } | null;

/** Calendars with their working hours, kinds of appointment, and where other programs read them. */
export function PortalArrangeAppointmentsPage() {
  const { t, i18n } = useTranslation('appointments');
  const viewer = useViewer() as CustomerUserViewer;
  const { id: customerId } = usePortalCustomer();
  const isReadOnly = useReadOnly() !== null;
  const [{ data, error }, again] = useQuery({ query: PortalArrangeAppointmentsDocument, variables: { customerId }, requestPolicy: 'cache-and-network' });
  useAgainAfterGap(() => again({ requestPolicy: 'network-only' }));
  const [open, setOpen] = useState<Open>(null);
  const [, deleteCalendar] = useMutation(DeleteCalendarDocument);
  const [, retire] = useMutation(RetireKindDocument);
  const calendars = data?.customer?.calendars.map(one => ({ ...readFragment(Calendar_parts, one), feed: readFragment(CalendarFeed_parts, one.feed) })) ?? [];
  const kinds = data?.customer?.appointmentKinds.map(one => readFragment(AppointmentKind_parts, one)) ?? [];
  const close = () => setOpen(null);
  const done = () => { close(); showDone(t('saved')); again({ requestPolicy: 'network-only' }); };
  const remove = async (stored: Calendar_PartsFragment) => {
    const { data: answer } = await deleteCalendar({ calendarId: stored.id });
    if (answer?.deleteCalendar.__typename === 'Deleted') { done(); return true; }
    showFailure(answer?.deleteCalendar.__typename === 'CalendarInUse' ? t('calendarInUse', { count: answer.deleteCalendar.upcoming }) : t('failed'));
    return false;
  };
  const end = async (stored: AppointmentKind_PartsFragment) => {
    const { data: answer } = await retire({ appointmentKindId: stored.id });
    if (!answer) { showFailure(t('failed')); return false; }
    done();
    return true;
  };
  return (
    <Page title={t('arrangeTitle')} back={{ to: appointmentAddresses.list(), label: t('title') }}>
      <ReadOnlyNote />
      {!data && (error ? <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} /> : <LoadingFace />)}
      {data && (
        <>
          <section className={classes.card} aria-labelledby="calendars-title">
            <h2 id="calendars-title">{t('calendars')}</h2>
            <p className={classes.muted}>{t('calendarsLead')}</p>
            <ul>
              {calendars.map(one => (
                <li key={one.id}>
                  <h3>{one.name}</h3>
                  <p className={classes.muted}>{one.hours.length ? hoursInWords(one.hours, i18n.language) : t('noHours')}</p>
                  <div className={classes.acts}>
                    <Writing>
                      <Button size="compact-md" variant="default" aria-label={t('editOf', { name: one.name })} onClick={() => setOpen({ kind: 'calendar', stored: one })}>{t('edit')}</Button>
                      <Button size="compact-md" variant="default" color="red" aria-label={t('deleteOf', { name: one.name })} onClick={() => setOpen({ kind: 'delete', stored: one })}>{t('delete')}</Button>
                    </Writing>
                    <Button size="compact-md" variant="default" component="a" href={appointmentAddresses.files(customerId, one.id, i18n.language)} download leftSection={<IconDownload size={16} aria-hidden />}>{t('file')}</Button>
                  </div>
                </li>
              ))}
            </ul>
            <Writing><Button w="fit-content" variant={calendars.length > 0 ? 'default' : 'filled'} leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setOpen({ kind: 'calendar', stored: null })}>{t('addCalendar')}</Button></Writing>
          </section>
          {calendars.length > 0 && (
            <section className={classes.card} aria-labelledby="kinds-title">
              <h2 id="kinds-title">{t('kinds')}</h2>
              <p className={classes.muted}>{t('kindsLead')}</p>
              <ul>
                {kinds.map(one => (
                  <li key={one.id}>
                    <h3>{t('kindLength', { name: one.name, minutes: one.lengthMinutes })}</h3>
                    <p className={classes.muted}>{[one.bufferBeforeMinutes > 0 && t('bufferBefore', { minutes: one.bufferBeforeMinutes }), one.bufferAfterMinutes > 0 && t('bufferAfter', { minutes: one.bufferAfterMinutes }), t('step', { minutes: one.stepMinutes }), one.calendarId && calendars.find(({ id }) => id === one.calendarId)?.name].filter(Boolean).join(' · ')}</p>
                    <Writing>
                      <div className={classes.acts}>
                        <Button size="compact-md" variant="default" aria-label={t('editOf', { name: one.name })} onClick={() => setOpen({ kind: 'kind', stored: one })}>{t('edit')}</Button>
                        <Button size="compact-md" variant="default" color="red" aria-label={t('retireOf', { name: one.name })} onClick={() => setOpen({ kind: 'retire', stored: one })}>{t('retire')}</Button>
                      </div>
                    </Writing>
                  </li>
                ))}
              </ul>
              <Writing><Button w="fit-content" variant={kinds.length > 0 ? 'default' : 'filled'} leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setOpen({ kind: 'kind', stored: null })}>{t('addKind')}</Button></Writing>
            </section>
          )}
          {calendars.length > 0 && viewer.right === 'MANAGE' && !isReadOnly && (
            <section className={classes.card} aria-labelledby="feeds-title">
              <h2 id="feeds-title">{t('feed.title')}</h2>
              <p className={classes.muted}>{t('feed.lead')}</p>
              <ul>{calendars.map(one => <CalendarFeedCard key={one.id} calendarId={one.id} name={one.name} feed={one.feed ?? null} />)}</ul>
            </section>
          )}
        </>
      )}
      <Sheet opened={open?.kind === 'calendar'} onClose={close} title={t(open?.stored ? 'editCalendar' : 'addCalendar')} isHeld>
        {open?.kind === 'calendar' && <CalendarForm customerId={customerId} stored={open.stored} onDone={done} onCancel={close} />}
      </Sheet>
      <Sheet opened={open?.kind === 'kind'} onClose={close} title={t(open?.stored ? 'editKind' : 'addKind')} isHeld>
        {open?.kind === 'kind' && <KindForm customerId={customerId} stored={open.stored} calendars={calendars} onDone={done} onCancel={close} />}
      </Sheet>
      {open?.kind === 'delete' && <ConfirmSheet title={t('deleteAsk', { name: open.stored.name })} text={t('deleteText')} confirm={t('delete')} isHard onConfirm={() => remove(open.stored)} onClose={close} />}
      {open?.kind === 'retire' && <ConfirmSheet title={t('retireAsk', { name: open.stored.name })} text={t('retireText')} confirm={t('retire')} onConfirm={() => end(open.stored)} onClose={close} />}
    </Page>
  );
}
