/** Where the address book is. */
export const contactAddresses = {
  list: () => '/portal/contacts',
  one: (contactId: string) => `/portal/contacts/${contactId}`,
  /** A new contact; from a call it starts with what is known of the caller, whose data stay out of the address. */
  create: (from?: { callId: string; asVip?: boolean }) =>
    `/portal/contacts/new${from ? `?${new URLSearchParams({ call: from.callId, ...(from.asVip ? { vip: '1' } : {}) })}` : ''}`,
};
