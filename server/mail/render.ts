import { catalogues, type MailDetails, type MailKind, type MailLanguage, type MailText } from './mail.texts.ts';

/** A mail as it is sent. */
export interface RenderedMail { subject: string; text: string; html: string; unsubscribeUrl?: string }

/** Which mail, to whom, and what it is made with. */
export interface MailContent { kind: MailKind; language: MailLanguage; toName: string; details: MailDetails[MailKind] }

const escaped = (text: string): string => text.replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);

const textOf = ({ kind, language, details }: Pick<MailContent, 'kind' | 'language' | 'details'>): MailText => (catalogues[language].texts[kind] as (details: unknown) => MailText)(details);

/** What the mail is about; says nothing that is secret. */
export const subjectOf = ({ kind, language }: Pick<MailContent, 'kind' | 'language'>): string => textOf({ kind, language, details: { token: '' } }).subject;

/** Puts the mail into words, as plain text and as simple HTML that loads nothing. */
export function renderMail(content: MailContent, siteUrl: string): RenderedMail {
  const { hello, regards, unsubscribe } = catalogues[content.language];
  const { subject, paragraphs, action, after = [], unsubscribePath } = textOf(content);
  const site = siteUrl.replace(/\/$/, '');
  const link = action && `${site}${action.path}`;
  const unsubscribeUrl = unsubscribePath && `${site}${unsubscribePath}`;
  // On one line, so that a name is not taken for what we say.
  const greeting = hello(content.toName.replaceAll(/\s+/g, ' '));
  const text = [greeting, ...paragraphs, ...(link ? [link] : []), ...after, regards, ...(unsubscribeUrl ? [`${unsubscribe}: ${unsubscribeUrl}`] : [])].join('\n\n');
  const paragraph = (words: string) => `<p>${escaped(words).replaceAll('\n', '<br>')}</p>`;
  const html = [
    `<!doctype html><html lang="${content.language.toLowerCase()}"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head>`,
    '<body style="font-family:sans-serif;font-size:16px;line-height:1.5;max-width:36em">',
    paragraph(greeting), ...paragraphs.map(paragraph),
    ...(action && link ? [`<p><a href="${escaped(link)}">${escaped(action.label)}</a></p>`] : []),
    ...after.map(paragraph), paragraph(regards),
    ...(unsubscribeUrl ? [`<p style="font-size:13px"><a href="${escaped(unsubscribeUrl)}">${escaped(unsubscribe)}</a></p>`] : []), '</body></html>',
  ].join('\n');
  return { subject, text: `${text}\n`, html, ...(unsubscribeUrl && { unsubscribeUrl }) };
}
