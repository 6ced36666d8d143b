import { formatTag } from '../ui/zoned-time.ts';

/** A day as offices write it, with its year: 3. Aug. 2026. */
export const dayOf = (at: string, language: string): string => new Intl.DateTimeFormat(formatTag(language), { dateStyle: 'medium', timeZone: 'Europe/Berlin' }).format(new Date(at));
