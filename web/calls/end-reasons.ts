import type { CallEndReason } from '../graphql/generated/graphql.ts';

const TELLING: ReadonlySet<CallEndReason> = new Set(['NOBODY_FREE', 'OVERFLOWED', 'LINE_LOST']);

/** Whether the end of a call says more than its result does. */
export const saysMore = (reason: CallEndReason | null): reason is CallEndReason => reason !== null && TELLING.has(reason);
