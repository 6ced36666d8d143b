import { createInstance } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { catalogues, type Messages } from '../messages/index.ts';

/** The languages that every text exists in. */
export const LANGUAGES = ['de', 'en'] as const;
export type UiLanguage = (typeof LANGUAGES)[number];

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'app';
    resources: Messages;
  }
}

const STORED = 'vorzimmer.language';
const isLanguage = (value: string | null | undefined): value is UiLanguage => value === 'de' || value === 'en';

/** The viewer's choice, else the browser's, else German. */
export function preferredLanguage(stored: string | null, browser: readonly string[]): UiLanguage {
  if (isLanguage(stored)) return stored;
  return browser.map(tag => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? 'de';
}

export const i18n = createInstance();

void i18n.use(initReactI18next).init({
  lng: preferredLanguage(localStorage.getItem(STORED), navigator.languages),
  fallbackLng: 'de',
  supportedLngs: LANGUAGES,
  defaultNS: 'app',
  resources: catalogues,
  // React escapes already.
  interpolation: { escapeValue: false },
});

document.documentElement.lang = i18n.language;
i18n.on('languageChanged', language => { document.documentElement.lang = language; });

/** Changes the language of this browser, from now on. */
export function chooseLanguage(language: UiLanguage): void {
  localStorage.setItem(STORED, language);
  void i18n.changeLanguage(language);
}
