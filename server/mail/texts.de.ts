import { type MailCatalogue, resetPath } from './mail.texts.ts';

export const mailsDe: MailCatalogue = {
  hello: name => `Guten Tag ${name},`,
  regards: 'Mit freundlichen Grüßen\nIhr Telefonsekretariat',
  texts: {
    PASSWORD_RESET: ({ token }) => ({
      subject: 'Neues Passwort festlegen',
      paragraphs: ['für Ihr Konto wurde ein neues Passwort angefordert. Mit diesem Link legen Sie es fest:'],
      action: { label: 'Neues Passwort festlegen', path: resetPath(token) },
      after: ['Der Link gilt eine Stunde lang und nur einmal.', 'Sie haben nichts angefordert? Dann müssen Sie nichts tun: Ihr Passwort bleibt, wie es ist.'],
    }),
    PASSWORD_CHANGED: () => ({
      subject: 'Ihr Passwort wurde geändert',
      paragraphs: ['das Passwort Ihres Kontos wurde soeben geändert. Alle anderen Geräte wurden abgemeldet.', 'Waren Sie das nicht? Dann legen Sie bitte sofort ein neues Passwort fest und geben Sie uns Bescheid.'],
      action: { label: 'Neues Passwort anfordern', path: '/forgot-password' },
    }),
  },
};
