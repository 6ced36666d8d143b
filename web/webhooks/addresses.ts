/** Where the webhooks of a customer are. */
export const webhookAddresses = { all: () => '/portal/webhooks', one: (id: string) => `/portal/webhooks/${id}` };
