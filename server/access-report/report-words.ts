import { ENDINGS, PURPOSES, type StoredDeclaration } from '../privacy/declaration.ts';
import { termInWords, type Tongue, WORDS } from '../statement/words.ts';
import type { ReportTable } from './report-tables.ts';

/** What a table is called in the readable report; one that has no name yet is called as it is. */
const TABLES: Record<Tongue, Record<string, string>> = {
  de: {
    customer: 'Ihr Vertrag', customer_user: 'Ihre Mitarbeiter', account: 'Konten', session: 'Anmeldungen', consent: 'Einwilligungen', statement_reading: 'Gelesene Datenschutzerklärungen',
    restriction: 'Einschränkungen', restricted_row: 'Eingeschränkte Daten (vorhanden, nicht gezeigt)', line: 'Servicenummern', contact: 'Kontakte', contact_number: 'Telefonnummern der Kontakte',
    instruction: 'Anweisungen', weekly_hours: 'Wochenzeiten', forwarding_number: 'Weiterleitungsnummern', active_instruction: 'Geltende Anweisung', call: 'Anrufe', attempt: 'Durchstellversuche',
    call_ring: 'Läuten bei Sekretärinnen', voice_message: 'Sprachnachrichten', secretary_preference: 'Bevorzugte Sekretärinnen', telephony_alarm: 'Meldungen der Telefonanlage',
    forwarding_check: 'Testanrufe für Weiterleitungen', call_note: 'Gesprächsnotizen', call_note_version: 'Frühere Fassungen von Notizen', note_draft: 'Entwürfe von Notizen', note_rating: 'Ihre Rückmeldungen zu Notizen', event: 'Ereignisse', mail: 'E-Mails an Sie',
    audit_entry: 'Zugriffe auf Ihre Daten', passkey: 'Passkeys', former_version: 'Frühere Fassungen von Kontakten und Anweisungen',
    notification_setting: 'Ihre Benachrichtigungen', push_device: 'Geräte, die benachrichtigt werden', notification: 'Verschickte und wartende Benachrichtigungen',
    message_thread: 'Nachrichten: Themen', message: 'Nachrichten', message_reading: 'Nachrichten: wer bis wohin gelesen hat',
    message_file: 'Nachrichten: Dateien', document: 'Dokumente', document_version: 'Dokumente: Fassungen', upload: 'Dateien, die noch hochgeladen werden', upload_part: 'Stücke dieser Dateien', faq: 'Häufige Fragen',
    calendar: 'Kalender', calendar_hours: 'Arbeitszeiten', appointment_kind: 'Arten von Terminen', appointment: 'Termine', calendar_feed: 'Abonnierte Kalender', task: 'Aufträge', task_work: 'Aufträge: aufgewendete Zeit', task_debtor: 'Aufträge: Schuldner', task_debtor_call: 'Aufträge: Anrufe bei Schuldnern', task_template: 'Vorlagen für Aufträge', webhook: 'Webhooks', webhook_delivery: 'Was an Webhooks gesendet wurde', app_feedback: 'Rückmeldungen zur App', instruction_version: 'Frühere Fassungen von Anweisungen', preset_list: 'Schnell umstellen',
  },
  en: {
    customer: 'Your contract', customer_user: 'Your people', account: 'Accounts', session: 'Sessions', consent: 'Consents', statement_reading: 'Privacy statements read',
    restriction: 'Restrictions', restricted_row: 'Restricted data (held, not shown)', line: 'Service numbers', contact: 'Contacts', contact_number: 'Telephone numbers of contacts',
    instruction: 'Instructions', weekly_hours: 'Weekly hours', forwarding_number: 'Forwarding numbers', active_instruction: 'Instruction in force', call: 'Calls', attempt: 'Attempts to put through',
    call_ring: 'Ringing at secretaries', voice_message: 'Voice messages', secretary_preference: 'Preferred secretaries', telephony_alarm: 'Alarms of the telephone system',
    forwarding_check: 'Test calls for forwarding', call_note: 'Call notes', call_note_version: 'Former versions of notes', note_draft: 'Drafts of notes', note_rating: 'Your feedback on notes', event: 'Events', mail: 'E-mails to you',
    audit_entry: 'Who saw your data', passkey: 'Passkeys', former_version: 'Former versions of contacts and instructions',
    notification_setting: 'Your notifications', push_device: 'Devices that are notified', notification: 'Notifications sent and waiting',
    message_thread: 'Messages: threads', message: 'Messages', message_reading: 'Messages: who has read up to where',
    message_file: 'Messages: files', document: 'Documents', document_version: 'Documents: versions', upload: 'Files that are being uploaded', upload_part: 'Pieces of those files', faq: 'Frequent questions',
    calendar: 'Calendars', calendar_hours: 'Working hours', appointment_kind: 'Kinds of appointment', appointment: 'Appointments', calendar_feed: 'Subscribed calendars', task: 'Tasks', task_work: 'Tasks: time spent', task_debtor: 'Tasks: debtors', task_debtor_call: 'Tasks: calls to debtors', task_template: 'Templates for tasks', webhook: 'Webhooks', webhook_delivery: 'What was sent to webhooks', app_feedback: 'Feedback about the app', instruction_version: 'Former versions of instructions', preset_list: 'One-tap changes',
  },
};

