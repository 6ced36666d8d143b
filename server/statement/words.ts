import { type Basis, type Kind, type Origin, type Purpose, type Recipient, type Span, type Term, type TermName, TERMS } from '../privacy/declaration.ts';

/** The languages in which people are told about their data. */
export type Tongue = 'de' | 'en';

/** The declarations in words for people, complete by type: a new word of declaration.ts is missed here at once. */
interface Words {
  kinds: Record<Exclude<Kind, 'EDGE'>, string>;
  purposes: Record<Purpose, string>;
  bases: Record<Basis, string>;
  origins: Record<Origin, string>;
  recipients: Record<Recipient, string>;
  /** What a term counts from, around its length. */
  terms: Record<TermName, (length: string) => string>;
  units: Record<string, [one: string, many: string]>;
}

export const WORDS: Record<Tongue, Words> = {
  de: {
    kinds: {
      IDENTIFIER: 'Kennungen',
      CONTRACT: 'Vertragsdaten',
      PERSON: 'Angaben zu Personen, die den Dienst nutzen',
      CREDENTIAL: 'Zugangsdaten',
      ADDRESS_BOOK: 'Adressbuch',
      INSTRUCTION: 'Anweisungen und Weiterleitungsnummern',
      CORRESPONDENCE: 'Nachrichten zwischen Ihnen und dem Sekretariat',
      KNOWLEDGE: 'Dokumente und Antworten auf häufige Fragen',
      APPOINTMENT: 'Kalender, Arbeitszeiten und Termine',
      TASK: 'Aufträge an das Sekretariat mit den Personen, um die es geht, und ihren Ergebnissen',
      CALLER: 'Angaben zu Anrufern',
      CALL_CONTENT: 'Inhalte von Anrufen',
      CALL_TRAFFIC: 'Verbindungsdaten von Anrufen',
      WORK_OF_STAFF: 'Arbeit des Sekretariats',
      AUDIT: 'Protokoll der Zugriffe',
      CONFIGURATION: 'Einstellungen der Anlage',
      TECHNICAL: 'technische Angaben',
    },
    purposes: {
      CONTRACT: 'um zu wissen, für wen wir auf welchen Leitungen und in welcher Zeit arbeiten',
      ANSWERING: 'um Anrufe in Ihrem Namen nach Ihren Wünschen anzunehmen und Ihnen zu sagen, wer weshalb angerufen hat',
      ORDERED: 'um Aufträge zu erledigen, die Sie neben der Anrufannahme erteilen, und Ihnen Ergebnis und Zeitaufwand mitzuteilen',
      SIGNING_IN: 'damit sich nur anmelden kann, wer es darf',
      SECURITY: 'um Missbrauch zu bemerken und zu beenden und um später sagen zu können, wer was gesehen oder geändert hat',
      WRITING: 'um Ihnen per E-Mail zu schreiben, was Sie wissen müssen oder wissen wollten',
      CONSENTED: 'um zu tun, worin Sie eingewilligt haben, und dies nachweisen zu können',
      STAFFING: 'um Anrufe unter den Sekretärinnen zu verteilen und um Ihnen zu sagen, wer für Sie gearbeitet hat',
      ACCOUNTABILITY: 'um nachzuweisen, dass wir den Datenschutz einhalten',
      BOOKKEEPING: 'um aufzubewahren, was Steuer- und Handelsrecht verlangen',
      IMPROVING: 'um zu erfahren, was in der App nicht geht oder fehlt',
      RUNNING: 'um das Programm zu betreiben',
    },
    bases: {
      CONTRACT: 'Vertrag (Art. 6 Abs. 1 Buchst. b DSGVO)',
      ON_BEHALF: 'Auftragsverarbeitung auf Ihre Weisung (Art. 28 DSGVO)',
      CONSENT: 'Einwilligung (Art. 6 Abs. 1 Buchst. a DSGVO)',
      LEGAL_OBLIGATION: 'gesetzliche Pflicht (Art. 6 Abs. 1 Buchst. c DSGVO)',
      LEGITIMATE_INTEREST: 'berechtigtes Interesse (Art. 6 Abs. 1 Buchst. f DSGVO)',
      EMPLOYMENT: 'Beschäftigungsverhältnis (Art. 6 Abs. 1 Buchst. b, Art. 88 DSGVO, § 26 BDSG)',
      NO_PERSON: 'nicht nötig, da kein Bezug zu einer Person',
    },
    origins: {
      CUSTOMER: 'von Ihnen und Ihren Mitarbeitern eingegeben',
      CALLER: 'vom Anrufer gesagt oder von seinem Telefon übermittelt',
      TELEPHONE_SYSTEM: 'von der Telefonanlage gemeldet',
      STAFF: 'von unserem Sekretariat eingegeben',
      USER: 'bei der Anmeldung eingegeben oder vom Browser übermittelt',
      PROGRAM: 'vom Programm erzeugt',
    },
    recipients: {
      TELEPHONE_PROVIDER: 'der Anbieter der Telefonleitungen, der die Nummern wählt',
      CALLED_PERSON: 'wer unter einer Weiterleitungsnummer erreicht wird und die Nummer des Anrufers sieht',
      MAIL_PROVIDER: 'der Betreiber des Mailservers',
      WEBHOOK_RECEIVER: 'Ihre eigenen Programme, die Sie als Webhook eingetragen haben',
      PUSH_SERVICE: 'der Zustelldienst des Browserherstellers, etwa Google, Apple oder Mozilla, der sieht, dass und wann ein Gerät benachrichtigt wird; der Inhalt ist bis zum Gerät verschlüsselt',
    },
    terms: {
      CONTRACT: length => `bis ${length} nach Vertragsende; behalten Sie die Grundfunktionen, bis Sie löschen`,
      ACCOUNT: length => `bis zur Löschung, längstens ${length} ohne Aktivität`,
      CALL_HISTORY: length => `${length} nach dem Anruf`,
      APPOINTMENT: length => `${length} nach dem Termin`,
      TRASH: length => `${length} im Papierkorb`,
      VOICE_MESSAGE: length => `${length} nach der Aufnahme`,
      FORWARDING_CHECK: length => length,
      UNASSIGNED_CALL: length => length,
      ALARM: length => `${length} nach der letzten Meldung`,
      EVENTS: length => length,
      EARLY_REPORT: length => length,
      EXPIRY: () => 'bis zum Ablauf',
      SET_UP_LINK: length => `${length} nach dem Ablauf`,
      MAIL: length => `${length} nach dem Schreiben`,
      KNOWN_DEVICE: length => `${length} nach der letzten Anmeldung dort`,
      WISH: length => length,
      WEBHOOK_DELIVERY: length => `${length} nach dem Ereignis`,
      APP_FEEDBACK: length => length,
      NOTIFICATION: length => length,
      AUDIT: length => length,
      RECORD_OF_DUTIES: length => length,
      BY_LAW: length => `${length} nach dem Ende des Jahres, in dem der Vertrag endete (§ 147 AO, § 257 HGB)`,
      WITH_SUBJECT: () => 'so lange wie das, wozu es gehört',
      INSTALLATION: () => 'solange die Anlage so eingerichtet ist',
    },
    units: { minutes: ['Minute', 'Minuten'], hours: ['Stunde', 'Stunden'], days: ['Tag', 'Tage'], weeks: ['Woche', 'Wochen'], months: ['Monat', 'Monate'], years: ['Jahr', 'Jahre'] },
  },
  en: {
    kinds: {
      IDENTIFIER: 'identifiers',
      CONTRACT: 'contract data',
      PERSON: 'details of people who use the service',
      CREDENTIAL: 'credentials',
      ADDRESS_BOOK: 'address book',
      INSTRUCTION: 'instructions and forwarding numbers',
      CORRESPONDENCE: 'messages between you and the secretariat',
      KNOWLEDGE: 'documents, and answers to frequent questions',
      APPOINTMENT: 'calendars, working hours and appointments',
      TASK: 'tasks for the secretariat with whom they are about, and their results',
      CALLER: 'details of callers',
      CALL_CONTENT: 'contents of calls',
      CALL_TRAFFIC: 'connection data of calls',
      WORK_OF_STAFF: 'work of the secretaries',
      AUDIT: 'log of who saw or changed data',
      CONFIGURATION: 'settings of the installation',
      TECHNICAL: 'technical details',
    },
    purposes: {
      CONTRACT: 'to know whom we serve, on which lines and from when to when',
      ANSWERING: 'to answer calls in your name as you wish, and to tell you who called and why',
      ORDERED: 'to do what you order beside answering calls, and to tell you what came of it and how long it took',
      SIGNING_IN: 'to let in only those who may come in',
      SECURITY: 'to notice and stop abuse, and to be able to say afterwards who saw or changed what',
      WRITING: 'to write to you by e-mail what you need to know or have asked for',
      CONSENTED: 'to do what you have consented to, and to be able to prove it',
      STAFFING: 'to share calls among the secretaries, and to tell you who worked for you',
      ACCOUNTABILITY: 'to prove that we keep to data protection law',
      BOOKKEEPING: 'to keep what tax and commercial law demand',
      IMPROVING: 'to find out what does not work in the app, or is missing',
      RUNNING: 'to run the program',
    },
    bases: {
      CONTRACT: 'contract (Art. 6 (1) (b) GDPR)',
      ON_BEHALF: 'processing on your behalf and instruction (Art. 28 GDPR)',
      CONSENT: 'consent (Art. 6 (1) (a) GDPR)',
      LEGAL_OBLIGATION: 'legal obligation (Art. 6 (1) (c) GDPR)',
      LEGITIMATE_INTEREST: 'legitimate interest (Art. 6 (1) (f) GDPR)',
      EMPLOYMENT: 'employment (Art. 6 (1) (b), Art. 88 GDPR, § 26 BDSG)',
      NO_PERSON: 'not needed, as it is about no person',
    },
    origins: {
      CUSTOMER: 'entered by you and your people',
      CALLER: 'said by the caller, or sent along by their telephone',
      TELEPHONE_SYSTEM: 'reported by the telephone system',
      STAFF: 'entered by our secretaries',
      USER: 'entered when signing in, or sent along by the browser',
      PROGRAM: 'made by the program',
    },
    recipients: {
      TELEPHONE_PROVIDER: 'the provider of the telephone lines, who dials the numbers',
      CALLED_PERSON: 'whoever is reached at a forwarding number, who sees the caller’s number',
      MAIL_PROVIDER: 'the operator of the mail server',
      WEBHOOK_RECEIVER: 'your own programs that you have entered as webhooks',
      PUSH_SERVICE: 'the push service of the browser’s maker, such as Google, Apple or Mozilla, which sees that and when a device is notified; the content is encrypted up to the device',
    },
    terms: {
      CONTRACT: length => `until ${length} after the end of the contract; where you keep the basic functions, until you delete`,
      ACCOUNT: length => `until it is deleted, at most ${length} without activity`,
      CALL_HISTORY: length => `${length} after the call`,
      APPOINTMENT: length => `${length} after the appointment`,
      TRASH: length => `${length} in the trash`,
      VOICE_MESSAGE: length => `${length} after the recording`,
      FORWARDING_CHECK: length => length,
      UNASSIGNED_CALL: length => length,
      ALARM: length => `${length} after it was last raised`,
      EVENTS: length => length,
      EARLY_REPORT: length => length,
      EXPIRY: () => 'until it runs out',
      SET_UP_LINK: length => `${length} after it runs out`,
      MAIL: length => `${length} after it was written`,
      KNOWN_DEVICE: length => `${length} after the last sign-in there`,
      WISH: length => length,
      WEBHOOK_DELIVERY: length => `${length} after the event`,
      APP_FEEDBACK: length => length,
      NOTIFICATION: length => length,
      AUDIT: length => length,
      RECORD_OF_DUTIES: length => length,
      BY_LAW: length => `${length} after the end of the year in which the contract ended (§ 147 AO, § 257 HGB)`,
      WITH_SUBJECT: () => 'for as long as what it belongs to',
      INSTALLATION: () => 'for as long as the installation is set up like that',
    },
    units: { minutes: ['minute', 'minutes'], hours: ['hour', 'hours'], days: ['day', 'days'], weeks: ['week', 'weeks'], months: ['month', 'months'], years: ['year', 'years'] },
  },
};

/** A length of time in words. */
export function spanInWords(span: Span, tongue: Tongue): string {
  const [unit, count] = Object.entries(span)[0] as [string, number];
  const [one, many] = WORDS[tongue].units[unit] as [string, string];
  return `${count} ${count === 1 ? one : many}`;
}

/** How long something is kept, in words; the length is the one that is declared. */
export function termInWords(name: TermName, tongue: Tongue): string {
  const term: Term = TERMS[name];
  return WORDS[tongue].terms[name]('span' in term ? spanInWords(term.span, tongue) : '');
}
