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
  // As browsers read it, which leave out line ends and tabs and take a backslash for a slash. The host is one that nobody has.
  const here = 'http://here.invalid';
  if (!value?.startsWith('/') || !URL.canParse(value, here)) return addresses.home();
  const { origin, pathname, search, hash } = new URL(value, here);
  return origin === here && !pathname.startsWith('//') ? pathname + search + hash : addresses.home();
}
