import { graphql } from '../graphql/generated/index.ts';

export const Calendar_parts = graphql(`
  fragment Calendar_parts on Calendar { id name version exceptPublicHolidays hours { weekday from until } }
`);
export const AppointmentKind_parts = graphql(`
  fragment AppointmentKind_parts on AppointmentKind { id name lengthMinutes bufferBeforeMinutes bufferAfterMinutes stepMinutes calendarId version retiredAt }
`);
export const Appointment_parts = graphql(`
  fragment Appointment_parts on Appointment { id calendarId startsAt endsAt title number remark status bookedBy version kind { id name } }
`);

/** The times at which an appointment of a kind can begin. */
export const FreeSlotsDocument = graphql(`
  query FreeSlots($calendarId: ID!, $kindId: ID!, $from: DateTime, $until: DateTime, $first: Int!) { freeSlots(calendarId: $calendarId, kindId: $kindId, from: $from, until: $until, first: $first) { startsAt endsAt } }
`);
export const BookAppointmentDocument = graphql(`
  mutation BookAppointment($calendarId: ID!, $input: AppointmentInput!) {
    bookAppointment(calendarId: $calendarId, input: $input) {
      __typename
      ... on Appointment { id ...Appointment_parts }
      ... on AppointmentInvalid { problems { field code } }
      ... on SlotTaken { nextFree { startsAt endsAt } }
      ... on OutsideWorkingHours { nextFree { startsAt endsAt } }
    }
  }
`);
export const MoveAppointmentDocument = graphql(`
  mutation MoveAppointment($appointmentId: ID!, $startsAt: DateTime!, $endsAt: DateTime, $calendarId: ID, $expectedVersion: Int) {
    moveAppointment(appointmentId: $appointmentId, startsAt: $startsAt, endsAt: $endsAt, calendarId: $calendarId, expectedVersion: $expectedVersion) {
      __typename
      ... on Appointment { id ...Appointment_parts }
      ... on AppointmentInvalid { problems { field code } }
      ... on SlotTaken { nextFree { startsAt endsAt } }
      ... on OutsideWorkingHours { nextFree { startsAt endsAt } }
      ... on AppointmentChangedMeanwhile { current { id ...Appointment_parts } }
    }
  }
`);
export const UpdateAppointmentDocument = graphql(`
  mutation UpdateAppointment($appointmentId: ID!, $input: AppointmentDetailsInput!, $expectedVersion: Int) {
    updateAppointment(appointmentId: $appointmentId, input: $input, expectedVersion: $expectedVersion) {
      __typename
      ... on Appointment { id ...Appointment_parts }
      ... on AppointmentInvalid { problems { field code } }
      ... on AppointmentChangedMeanwhile { current { id ...Appointment_parts } }
    }
  }
`);
export const CancelAppointmentDocument = graphql(`
  mutation CancelAppointment($appointmentId: ID!) { cancelAppointment(appointmentId: $appointmentId) { __typename ... on Appointment { id ...Appointment_parts } } }
`);
