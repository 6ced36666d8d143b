/** Where the customer's appointments are, where they are arranged, and where they are fetched as files. */
export const appointmentAddresses = {
  list: () => '/portal/appointments',
  arrange: () => '/portal/appointments/arrange',
  file: (customerId: string, appointmentId: string, language: string) => `/exports/appointments.ics?customer=${customerId}&appointment=${appointmentId}&language=${language.slice(0, 2)}`,
  files: (customerId: string, calendarId: string, language: string) => `/exports/appointments.ics?customer=${customerId}&calendar=${calendarId}&language=${language.slice(0, 2)}`,
};
