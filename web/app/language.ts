/** The languages that every text exists in. */
export const LANGUAGES = ['de', 'en'] as const;
export type UiLanguage = (typeof LANGUAGES)[number];

const isLanguage = (value: string | null | undefined): value is UiLanguage => value === 'de' || value === 'en';

/** The viewer's choice, else the browser's, else German. */
export function preferredLanguage(stored: string | null, browser: readonly string[]): UiLanguage {
  if (isLanguage(stored)) return stored;
  return browser.map(tag => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? 'de';
}
