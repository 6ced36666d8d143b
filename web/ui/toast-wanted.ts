import { Watchers } from './watchers.ts';

let isWanted = false;
const watchers = new Watchers();

/** Whether there must be a place for toasts by now. */
export const toastPlace = {
  isWanted: (): boolean => isWanted,
  want: (): void => {
    isWanted = true;
    watchers.tell();
  },
  watch: watchers.watch,
};
