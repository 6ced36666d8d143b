/** The places of the portal. */
export const places = {
  home: () => '/portal',
  calls: () => '/portal/calls',
  instructions: () => '/portal/instructions',
  contacts: () => '/portal/contacts',
  messages: () => '/portal/messages',
  appointments: () => '/portal/appointments',
  tasks: () => '/portal/tasks',
  documents: () => '/portal/documents',
  faqs: () => '/portal/faqs',
  privacy: () => '/portal/privacy',
  privacyLog: () => '/portal/privacy/log',
  people: () => '/portal/people',
  notifications: () => '/portal/notifications',
  forwarding: () => '/portal/forwarding',
};
