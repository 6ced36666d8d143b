/** The places of the portal. */
export const places = {
  home: () => '/portal',
  calls: () => '/portal/calls',
  instructions: () => '/portal/instructions',
  contacts: () => '/portal/contacts',
  privacy: () => '/portal/privacy',
  privacyLog: () => '/portal/privacy/log',
  people: () => '/portal/people',
  forwarding: () => '/portal/forwarding',
};
