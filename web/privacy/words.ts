import type { Consent_PartsFragment } from '../graphql/generated/graphql.ts';

/** What is asked, in the language of the page. */
export const textIn = ({ texts }: Pick<Consent_PartsFragment, 'texts'>, language: string): { title: string; text: string } =>
  texts.find(text => text.language === (language === 'en' ? 'EN' : 'DE')) ?? { title: '', text: '' };
