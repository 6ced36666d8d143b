/** The places of the portal. */
export const places = {
  home: () => '/portal',
  calls: () => '/portal/calls',
  instructions: () => '/portal/instructions',
  contacts: () => '/portal/contacts',
  privacy: () => '/portal/privacy',
  forwarding: () => '/portal/forwarding',
};
