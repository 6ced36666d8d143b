import type { SameKeys } from './same-keys.ts';
import type { historyDe } from './history.de.ts';

export const historyEn: SameKeys<typeof historyDe> = {};
