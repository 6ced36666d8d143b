import { useRef } from 'react';

/** Makes the id of something new: the same as long as the same is sent, so that sending it again after a lost answer makes nothing twice, and another one for what was changed since. */
export function useMadeId(): (input: unknown) => string {
  const made = useRef({ of: '', id: '' });
  return input => {
    const of = JSON.stringify(input);
    if (made.current.of !== of) made.current = { of, id: crypto.randomUUID() };
    return made.current.id;
  };
}
