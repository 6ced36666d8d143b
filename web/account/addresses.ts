/** Where an account is looked after. */
export const accountAddresses = {
  portal: () => '/portal/security',
  desk: () => '/desk/account',
  forgotPassword: () => '/forgot-password',
  outbox: () => '/outbox',
};

/** What the link of a mail carries behind its #, where it reaches no log of a server. */
export const tokenIn = (hash: string): string => new URLSearchParams(hash.slice(1)).get('token') ?? '';
