import { useEffect, useLayoutEffect, useRef } from 'react';
import { useLocation, useNavigationType } from 'react-router';
import { deviceOwner } from '../graphql/device-store.ts';

const KEPT = 'vorzimmer.scroll-places';

function keptPlaces(): Record<string, number> {
  try { return JSON.parse(sessionStorage.getItem(KEPT) ?? '{}') as Record<string, number>; } catch { return {}; }
}

// An address may be typed by hand, and then its percent signs mean nothing.
function idIn(hash: string): string {
  try { return decodeURIComponent(hash.slice(1)); } catch { return hash.slice(1); }
}

/** Begins each page at its top, and gives whoever goes back the place where they were. A page that only narrows down what it shows stays where it is. */
export function ScrollPlaces(): null {
  const { key, pathname, hash } = useLocation();
  const type = useNavigationType();
  const places = useRef<Record<string, number>>({});
  const current = useRef({ key: '', pathname: '' });
  useEffect(() => {
    history.scrollRestoration = 'manual';
    const note = () => { places.current[current.current.key] = scrollY; };
    const keep = () => {
      // Whoever has just signed out leaves nothing.
      if (deviceOwner.id() === null) return;
      try { sessionStorage.setItem(KEPT, JSON.stringify(places.current)); } catch { /* Forbidden or full: then a page that is loaded again begins at its top. */ }
    };
    addEventListener('scroll', note, { passive: true });
    addEventListener('pagehide', keep);
    return () => { removeEventListener('scroll', note); removeEventListener('pagehide', keep); history.scrollRestoration = 'auto'; };
  }, []);
  useLayoutEffect(() => {
    const before = current.current;
    current.current = { key, pathname };
    if (before.key === '') places.current = { ...keptPlaces(), ...places.current };
    // Before the first page is drawn somebody may have scrolled what stood in its place.
    if (type === 'POP') scrollTo(0, places.current[key] ?? (before.key === '' ? scrollY : 0));
    else if (hash) document.getElementById(idIn(hash))?.scrollIntoView();
    else if (type === 'PUSH' || before.pathname !== pathname) scrollTo(0, 0);
  }, [key, pathname, hash, type]);
  return null;
}