/** What columns are called in German; in English their names say it. */
const COLUMNS_DE: Record<string, string> = {
  url: 'Adresse', description: 'Wofür', kinds: 'Ereignisse', is_enabled: 'Eingeschaltet', disabled_at: 'Abgeschaltet', disabled_because: 'Warum abgeschaltet', failing_since: 'Schlägt fehl seit', happened_at: 'Geschehen', attempts: 'Versuche',
  last_tried_at: 'Zuletzt versucht', next_try_at: 'Nächster Versuch', last_status: 'Antwort (Status)', last_problem: 'Problem', last_answer: 'Antwort', sender_name: 'Von', page: 'Seite', app_version: 'Fassung der App', browser: 'Browser', screen: 'Bildschirm', image: 'Bild', done_at: 'Erledigt',
  name: 'Name', company: 'Firma', number: 'Nummer', customer_number: 'Kundennummer', time_zone: 'Zeitzone', language: 'Sprache', federal_state: 'Bundesland', contract_started_on: 'Vertragsbeginn', contract_ended_on: 'Vertragsende',
  right: 'Recht', email: 'E-Mail', password_hash: 'Passwort', created_at: 'Angelegt', expires_at: 'Läuft ab', updated_at: 'Geändert', token_hash: 'Anmeldekennzeichen', label: 'Bezeichnung', is_block: 'Nummernblock', is_vip: 'VIP', is_blocked: 'Gesperrt',
  always_put_through_to: 'Immer durchstellen an', remarks: 'Bemerkungen', groups: 'Gruppen', title: 'Titel', valid_from: 'Gilt ab', valid_until: 'Gilt bis', except_public_holidays: 'Nicht an Feiertagen', greeting: 'Begrüßung', put_through: 'Durchstellen', message: 'Auskunft',
  is_preset: 'Schnell umgestellt', transfer: 'Übergabe', weekday: 'Wochentag', opens: 'Von', closes: 'Bis', situation: 'Wann', ring_seconds: 'Läutet (Sekunden)', caller_number: 'Nummer des Anrufers', caller_raw: 'Kennung des Anrufers', withheld: 'Nummer unterdrückt',
  contact_names: 'Bekannt als', search_names: 'Gefunden unter', search_text: 'Gefunden unter', search: 'Gefunden unter', state: 'Zustand', on_hold: 'Gehalten', result: 'Ergebnis', received_at: 'Eingegangen', state_since: 'Zustand seit', answered_at: 'Angenommen', taken_at: 'Übernommen', ended_at: 'Beendet', end_reason: 'Beendet durch',
  decision: 'Entscheidung', decision_changed_at: 'Entscheidung geändert', changed_decision: 'Geänderte Entscheidung', call_back_done_at: 'Zurückgerufen', call_back_wished: 'Rückruf erbeten', urgent: 'Dringend', diverted_by: 'Umgeleitet von', fallback: 'Wenn niemand frei ist',
  started_at: 'Begonnen', outcome: 'Ausgang', announced: 'Angekündigt', rung_at: 'Geläutet', stopped_at: 'Geläutet bis', recorded_at: 'Aufgenommen', seconds: 'Sekunden', audio: 'Aufnahme', weight: 'Gewicht', kind: 'Art', raised_at: 'Gemeldet', last_at: 'Zuletzt', times: 'Wie oft', dismissed_at: 'Erledigt', dismissed_by: 'Erledigt von',
  method: 'Weg', caller_name: 'Name des Anrufers', caller_company: 'Firma des Anrufers', concern: 'Anliegen', written_at: 'Geschrieben', written_by: 'Geschrieben von', saved_at: 'Gespeichert', at: 'Wann', answer: 'Antwort', answered_by: 'Geantwortet von', withdrawn_at: 'Widerrufen', withdrawn_by: 'Widerrufen von',
  acknowledged_at: 'Zur Kenntnis genommen', reason: 'Grund', requested_at: 'Verlangt', requested_by: 'Verlangt von', lift_reason: 'Grund der Aufhebung', lift_announced_at: 'Aufhebung angekündigt', lifts_at: 'Endet', lifted_by: 'Aufgehoben von', lifted_at: 'Aufgehoben', row: 'Inhalt', next_boundary_at: 'Nächster Wechsel', taken_by: 'Übernommen von',
  to_name: 'An', to_address: 'Adresse', details: 'Inhalt', sent_at: 'Gesendet', secretary_id: 'Sekretärin', user_agent: 'Browser', address: 'Netzadresse', last_used_at: 'Zuletzt benutzt', last_seen_at: 'Zuletzt gesehen', trashed_at: 'Im Papierkorb seit', trashed_by: 'In den Papierkorb gelegt von', emptied_at: 'Inhalt gelöscht', rating: 'Bewertung', wrong_fields: 'Was nicht stimmte', comment: 'Anmerkung', rated_at: 'Bewertet', rated_by: 'Bewertet von',
  file_name: 'Datei', media_type: 'Art der Datei', byte_size: 'Größe (Bytes)', uploaded_at: 'Hochgeladen', uploaded_by: 'Hochgeladen von', content: 'Inhalt', began_at: 'Begonnen', bytes: 'Inhalt', question: 'Frage', suggested_by: 'Vorgeschlagen von', suggested_at: 'Vorgeschlagen',
  starts_at: 'Beginn', ends_at: 'Ende', length_minutes: 'Länge in Minuten', buffer_before_minutes: 'Frei davor (Minuten)', buffer_after_minutes: 'Frei danach (Minuten)', step_minutes: 'Raster (Minuten)', retired_at: 'Nicht mehr angeboten seit', remark: 'Bemerkung', booked_by: 'Gebucht von', booked_at: 'Gebucht', detail: 'Was zu lesen ist', last_fetched_at: 'Zuletzt abgerufen',
  due_at: 'Fällig', person_name: 'Person', person_number: 'Nummer der Person', assigned_to: 'Bearbeitet von', created_by: 'Angelegt von', finished_at: 'Abgeschlossen', minutes: 'Minuten', other_number: 'Weitere Nummer', amount_cents: 'Betrag (Cent)', reference: 'Zeichen', last_called_at: 'Zuletzt angerufen', called_at: 'Angerufen', promised_on: 'Genannter Tag', due_in_days: 'Fällig in Tagen',
  push_causes: 'Auf Geräte', email_causes: 'Per E-Mail', push_shows_content: 'Geräte zeigen Anrufer und Anliegen', email_shows_content: 'E-Mails nennen Anrufer und Anliegen', quiet_from: 'Ruhe ab', quiet_until: 'Ruhe bis', quiet_weekdays: 'Ruhe an', urgent_passes_quiet: 'Dringendes auch in der Ruhezeit',
  email_rhythm: 'E-Mails', email_time: 'Uhrzeit der E-Mail', email_weekday: 'Wochentag der E-Mail', system: 'System', last_reached_at: 'Zuletzt erreicht', channel: 'Weg', cause: 'Anlass', given_up_at: 'Aufgegeben',
  subject: 'Betreff', last_message_at: 'Letzte Nachricht', awaits_answer_since: 'Wartet auf Antwort seit', customer_user_id: 'Person', customer_user_name: 'Geschrieben von', text: 'Text', read_at: 'Gelesen',
};

