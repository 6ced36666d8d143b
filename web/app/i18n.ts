import { createInstance } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { catalogues, type Messages, type Namespace } from '../messages/index.ts';
import { spokenDe } from '../messages/spoken.de.ts';
import { spokenEn } from '../messages/spoken.en.ts';
import { LANGUAGES, preferredLanguage, type UiLanguage } from './language.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'app';
    resources: Messages;
  }
}

const STORED = 'vorzimmer.language';
const wanted = new Set<Namespace>();

export const i18n = createInstance();

void i18n.use(initReactI18next).init({
  lng: preferredLanguage(localStorage.getItem(STORED), navigator.languages),
  fallbackLng: false,
  supportedLngs: LANGUAGES,
  defaultNS: 'app',
  resources: { de: { spoken: spokenDe }, en: { spoken: spokenEn } },
  initAsync: false,
  // A page without a text of its own is a fault: what it shows instead may be stored, or read out to a caller.
  parseMissingKeyHandler: (key: string, fallback?: string) => {
    if (fallback === undefined) reportError(new Error(`There is no text ${key}.`));
    return fallback ?? key;
  },
  // React escapes already.
  interpolation: { escapeValue: false },
});

document.documentElement.lang = i18n.language;
i18n.on('languageChanged', language => { document.documentElement.lang = language; });

async function load(language: UiLanguage, namespaces: Iterable<Namespace>): Promise<void> {
  await Promise.all([...namespaces].map(async name => {
    if (!i18n.hasResourceBundle(language, name)) i18n.addResourceBundle(language, name, await catalogues[language][name]());
  }));
}

/** A page together with the texts that it and all that it opens need. */
export async function withTexts<Page>(page: Promise<Page>, ...namespaces: Namespace[]): Promise<Page> {
  for (const name of namespaces) wanted.add(name);
  const [loaded] = await Promise.all([page, load(i18n.language as UiLanguage, namespaces)]);
  return loaded;
}

/** The texts without which nothing can be shown. */
export const firstTexts = (): Promise<unknown> => withTexts(Promise.resolve(), 'app');

/** Changes the language of this browser, from now on, as soon as the texts are there. */
export async function chooseLanguage(language: UiLanguage): Promise<void> {
  await load(language, wanted);
  localStorage.setItem(STORED, language);
  await i18n.changeLanguage(language);
}
