import { Suspense, useState, type ReactNode } from 'react';

/** A sheet that is loaded when it is opened for the first time, and stays from then on: for as long as it takes to close. */
export function OnceOpened({ opened, children }: { opened: boolean; children: ReactNode }) {
  const [wasOpened, setWasOpened] = useState(opened);
  if (opened && !wasOpened) setWasOpened(true);
  return wasOpened && <Suspense>{children}</Suspense>;
}
