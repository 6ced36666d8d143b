/** Where calls are read. */
export const callAddresses = {
  list: () => '/portal/calls',
  one: (callId: string) => `/portal/calls/${callId}`,
};