const TEXTS = {
  de: {
    title: 'Auskunft über Ihre Daten', made: 'Erstellt am', for: 'für', purpose: 'Zweck', basis: 'Rechtsgrundlage', origin: 'Herkunft', recipients: 'Empfänger außerhalb des Dienstes', nobody: 'niemand', kept: 'Aufbewahrung', rows: 'Einträge', none: 'Nichts gespeichert.',
    withheld: 'gespeichert, aus Sicherheitsgründen nicht gezeigt', restricted: 'gespeichert, eingeschränkt', yes: 'ja', no: 'nein', law: 'danach getrennt verwahrt:',
    rights: 'Ihre Rechte', rightsText: 'Sie können Berichtigung, Löschung, Einschränkung der Verarbeitung und Übertragung Ihrer Daten verlangen, einer Verarbeitung aus berechtigtem Interesse widersprechen und jede Einwilligung widerrufen (Art. 15 bis 21 DSGVO). Eine automatisierte Entscheidung im Sinne von Art. 22 DSGVO gibt es nicht. Sie können sich bei einer Datenschutzaufsichtsbehörde beschweren; zuständig ist die des Bundeslandes, in dem der Betreiber seinen Sitz hat.',
    contact: 'Verantwortlich', statement: 'Datenschutzerklärung, Fassung', json: 'Dieselben Daten stehen vollständig, auch Kennungen und technische Angaben, in der Datei data.json.',
  },
  en: {
    title: 'Access to your data', made: 'Made on', for: 'for', purpose: 'Purpose', basis: 'Legal basis', origin: 'Origin', recipients: 'Recipients outside of the service', nobody: 'nobody', kept: 'Kept', rows: 'entries', none: 'Nothing is stored.',
    withheld: 'stored, not shown for security', restricted: 'stored, restricted', yes: 'yes', no: 'no', law: 'kept apart after that:',
    rights: 'Your rights', rightsText: 'You can ask for rectification, erasure, restriction of processing and portability of your data, object to processing based on a legitimate interest, and withdraw each consent (Art. 15 to 21 GDPR). There is no automated decision in the sense of Art. 22 GDPR. You can complain to a supervisory authority for data protection; competent is that of the German federal state in which the operator is established.',
    contact: 'Responsible', statement: 'Privacy statement, version', json: 'The same data stand in whole, identifiers and technical details included, in the file data.json.',
  },
} as const;

