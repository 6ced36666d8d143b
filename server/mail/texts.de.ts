import { dayInWords, type MailCatalogue, momentInWords, resetPath, unsubscribePath } from './mail.texts.ts';

export const mailsDe: MailCatalogue = {
  hello: name => (name ? `Guten Tag ${name},` : 'Guten Tag,'),
  unsubscribe: 'Keine solchen E-Mails mehr',
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
      subject: 'Der zweite Faktor wurde aufgehoben',
      paragraphs: [
        'wir haben den zweiten Faktor für Ihr Konto aufgehoben, weil Sie uns gemeldet haben, dass Sie ihn nicht mehr nutzen können. Alle Geräte wurden abgemeldet. Bis Sie ihn neu einrichten, genügt Ihr Passwort.',
        'Haben Sie uns darum nicht gebeten? Dann legen Sie bitte sofort ein neues Passwort fest und geben Sie uns Bescheid.',
      ],
      action: { label: 'Neues Passwort anfordern', path: '/forgot-password' },
    }),
    CONTRACT_ENDS: ({ lastDay, isOver, erasedOn }) => ({
      subject: 'Ihr Vertrag endet: Was soll mit Ihren Daten geschehen?',
      paragraphs: [
        isOver
          ? `Ihr Vertrag mit uns endete am ${dayInWords(lastDay, 'de-DE')}. Wir nehmen keine Anrufe mehr für Sie an.`
          : `Ihr Vertrag mit uns endet am ${dayInWords(lastDay, 'de-DE')}. Bis zum Ende dieses Tages nehmen wir Ihre Anrufe an wie gewohnt.`,
        `Am ${dayInWords(erasedOn, 'de-DE')} löschen wir alles, was wir über Sie gespeichert haben. Sie können stattdessen die Grundfunktionen kostenlos behalten: sich anmelden, lesen und herunterladen, was da ist, und es löschen.`,
        'Was geschehen soll, entscheiden Sie bis dahin im Portal. Wenn Sie nichts sagen, wird gelöscht.',
      ],
      action: { label: 'Im Portal entscheiden', path: '/portal/privacy' },
    }),
    ERASURE_NEAR: ({ erasedOn }) => ({
      subject: 'In einer Woche werden Ihre Daten gelöscht',
      paragraphs: [
        `Ihr Vertrag mit uns ist zu Ende. Am ${dayInWords(erasedOn, 'de-DE')} löschen wir alles, was wir über Sie gespeichert haben, und auch Ihren Zugang.`,
        'Bis dahin können Sie im Portal herunterladen, was Sie brauchen, oder die Grundfunktionen kostenlos behalten. Soll gelöscht werden, müssen Sie nichts tun.',
      ],
      action: { label: 'Portal öffnen', path: '/portal/privacy' },
    }),
    ERASED: () => ({
      subject: 'Ihre Daten sind gelöscht',
      paragraphs: [
        'nach dem Ende des Vertrags haben wir alles gelöscht, was wir über Sie gespeichert hatten, auch Ihren Zugang. Aufbewahrt wird allein, was Steuer- und Handelsrecht verlangen: Kundennummer, Name und Zeitraum des Vertrags.',
        'Diese Nachricht ist die letzte. Auch diese Adresse löschen wir, sobald sie verschickt ist.',
      ],
    }),
    WEBHOOK_DISABLED: ({ host, reason, webhookId }) => ({
      subject: 'Ein Webhook ist abgeschaltet',
      paragraphs: [
        reason === 'GONE'
          ? `Ihr Programm bei ${host} hat geantwortet, dass es unter dieser Adresse nichts mehr annimmt (410 Gone). Wir senden ihm deshalb keine Ereignisse mehr.`
          : `seit fünf Tagen konnten wir Ihrem Programm bei ${host} kein Ereignis mehr zustellen. Wir versuchen es jetzt nicht weiter.`,
        'Im Portal sehen Sie, woran es lag. Dort können Sie den Webhook wieder einschalten und nachsenden lassen, was in den letzten 30 Tagen fehlgeschlagen ist.',
      ],
      action: { label: 'Webhook ansehen', path: `/portal/webhooks/${webhookId}` },
    }),
    NOTIFICATION: ({ items = [], showsContent, timeZone, unsubscribeToken }) => {
      const [only] = items;
      const kinds = { NOTE: 'Gesprächsnotiz', MISSED: 'Verpasster Anruf', MESSAGE: 'Nachricht vom Sekretariat', TEST: 'Testbenachrichtigung' };
      const said = items.map(({ matter, at, isUrgent, callBackWished, name, company, number, text }) => {
        const head = `${isUrgent ? 'Dringend: ' : ''}${kinds[matter]}, ${momentInWords(at, 'de-DE', timeZone)} Uhr`;
        if (!showsContent || matter === 'TEST') return head;
        const who = [name ?? (number ? null : 'Unbekannt'), company, number].filter(part => part).join(', ');
        return [head, who, text, callBackWished ? 'Bittet um Rückruf.' : null].filter(line => line).join('\n');
      });
      return {
        subject: items.length > 1 ? `${items.length} Neuigkeiten aus Ihrem Sekretariat` : only ? `${only.isUrgent ? 'Dringend: ' : ''}${{ NOTE: 'Neue Gesprächsnotiz', MISSED: 'Verpasster Anruf', MESSAGE: 'Nachricht vom Sekretariat', TEST: 'Testbenachrichtigung' }[only.matter]}${only.name ? ` – ${only.name}` : ''}` : 'Neues aus Ihrem Sekretariat',
        paragraphs: [only?.matter === 'TEST' ? 'so erreichen Sie die Benachrichtigungen Ihres Sekretariats.' : 'es gibt Neues aus Ihrem Sekretariat:', ...said],
        action: only && items.length === 1 ? { label: 'Im Portal lesen', path: only.path } : { label: 'Im Portal lesen', path: '/portal/calls' },
        after: [
          showsContent ? 'Name, Nummer und Anliegen stehen in dieser E-Mail, weil Sie das so gewählt haben.' : 'Wer angerufen hat und worum es geht, lesen Sie im Portal.',
          'Welche Benachrichtigungen Sie bekommen, ändern Sie im Portal unter „Benachrichtigungen“. Ohne Anmeldung abbestellen können Sie sie mit dem Link am Ende.',
        ],
        ...(unsubscribeToken && { unsubscribePath: unsubscribePath(unsubscribeToken) }),
      };
    },
    STATEMENT_CHANGED: ({ version }) => ({
      subject: 'Unsere Datenschutzerklärung hat sich geändert',
      paragraphs: [`unsere Datenschutzerklärung gilt jetzt in der Fassung ${version}. Sie können sie jederzeit lesen und ausdrucken; frühere Fassungen stehen dabei.`],
      action: { label: 'Datenschutzerklärung lesen', path: '/datenschutz' },
    }),
  },
};
