import { createContext, use, useEffect, useEffectEvent, useRef } from 'react';

/** Counts the snapshots: it rises whenever events may have been missed. */
export const SnapshotContext = createContext(0);

/** Which snapshot pages should show: it rises whenever events may have been missed. */
export const useSnapshot = (): number => use(SnapshotContext);

/** Calls `again` whenever events may have been missed and what a page shows must be asked for anew. */
export function useAgainAfterGap(again: () => void): void {
  const epoch = use(SnapshotContext);
  const seen = useRef(epoch);
  const onGap = useEffectEvent(again);
  useEffect(() => {
    if (seen.current === epoch) return;
    seen.current = epoch;
    onGap();
  }, [epoch]);
}
