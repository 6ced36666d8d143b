import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { deviceOwner, KEPT_MS, keptAnswers } from '../graphql/device-store.ts';
import { keptAsOf } from '../graphql/offline-exchange.ts';
import { formatTag } from '../ui/zoned-time.ts';

/** The pages that the portal is mostly started with. */
const PAGES = ['/portal', '/portal/calls'];
const HIGH_ENOUGH = 1.5;
const AT_REST_AFTER_MS = 500;

/** Keeps how the portal's page looks, for its next start (web/public/start.js): when it is at rest, and when it is left. */
export function useKeptPicture(pathname: string, isShown: boolean, timeZone: string): void {
  const { t, i18n: { language } } = useTranslation('offline');
  useEffect(() => {
    if (!isShown) return;
    // With its day: it may be seen on another one.
    const moment = new Intl.DateTimeFormat(formatTag(language), { timeZone, dateStyle: 'medium', timeStyle: 'short' });
    const keep = () => keepPicture(language, at => t('refreshing', { time: moment.format(at) }));
    const timer = setTimeout(keep, AT_REST_AFTER_MS);
    const leave = () => { if (document.visibilityState === 'hidden') keep(); };
    document.addEventListener('visibilitychange', leave);
    return () => { clearTimeout(timer); document.removeEventListener('visibilitychange', leave); };
  }, [pathname, isShown, timeZone, language, t]);
}

/** Not while the page is filtered, is not drawn or is not up to date. */
function keepPicture(language: string, asOf: (at: Date) => string): void {
  const path = location.pathname.replace(/\/$/, '');
  const owner = deviceOwner.id();
  const root = document.getElementById('root');
  if (!owner || !root || !PAGES.includes(path) || location.search !== '' || keptAsOf.current() !== null || root.querySelector('[data-face=loading], [role=alert]')) return;
  const at = new Date();
  const html = pictureOf(root, asOf(at));
  // Forbidden or full storage keeps nothing; the page starts without it.
  void keptAnswers.put(owner, [{ key: `Picture ${path}`, data: { html, language, until: at.getTime() + KEPT_MS }, at: at.getTime() }]).catch(() => {});
}

/** What can be seen of the page, and a little more to scroll to, without what only holds for the moment. */
function pictureOf(root: HTMLElement, asOf: string): string {
  const below = [...root.querySelectorAll('main li, main section')].map(part => part.getBoundingClientRect().top + scrollY > innerHeight * HIGH_ENOUGH);
  const picture = root.cloneNode(true) as HTMLElement;
  for (const [place, part] of picture.querySelectorAll('main li, main section').entries()) if (below[place]) part.remove();
  for (const part of picture.querySelectorAll('[role=status], [aria-live]')) part.remove();
  // The page itself has them too while both are there.
  for (const part of picture.querySelectorAll('[id], [for]')) { part.removeAttribute('id'); part.removeAttribute('for'); }
  const told = document.createElement('p');
  told.hidden = true;
  told.dataset['asOf'] = '';
  told.textContent = asOf;
  picture.querySelector('main')?.prepend(told);
  return picture.innerHTML;
}
