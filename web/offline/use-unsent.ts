import { useSyncExternalStore } from 'react';
import type { Unsent } from '../graphql/device-store.ts';
import { unsent } from '../graphql/unsent.ts';

/** What this person changed and is not known to have arrived. */
export const useUnsent = (): readonly Unsent[] => useSyncExternalStore(unsent.watch, unsent.list);
