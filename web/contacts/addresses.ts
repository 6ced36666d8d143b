/** Where the address book is. */
export const contactAddresses = {
  list: (show?: 'blocked') => `/portal/contacts${show ? `?show=${show}` : ''}`,
  import: () => '/portal/contacts/import',
  /** A new entry of the block list. */
  block: () => '/portal/contacts/new?blocked=1',
  one: (contactId: string) => `/portal/contacts/${contactId}`,
  /** A new contact; from a call it starts with what is known of the caller, whose data stay out of the address. */
  create: (from?: { callId: string; asVip?: boolean }) =>
    `/portal/contacts/new${from ? `?${new URLSearchParams({ call: from.callId, ...(from.asVip ? { vip: '1' } : {}) })}` : ''}`,
};
