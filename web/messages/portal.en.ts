import type { SameKeys } from './same-keys.ts';
import type { portalDe } from './portal.de.ts';

export const portalEn: SameKeys<typeof portalDe> = {};
