import { dayInWords, type MailCatalogue, resetPath } from './mail.texts.ts';

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
    RESTRICTION_ENDS: ({ reason, at }) => ({
      subject: 'Eine Einschränkung Ihrer Daten endet',
      paragraphs: [`die Einschränkung der Verarbeitung, um die Sie gebeten haben oder die wir vorgenommen haben, endet am ${dayInWords(at, 'de-DE')}.`, `Der Grund: ${reason}`],
      action: { label: 'Datenschutz öffnen', path: '/portal/privacy' },
      after: ['Wenn Sie damit nicht einverstanden sind, geben Sie uns bitte vorher Bescheid.'],
    }),
    SECOND_FACTOR_RESET: () => ({
      subject: 'Die Bestätigung in zwei Schritten wurde aufgehoben',
      paragraphs: [
        'wir haben die Bestätigung in zwei Schritten für Ihr Konto aufgehoben, weil Sie uns gemeldet haben, dass Sie sie nicht mehr nutzen können. Alle Geräte wurden abgemeldet. Bis Sie sie neu einrichten, genügt Ihr Passwort.',
        'Haben Sie uns darum nicht gebeten? Dann legen Sie bitte sofort ein neues Passwort fest und geben Sie uns Bescheid.',
      ],
      action: { label: 'Neues Passwort anfordern', path: '/forgot-password' },
    }),
  },
};
