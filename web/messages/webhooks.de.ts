export const webhooksDe = {
  title: 'Webhooks',
  lead: 'Ihre eigenen Programme erfahren sofort, wenn ein Anruf kommt, eine Notiz geschrieben oder ein Kontakt geändert wird. Jede Nachricht ist signiert.',
  card: { text: 'Ereignisse an Ihre eigenen Programme senden, signiert und mit Protokoll.', open: 'Webhooks verwalten' },
  back: 'Zurück zu Konto und Sicherheit',
  backToAll: 'Zurück zu allen Webhooks',
  onlyManagers: 'Webhooks richtet ein, wer hier verwaltet.',
  onlyManagersText: 'Bitten Sie jemanden aus Ihrem Unternehmen mit dem Recht „Verwalten“.',
  missing: 'Diesen Webhook gibt es nicht mehr.',
  empty: { title: 'Noch kein Webhook', text: 'Legen Sie einen an, sobald Ihr Programm unter einer https-Adresse erreichbar ist.' },
  create: 'Neuer Webhook',
  createdBy: 'angelegt von {{name}}, {{time}}',
  kinds: {
    CALL_CHANGED: 'Anrufe und Notizen', CONTACT_CHANGED: 'Kontakte', INSTRUCTION_CHANGED: 'Anweisungen', CUSTOMER_CHANGED: 'Stammdaten', MESSAGES_CHANGED: 'Nachrichten', DOCUMENT_CHANGED: 'Dokumente',
    FAQ_CHANGED: 'Häufige Fragen', FORWARDING_CHECK_CHANGED: 'Testanrufe', TASK_CHANGED: 'Aufträge', APPOINTMENT_CHANGED: 'Termine', PING: 'Testnachricht',
  },
  kindHints: {
    CALL_CHANGED: 'Jeder Schritt eines Anrufs und seine Notiz.', CONTACT_CHANGED: 'Angelegt, geändert oder gelöscht.', INSTRUCTION_CHANGED: 'Geändert, in Kraft getreten oder beendet.', CUSTOMER_CHANGED: 'Name, Zeitzone und Servicenummern.',
    MESSAGES_CHANGED: 'Dass geschrieben oder gelesen wurde, ohne den Text.', DOCUMENT_CHANGED: 'Dass es eine neue Fassung gibt, ohne den Inhalt.', FAQ_CHANGED: 'Frage und Antwort.', FORWARDING_CHECK_CHANGED: 'Ob Ihre Rufumleitung ankam.',
    TASK_CHANGED: 'Jeder Schritt eines Auftrags und sein Ergebnis.', APPOINTMENT_CHANGED: 'Gebucht, verschoben, geändert oder abgesagt.',
  },
  status: { on: 'eingeschaltet', failing: 'schlägt fehl seit {{time}}', PERSON: 'abgeschaltet', GONE: 'abgeschaltet: antwortete mit 410 Gone', FAILING: 'abgeschaltet: fünf Tage lang nichts zugestellt' },
  off: {
    PERSON: 'Dieser Webhook ist seit {{time}} abgeschaltet. Was inzwischen geschieht, wird nicht gesendet.',
    GONE: 'Ihr Programm hat geantwortet, dass es hier nichts mehr annimmt (410 Gone). Seit {{time}} wird nichts mehr gesendet.',
    FAILING: 'Fünf Tage lang ließ sich nichts zustellen. Seit {{time}} wird nichts mehr gesendet. Schalten Sie den Webhook wieder ein, sobald Ihr Programm erreichbar ist, und lassen Sie nachsenden, was fehlschlug.',
  },
  overlap: 'Bis {{time}} tragen Nachrichten auch die Signatur mit dem früheren Geheimnis.',
  form: {
    titleNew: 'Neuer Webhook', titleEdit: 'Webhook ändern', url: 'Adresse', urlHint: 'Beginnt mit https:// und ist aus dem Internet erreichbar.', description: 'Wofür?', descriptionHint: 'Zum Beispiel der Name des Programms.',
    kinds: 'Welche Ereignisse?', submit: 'Webhook anlegen', save: 'Speichern', saved: 'Der Webhook ist geändert.',
    full: 'Es gibt schon {{count}} Webhooks. Löschen Sie erst einen.',
    problems: {
      url: 'Bitte geben Sie eine Adresse an, die mit https:// beginnt und aus dem Internet erreichbar ist. An Adressen in internen Netzen wird nichts gesendet.',
      description: 'Höchstens 200 Zeichen.', kinds: 'Bitte wählen Sie mindestens eine Art von Ereignissen.',
    },
  },
  made: {
    title: 'Geheimnis Ihres Webhooks', lead: 'Kopieren Sie es jetzt. Es wird nur dieses eine Mal angezeigt.', label: 'Geheimnis', usage: 'Damit prüft Ihr Programm, dass eine Nachricht wirklich von uns kommt (Standard Webhooks).', copy: 'Kopieren',
    copyFailed: 'Das Kopieren ist hier nicht erlaubt. Markieren Sie das Geheimnis und kopieren Sie es von Hand.', done: 'Ich habe es gesichert',
  },
  acts: {
    ping: 'Testnachricht senden', pinged: 'Die Testnachricht ist unterwegs.', edit: 'Ändern', turnOn: 'Einschalten', turnOff: 'Abschalten', turnedOn: 'Der Webhook ist eingeschaltet.', turnedOff: 'Der Webhook ist abgeschaltet.',
    rotate: 'Neues Geheimnis', delete: 'Löschen', deleted: 'Der Webhook ist gelöscht.', more: 'Mehr', isOff: 'Der Webhook ist abgeschaltet. Schalten Sie ihn erst ein.',
  },
  rotate: { title: 'Neues Geheimnis?', text: 'Nachrichten tragen 24 Stunden lang beide Signaturen. In dieser Zeit hinterlegen Sie das neue Geheimnis in Ihrem Programm.', confirm: 'Neues Geheimnis anlegen' },
  delete: { title: 'Webhook löschen?', text: 'Es wird nichts mehr gesendet, und das Protokoll ist weg. Das lässt sich nicht rückgängig machen.', confirm: 'Webhook löschen' },
  log: {
    title: 'Protokoll', lead: 'Was in den letzten 30 Tagen gesendet wurde. Die Inhalte werden nicht aufbewahrt: Beim Nachsenden gilt, was dann zu sehen ist.', all: 'Alle', failed: 'Fehlgeschlagene', empty: 'Noch nichts gesendet',
    emptyText: 'Senden Sie eine Testnachricht, oder warten Sie auf das nächste Ereignis.', noneFailed: 'Nichts ist fehlgeschlagen', resend: 'Nachsenden', resendLabel: '{{kind}} von {{time}} nachsenden', resent: 'Die Nachricht wird noch einmal gesendet.',
    resendFailed: 'Alle nachsenden', resendFailedTitle: 'Fehlgeschlagene nachsenden?', resendFailedText: 'Alles, was in den letzten 30 Tagen fehlgeschlagen ist, wird noch einmal gesendet, jede Nachricht unter ihrer bisherigen Kennung.',
    resentAll_zero: 'Nichts war nachzusenden.', resentAll_one: 'Eine Nachricht wird noch einmal gesendet.', resentAll_other: '{{count}} Nachrichten werden noch einmal gesendet.', more: 'Ältere laden',
    state: { WAITING: 'wartet', DELIVERED: 'zugestellt', FAILED: 'fehlgeschlagen' },
    attempts_zero: 'noch nicht versucht', attempts_one: '1 Versuch', attempts_other: '{{count}} Versuche', took: '{{ms}} ms', next: 'nächster Versuch {{time}}', answer: 'Antwort', subject: 'Kennung {{id}}',
    problem: {
      STATUS: 'Antwort {{status}}', TIMEOUT: 'keine Antwort innerhalb von 15 Sekunden', UNREACHABLE: 'keine Verbindung', ADDRESS_REFUSED: 'Adresse in einem internen Netz', TURNED_OFF: 'war abgeschaltet', NOT_READ: 'bei uns nicht lesbar, wird erneut versucht',
    },
  },
};
