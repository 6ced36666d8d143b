import { createContext, use } from 'react';

/** What was deleted since this page was opened, by anybody, by its id. */
export const GoneContext = createContext<ReadonlySet<string>>(new Set());

/** Whether somebody has deleted it meanwhile, although the cache still knows it. */
export const useIsGone = (id: string): boolean => use(GoneContext).has(id);
