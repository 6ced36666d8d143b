// Runs before the first paint, so that a dark desk never flashes white. The build puts it into the page.
(() => {
  let scheme = 'auto';
  try { scheme = localStorage.getItem('vorzimmer.color-scheme') || 'auto'; } catch { /* storage may be forbidden; the system's scheme is right then */ }
  const dark = scheme === 'dark' || (scheme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
