import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import type { Appointment_PartsFragment, AppointmentInput } from '../graphql/generated/graphql.ts';
import { readFragment } from '../graphql/generated/index.ts';
import { useErrorText } from '../ui/faces.tsx';
import { Appointment_parts, BookAppointmentDocument, MoveAppointmentDocument } from './appointment-parts.ts';
import type { Timed } from './days.ts';

/** Why nothing was booked, in words, with the times that are free instead. */
export interface NotBooked { text: string; nextFree: readonly Timed[]; fields: Partial<Record<string, string>> }

const NOTHING: NotBooked = { text: '', nextFree: [], fields: {} };

/** Books and moves, and says why it could not be: as `refusal`, and to `onRefused` each time. */
export function useBooking(onRefused?: (refusal: NotBooked) => void) {
  const { t } = useTranslation('appointments');
  const { t: common } = useTranslation('portal');
  const errorText = useErrorText();
  const [refusal, setRefusal] = useState<NotBooked | null>(null);
  const [{ fetching: isBooking }, book] = useMutation(BookAppointmentDocument);
  const [{ fetching: isMoving }, move] = useMutation(MoveAppointmentDocument);

  type Answer = NonNullable<Awaited<ReturnType<typeof book>>['data']>['bookAppointment'] | NonNullable<Awaited<ReturnType<typeof move>>['data']>['moveAppointment'];
  const settle = (answer: Answer | undefined, error: Parameters<typeof errorText>[0] | undefined): Appointment_PartsFragment | null => {
    setRefusal(null);
    const refuse = (why: Partial<NotBooked>) => {
      const refused = { ...NOTHING, ...why };
      setRefusal(refused);
      onRefused?.(refused);
      return null;
    };
    switch (answer?.__typename) {
      case 'Appointment': return readFragment(Appointment_parts, answer);
      case 'SlotTaken': return refuse({ text: t('refused.taken'), nextFree: answer.nextFree });
      case 'OutsideWorkingHours': return refuse({ text: t('refused.outside'), nextFree: answer.nextFree });
      case 'AppointmentChangedMeanwhile': return refuse({ text: t('refused.changed') });
      case 'AppointmentInvalid': {
        const fields = Object.fromEntries(answer.problems.map(({ field, code }) => [field, common(`problems.${code}`)]));
        return refuse({ text: fields['kindId'] ? t('refused.kind') : t('refused.fields'), fields });
      }
      default: return refuse({ text: error ? errorText(error) : t('failed') });
    }
  };
  return {
    refusal,
    forget: () => setRefusal(null),
    isBusy: isBooking || isMoving,
    /** The appointment; null when there is none, which `refusal` explains. */
    book: async (calendarId: string, input: AppointmentInput) => book({ calendarId, input }).then(({ data, error }) => settle(data?.bookAppointment, error)),
    move: async ({ id, version }: Pick<Appointment_PartsFragment, 'id' | 'version'>, startsAt: string, endsAt: string | null = null, calendarId: string | null = null) =>
      move({ appointmentId: id, startsAt, endsAt, calendarId, expectedVersion: version }).then(({ data, error }) => settle(data?.moveAppointment, error)),
  };
}
