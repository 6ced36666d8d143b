/** Where the pages of the frame are. */
export const addresses = {
  home: () => '/',
  desk: () => '/desk',
  portal: () => '/portal',
  signIn: (returnTo?: string) => (returnTo ? `/sign-in?returnTo=${encodeURIComponent(returnTo)}` : '/sign-in'),
  explorer: () => '/explorer',
  ring: () => '/ring',
};

/** The address to go on to after signing in; only one of our own, so that a link cannot send people elsewhere. */
export function safeReturn(value: string | null): string {
  if (!value || !value.startsWith('/') || value.startsWith('//') || value.startsWith('/\\')) return addresses.home();
  return value;
}
