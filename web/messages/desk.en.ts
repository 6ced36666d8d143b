import type { SameKeys } from './same-keys.ts';
import type { deskDe } from './desk.de.ts';

export const deskEn: SameKeys<typeof deskDe> = {};
