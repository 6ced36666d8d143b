import type { SameKeys } from './same-keys.ts';
import type { contactsDe } from './contacts.de.ts';

export const contactsEn: SameKeys<typeof contactsDe> = {};
