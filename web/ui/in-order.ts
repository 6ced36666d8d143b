import { useRef } from 'react';

/** Does what quickly follows each other one after the other: the service would do it side by side, and the last choice might not be the one that counts. */
export function useInOrder(): <Answer>(act: () => Promise<Answer>) => Promise<Answer> {
  const last = useRef<Promise<unknown>>(Promise.resolve());
  return act => {
    const next = last.current.then(act, act);
    last.current = next;
    return next;
  };
}