export const textsFor = (tongue: Tongue) => TEXTS[tongue];

export const tableTitle = (name: string, tongue: Tongue): string => TABLES[tongue][name] ?? name.replaceAll('_', ' ');

export const columnTitle = (name: string, tongue: Tongue): string => (tongue === 'de' ? COLUMNS_DE[name] : undefined) ?? name.replaceAll('_', ' ').replace(/^./, first => first.toUpperCase());

/** The same of several declarations, once each. */
const once = (values: string[], nothing: string): string => [...new Set(values)].join('; ') || nothing;

/** What is said above the rows of a table: why they are kept, where they come from, who receives them and for how long. */
export function aboutTable({ columns }: ReportTable, tongue: Tongue): [string, string][] {
  const words = WORDS[tongue];
  const texts = TEXTS[tongue];
  const all = columns.map(({ declared }) => declared);
  const termsOf = ({ kept, ending }: StoredDeclaration) => [termInWords(kept, tongue), ...(ENDINGS[ending] === ENDINGS.KEPT_BY_LAW ? [`${texts.law} ${termInWords('BY_LAW', tongue)}`] : [])];
  return [
    [texts.purpose, once(all.map(({ purpose }) => words.purposes[purpose]), '')],
    [texts.basis, once(all.map(({ purpose }) => words.bases[PURPOSES[purpose].basis]), '')],
    [texts.origin, once(all.map(({ origin }) => words.origins[origin]), '')],
    [texts.recipients, once(all.flatMap(({ recipients }) => recipients.map(recipient => words.recipients[recipient])), texts.nobody)],
    [texts.kept, once(all.flatMap(termsOf), '')],
  ];
}
