import { createInstance } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { catalogues, type Messages } from '../messages/index.ts';
import { LANGUAGES, preferredLanguage, type UiLanguage } from './language.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'app';
    resources: Messages;
  }
}

const STORED = 'vorzimmer.language';

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
