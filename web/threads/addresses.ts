/** Where the messages are. The folder is not called messages: that one holds the catalogues of texts. */
export const threadAddresses = {
  list: () => '/portal/messages',
  create: () => '/portal/messages/new',
  one: (threadId: string) => `/portal/messages/${threadId}`,
};
