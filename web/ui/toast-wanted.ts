let isWanted = false;
const watchers = new Set<() => void>();

/** Whether there must be a place for toasts by now. */
export const toastPlace = {
  isWanted: (): boolean => isWanted,
  want: (): void => {
    isWanted = true;
    for (const watcher of watchers) watcher();
  },
  watch: (watcher: () => void): (() => void) => { watchers.add(watcher); return () => { watchers.delete(watcher); }; },
};
