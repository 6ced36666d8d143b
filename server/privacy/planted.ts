import { CONSENTS } from '../consents/consent-kinds.ts';
import type { Desk } from '../test/desk.ts';
import type { SecretaryActor } from '../identity/actor.ts';

/** The moment at which tests ask; what is planted lies around it. */
export const NOW = new Date('2026-06-15T09:00:00Z');

/** What two customers have in common on purpose: the same people call both. */
export const SHARED = { name: 'Anna Schmidt', callerNumber: '+491713920001', forwardingNumber: '+491713920099', concern: 'Bittet um Rückruf wegen des Termins' };

/** The ids that acts on a planted customer are given, by the names of the arguments. */
export type PlantedIds = Record<'customerId' | 'contactId' | 'instructionId' | 'lineId' | 'callId' | 'attemptId' | 'forwardingNumberId' | 'noteId' | 'forwardingCheckId' | 'lineNumber' | 'customerUserId' | 'accountId' | 'secretaryId' | 'alarmId' | 'restrictionId' | 'sessionId' | 'deviceId' | 'passkeyId' | 'personId' | 'apiKeyId' | 'callerNumber' | 'threadId' | 'messageThreadId' | 'messageId' | 'documentId' | 'documentVersionId' | 'uploadId' | 'faqId' | 'calendarId' | 'kindId' | 'appointmentKindId' | 'appointmentId' | 'taskId' | 'debtorId' | 'templateId' | 'webhookId' | 'webhookDeliveryId' | 'appFeedbackId', string>;

/** How many have been planted at each desk: what is planted there is the same whatever was planted at others before. */
const planted = new WeakMap<Desk, number>();
function nextPlace(desk: Desk): number {
  const place = planted.get(desk) ?? 0;
  planted.set(desk, place + 1);
  return place;
}

/** A row, as it is; JSON for objects. */
export async function insert(desk: Desk, table: string, row: Record<string, unknown>): Promise<void> {
  const columns = Object.keys(row).map(column => `"${column}"`);
  const values = Object.values(row).map(value => (value && typeof value === 'object' && !Array.isArray(value) && !(value instanceof Date) && !Buffer.isBuffer(value) ? JSON.stringify(value) : value));
  await desk.sql.pool.query(`insert into ${table} (${columns.join(', ')}) values (${columns.map((_, place) => `$${place + 1}`).join(', ')})`, values);
}

/**
 * A customer with something in every column of every table that customers' rows are in, so that whatever leaks can be
 * seen. Two of them have the same callers and no other text, number or time in common. Of three calls one rings, one is in
 * the hands of `secretary`, who is writing, and one is over and has a note that was changed once.
 */
export async function plantCustomer(desk: Desk, secretary: SecretaryActor): Promise<PlantedIds> {
  const place = nextPlace(desk);
  let count = 0;
  const id = () => crypto.randomUUID();
  const mark = (what: string) => `${what} ${place}#${count++}`;
  // Minutes of the past apart, so that each time is one of a kind; `later` ones are ahead.
  const time = () => new Date(NOW.getTime() - (place * 1000 + count++) * 61_000);
  const later = () => new Date(NOW.getTime() + (place * 1000 + count++ + 1) * 61_000);
  let numbers = 0;
  const landline = () => `+4930231${25_000 + ((place * 40 + numbers++) % 1000)}`;
  const hours = () => `${String(10 + (count++ % 10))}:${String(place % 60).padStart(2, '0')}`;

  const customerId = id();
  const customerUserId = id();
  const accountId = id();
  const reporter = `door:${id()}`;
  await insert(desk, 'customer', {
    id: customerId, customer_number: mark('Kunde'), name: mark('Praxis'), time_zone: ['Europe/Berlin', 'Europe/Vienna', 'Europe/Zurich'][place % 3], language: 'DE', federal_state: 'BE',
    contract_started_on: time(), contract_ended_on: later(),
  });
  await insert(desk, 'customer_user', { customer_id: customerId, id: customerUserId, name: mark('Person'), right: 'MANAGE' });
  await insert(desk, 'account', {
    id: accountId, email: `${customerUserId}@praxis-weber.example`, password_hash: mark('hash'), customer_id: customerId, customer_user_id: customerUserId, created_at: time(), temporary_password_until: later(), second_factor_since: time(),
  });
  const sessionId = id();
  await insert(desk, 'session', {
    token_hash: Buffer.from(mark('token')), id: sessionId, account_id: accountId, created_at: time(), last_used_at: time(), expires_at: later(), browser: mark('Browser'), system: mark('System'),
  });
  const passkeyId = id();
  await insert(desk, 'totp', { account_id: accountId, secret: desk.ground.secrets.seal('totp.secret', accountId, mark('Geheimnis')), created_at: time(), confirmed_at: time(), last_used_step: 1 });
  await insert(desk, 'recovery_code', { account_id: accountId, code_hash: Buffer.from(mark('Wiederherstellung')), created_at: time(), used_at: time() });
  await insert(desk, 'passkey', {
    id: passkeyId, account_id: accountId, credential_id: Buffer.from(mark('Kennung')), public_key: Buffer.from(mark('Schlüssel')), counter: 0, transports: [], is_synced: true, name: mark('Passkey'),
    browser: mark('Browser'), system: mark('System'), created_at: time(), last_used_at: time(),
  });
  await insert(desk, 'passkey_challenge', { challenge_hash: Buffer.from(mark('Aufgabe')), purpose: 'REGISTER', account_id: accountId, created_at: time(), expires_at: later() });
  await insert(desk, 'sign_in_challenge', { token_hash: Buffer.from(mark('Anmeldung')), account_id: accountId, created_at: time(), expires_at: later() });
  await insert(desk, 'known_device', { account_id: accountId, token_hash: Buffer.from(mark('Gerät')), last_seen_at: time() });
  await insert(desk, 'password_reset_link', { token_hash: Buffer.from(mark('Link')), account_id: accountId, created_at: time(), expires_at: later() });
  await insert(desk, 'notification_setting', {
    account_id: accountId, push_causes: ['NOTE'], email_causes: ['MISSED'], push_shows_content: false, email_shows_content: false, quiet_from: hours(), quiet_until: hours(), quiet_weekdays: [1], urgent_passes_quiet: true,
    email_rhythm: 'AT_ONCE', email_time: hours(), email_weekday: 1, since: time(), unsubscribe_hash: Buffer.from(mark('Abbestellen')), unsubscribe_token: desk.ground.secrets.seal('notification_setting.unsubscribe_token', accountId, mark('Abbestellen')),
  });
  const deviceId = id();
  const keyId = id();
  await insert(desk, 'push_key', { id: keyId, public_key: mark('Schlüssel').padEnd(87, '-'), private_key: desk.ground.secrets.seal('push_key.private_key', keyId, mark('Schlüssel')), created_at: time(), retired_at: time() });
  await insert(desk, 'push_device', {
    id: deviceId, account_id: accountId, session_id: sessionId, key_id: keyId, endpoint_hash: Buffer.from(mark('Gerät')), subscription: desk.ground.secrets.seal('push_device.subscription', deviceId, mark('Gerät')),
    browser: mark('Browser'), system: mark('System'), created_at: time(), last_reached_at: time(),
  });
  const told = () => ({ id: id(), account_id: accountId, channel: 'PUSH', device_id: deviceId, cause: 'NOTE', subject_id: id(), happened_at: time(), due_at: time() });
  await insert(desk, 'notification', { ...told(), next_try_at: later(), tries: 1, last_problem: mark('Störung') });
  await insert(desk, 'notification', { ...told(), sent_at: time() });
  await insert(desk, 'notification', { ...told(), given_up_at: time() });
  const mailId = id();
  await insert(desk, 'mail', {
    id: mailId, account_id: accountId, kind: 'PASSWORD_RESET', language: 'DE', to_name: mark('Empfänger'), to_address: `${mark('Postfach').replace(/\W/g, '')}@praxis-weber.example`,
    details: desk.ground.secrets.seal('mail.details', mailId, JSON.stringify({ token: mark('Wort') })), created_at: time(), next_try_at: later(), tries: 1, last_problem: mark('Störung'),
  });
  await insert(desk, 'notification', { ...told(), channel: 'EMAIL', device_id: null, sent_at: time(), mail_id: mailId });
  const mail = { account_id: accountId, kind: 'PASSWORD_CHANGED', language: 'DE', to_name: mark('Empfänger'), to_address: `${mark('Postfach').replace(/\W/g, '')}@praxis-weber.example` };
  await insert(desk, 'mail', { ...mail, id: id(), created_at: time(), sent_at: time() });
  await insert(desk, 'mail', { ...mail, id: id(), created_at: time(), given_up_at: time() });

  await insert(desk, 'consent', {
    customer_id: customerId, id: id(), kind: 'VOICE_MESSAGES_AT_DESK', text_version: mark('alt'), answer: 'GIVEN', answered_at: new Date(NOW.getTime() - (place * 1000 + 999) * 61_000),
    answered_by: mark('Einwilligende'), withdrawn_at: time(), withdrawn_by: mark('Widerrufende'),
  });
  await insert(desk, 'consent', {
    customer_id: customerId, id: id(), kind: 'VOICE_MESSAGES_AT_DESK', text_version: CONSENTS.VOICE_MESSAGES_AT_DESK.version, answer: 'GIVEN', answered_at: time(), answered_by: mark('Einwilligende'),
  });
  await insert(desk, 'statement_reading', { customer_id: customerId, customer_user_id: customerUserId, version: mark('alt'), acknowledged_at: time() });

  await insert(desk, 'acting', { customer_id: customerId, id: id(), secretary_id: secretary.secretaryId, reason: mark('Grund des Handelns'), since: time(), until: later() });
  await insert(desk, 'contract_end', { customer_id: customerId, asked_at: time(), reminded_at: time(), answer: 'KEEP', answered_at: time() });

  const lineId = id();
  const lineNumber = `+496990009${String(place).padStart(3, '0')}`;
  await insert(desk, 'line', { customer_id: customerId, id: lineId, number: lineNumber, label: mark('Leitung') });
  await insert(desk, 'line', { customer_id: customerId, id: id(), number: landline(), label: mark('Alte Leitung'), released_at: time() });

  const contactId = id();
  await insert(desk, 'contact', { customer_id: customerId, id: contactId, name: SHARED.name, company: mark('Firma'), is_vip: true, always_put_through_to: landline(), remarks: mark('Bemerkung'), groups: [mark('Gruppe')], emails: [mark('post@anrufer.example')], address: mark('Anschrift'), created_at: time() });
  await insert(desk, 'contact_number', { customer_id: customerId, contact_id: contactId, number: SHARED.callerNumber, position: 0, label: mark('Apparat') });
  await insert(desk, 'contact_number', { customer_id: customerId, contact_id: contactId, number: landline(), position: 1 });
  const namesakeId = id();
  const namesake = mark('Berta Namensvetter');
  await insert(desk, 'contact', { customer_id: customerId, id: namesakeId, name: namesake, company: mark('Firma'), created_at: time() });

  const instructionId = id();
  const forwardingNumberId = id();
  const validUntil = later();
  await insert(desk, 'instruction', {
    customer_id: customerId, id: instructionId, title: mark('Sprechstunde'), valid_from: time(), valid_until: validUntil, greeting: mark('Guten Tag'), put_through: 'NONE',
    message: mark('Wir sind nicht da'), remarks: mark('Bitte freundlich'), is_preset: true, created_at: time(), updated_at: time(),
  });
  await insert(desk, 'weekly_hours', { customer_id: customerId, instruction_id: instructionId, weekday: 'MONDAY', opens: hours(), closes: hours() });
  await insert(desk, 'forwarding_number', {
    customer_id: customerId, id: forwardingNumberId, instruction_id: instructionId, number: SHARED.forwardingNumber, label: mark('Mobil'), situation: 'FIRST', ring_seconds: 20, position: 0,
  });
  await insert(desk, 'forwarding_number', {
    customer_id: customerId, id: id(), instruction_id: instructionId, number: landline(), label: mark('Festnetz'), situation: 'ON_BUSY', ring_seconds: 20, position: 1,
  });
  const former = {
    title: mark('Frühere Sprechstunde'), validFrom: time().toISOString(), validUntil: later().toISOString(), weeklyHours: [{ weekday: 'MONDAY', from: hours(), until: hours() }], exceptPublicHolidays: false,
    greeting: mark('Früher Guten Tag'), putThrough: 'NONE', message: mark('Früher nicht da'), remarks: mark('Früher freundlich'), transfer: 'ANNOUNCED', isPreset: false, createdAt: time().toISOString(),
    forwardingNumbers: [{ id: id(), number: landline(), label: mark('Früher Mobil'), situation: 'FIRST', ringSeconds: 20 }],
  };
  await insert(desk, 'instruction_version', {
    customer_id: customerId, instruction_id: instructionId, version: 1, act: 'CREATED', written_at: time(), writer_kind: 'CUSTOMER_USER', written_by: mark('Anweisende'), said: former, expires_at: later(),
  });
  await insert(desk, 'preset_list', {
    customer_id: customerId, version: 1, updated_at: time(),
    said: { presets: [{
      id: id(), title: mark('Besprechung'), symbol: 'MEETING', ending: 'AFTER_MINUTES', minutes: 60, isAsked: true, putThrough: 'NONE', message: mark('In Besprechung'),
      forwardingNumbers: [{ id: id(), number: landline(), label: mark('Vorzimmer'), situation: 'FIRST', ringSeconds: 20 }],
    }] },
  });
  await insert(desk, 'active_instruction', { customer_id: customerId, instruction_id: instructionId, next_boundary_at: validUntil });

  const decision = () => ({
    kind: 'PUT_THROUGH',
    reasons: [
      { kind: 'ByContact', contactId, name: mark('Kontakt'), match: 'NUMBER', standing: 'VIP' },
      { kind: 'ByInstruction', instructionId, title: mark('Titel'), validUntil: later().toISOString(), temporary: true },
    ],
    greeting: mark('Begrüßung'), message: mark('Auskunft'), remarks: mark('Hinweis'), instructionId,
    plan: [{ id: forwardingNumberId, number: landline(), label: mark('Plan'), situation: 'FIRST', ringSeconds: 20 }],
  });
  const call = (over: Record<string, unknown>) => ({
    customer_id: customerId, line_id: lineId, reporter, external_id: mark('extern'), caller_number: SHARED.callerNumber, caller_raw: mark('roh'), withheld: false,
    contact_names: `${SHARED.name} ${mark('Namen')}`, decision: decision(), received_at: time(), state_since: time(), diverted_by: landline(), abilities: ['DIAL', 'RING_SECRETARY'], ...over,
  });
  const inHand = { taken_by: secretary.secretaryId, taken_at: time(), answered_at: time() };
  const over = { ...inHand, state: 'ENDED', result: 'MESSAGE_TAKEN', ended_at: time(), end_reason: 'CALLER_HUNG_UP' };

  const ended = id();
  const noteId = id();
  await insert(desk, 'call', call({ id: ended, ...over, identified_contact_id: namesakeId, decision_changed_at: time(), call_back_done_at: time() }));
  await insert(desk, 'call', call({ id: id(), ...over, result: null, caller_number: landline(), ended_at: new Date(NOW.getTime() - (place + 1) * 1000) }));
  await insert(desk, 'attempt', {
    customer_id: customerId, id: id(), call_id: ended, forwarding_number_id: forwardingNumberId, number: landline(), label: mark('Versuch'), situation: 'FIRST', ring_seconds: 20, position: 0,
    started_at: time(), ended_at: time(), outcome: 'BUSY',
  });
  const said = () => ({ caller_name: mark('Anrufer'), caller_company: mark('Firma des Anrufers'), caller_number: mark('Nummer'), concern: `${SHARED.concern} ${mark('Anliegen')}`, urgent: true, call_back_wished: true });
  await insert(desk, 'call_note', { customer_id: customerId, id: noteId, call_id: ended, ...said(), written_by: secretary.secretaryId, written_at: time(), updated_at: time(), version: 2 });
  await insert(desk, 'call_note_version', { customer_id: customerId, note_id: noteId, version: 1, ...said(), written_by: secretary.secretaryId, written_at: time() });

  await insert(desk, 'note_rating', { customer_id: customerId, id: id(), call_id: ended, secretary_id: secretary.secretaryId, rating: 'BAD', wrong_fields: ['CONCERN'], comment: mark('Rückmeldung'), rated_at: time(), rated_by: mark('Bewertende') });
  // Ahead, so that a clock that is moved on by some weeks does not bring its end.
  const trashed = id();
  await insert(desk, 'call', call({ id: trashed, ...over, trashed_at: new Date(later().getTime() + 90 * 86_400_000), trashed_by: mark('Aufräumende') }));
  await insert(desk, 'call_note', { customer_id: customerId, id: id(), call_id: trashed, ...said(), written_by: secretary.secretaryId, written_at: time() });
  const emptied = id();
  await insert(desk, 'call', call({
    id: emptied, ...over, external_id: emptied, caller_number: null, caller_raw: null, contact_names: null, diverted_by: null, decision: { kind: 'TAKE_MESSAGE', reasons: [], greeting: '', message: null, remarks: null, instructionId: null, plan: [] },
    trashed_at: new Date(NOW.getTime() - (place * 1000 + 997) * 61_000), trashed_by: mark('Aufräumende'), emptied_at: time(),
  }));

  const taken = id();
  const attemptId = id();
  await insert(desk, 'call', call({ id: taken, ...inHand, state: 'PUTTING_THROUGH', changed_decision: decision() }));
  await insert(desk, 'attempt', {
    customer_id: customerId, id: attemptId, call_id: taken, forwarding_number_id: forwardingNumberId, number: landline(), label: mark('Versuch'), situation: 'FIRST', ring_seconds: 20, position: 0, started_at: time(),
    announced: true, answered_at: time(), asked_at: time(),
  });
  await insert(desk, 'voice_message', { customer_id: customerId, id: id(), call_id: ended, recorded_at: time(), seconds: 11 + place, audio: Buffer.from(mark('Aufnahme')) });
  await insert(desk, 'note_draft', { customer_id: customerId, call_id: taken, secretary_id: secretary.secretaryId, ...said(), saved_at: time() });

  const forwardingCheckId = id();
  await insert(desk, 'forwarding_check', {
    customer_id: customerId, id: forwardingCheckId, line_id: lineId, number: landline(), method: 'WE_CALL', started_at: time(), expires_at: later(), asked_at: time(), ended_at: time(), result: 'ARRIVED',
  });

  const restrictionId = id();
  const restricted = { reason: mark('Grund'), requested_at: time(), requested_by: mark('Betroffene'), requested_by_staff: false };
  await insert(desk, 'restriction', { customer_id: customerId, id: restrictionId, kind: 'CALL', subject_id: id(), ...restricted });
  await insert(desk, 'restricted_row', {
    customer_id: customerId, restriction_id: restrictionId, table_name: 'contact', line_id: lineId, received_at: time(), row: { customer_id: customerId, id: id(), name: mark('Eingeschränkt'), is_vip: false, is_blocked: false, created_at: time(), version: 1 },
  });
  const announced = new Date(NOW.getTime() - (place * 1000 + 998) * 61_000);
  await insert(desk, 'restriction', {
    customer_id: customerId, id: id(), kind: 'CONTACT', subject_id: id(), reason: mark('Grund'), requested_at: time(), requested_by: mark('Betroffene'), requested_by_staff: true,
    lift_reason: mark('Aufhebung'), lift_announced_at: announced, lifts_at: new Date(announced.getTime() + 7 * 86_400_000), lifted_by: mark('Leitung'), lifted_at: new Date(announced.getTime() + 7 * 86_400_000 + 1_000),
  });

  const callId = id();
  await insert(desk, 'call', call({ id: callId, state: 'RINGING' }));
  await insert(desk, 'call_ring', { customer_id: customerId, call_id: callId, secretary_id: secretary.secretaryId, rung_at: time() });
  await insert(desk, 'call_ring', { customer_id: customerId, call_id: ended, secretary_id: secretary.secretaryId, rung_at: time(), stopped_at: time(), outcome: 'TOOK' });
  await insert(desk, 'secretary_preference', { customer_id: customerId, secretary_id: secretary.secretaryId, weight: 50 });
  const apiKeyId = id();
  await insert(desk, 'api_key', {
    id: apiKeyId, customer_id: customerId, name: mark('Schnittstelle'), key_hash: Buffer.from(mark('Schlüssel')), hint: mark('vz_'), scopes: ['calls:read'], created_at: time(), created_by: mark('Person'),
    expires_at: later(), last_used_at: time(),
  });
  const threadId = id();
  const messageId = id();
  await insert(desk, 'message_thread', {
    customer_id: customerId, id: threadId, subject: mark('Betreff'), started_at: time(), last_message_at: time(), messages: 2, newest_of_customer: 1, newest_of_secretariat: 2, awaits_answer_since: time(), answered_by: secretary.secretaryId,
  });
  const message = { customer_id: customerId, thread_id: threadId };
  await insert(desk, 'message', { ...message, id: messageId, place: 1, sent_at: time(), customer_user_id: customerUserId, customer_user_name: mark('Schreibende'), text: mark('Nachricht des Kunden') });
  const sentFile = Buffer.from(mark('Inhalt einer Datei'));
  await insert(desk, 'message_file', { customer_id: customerId, id: id(), message_id: messageId, place: 1, file_name: `${mark('Befund')}.txt`, media_type: mark('text/plain'), byte_size: sentFile.length, content: sentFile });
  await insert(desk, 'message', { ...message, id: id(), place: 2, sent_at: time(), secretary_id: secretary.secretaryId, text: mark('Antwort des Sekretariats') });
  await insert(desk, 'message_reading', { ...message, customer_user_id: customerUserId, customer_user_name: mark('Lesende'), through: 2, read_at: time() });
  await insert(desk, 'message_reading', { ...message, secretary_id: secretary.secretaryId, through: 1, read_at: time() });
  const documentId = id();
  const documentVersionId = id();
  const uploadId = id();
  const faqId = id();
  await insert(desk, 'document', { customer_id: customerId, id: documentId, title: mark('Preisliste'), created_at: time(), newest: 1 });
  const content = Buffer.from(mark('Inhalt eines Dokuments'));
  await insert(desk, 'document_version', {
    customer_id: customerId, id: documentVersionId, document_id: documentId, number: 1, file_name: `${mark('Preise')}.txt`, media_type: mark('text/plain'), byte_size: content.length, uploaded_at: time(), uploaded_by: mark('Hochladende'), content,
  });
  await insert(desk, 'upload', {
    customer_id: customerId, id: uploadId, document_id: documentId, title: mark('Unterwegs'), file_name: `${mark('unterwegs')}.txt`, byte_size: 1_000_000, customer_user_id: customerUserId, began_at: time(), expires_at: later(),
  });
  await insert(desk, 'upload', {
    customer_id: customerId, id: id(), title: mark('Unterwegs'), file_name: `${mark('unterwegs')}.txt`, byte_size: 1_000_000, secretary_id: secretary.secretaryId, began_at: time(), expires_at: later(),
  });
  await insert(desk, 'upload', {
    customer_id: customerId, id: id(), for_message: true, title: mark('Anhang'), file_name: `${mark('anhang')}.txt`, media_type: mark('text/plain'), byte_size: 1_000, customer_user_id: customerUserId, began_at: time(), expires_at: later(),
  });
  await insert(desk, 'upload_part', { customer_id: customerId, upload_id: uploadId, place: 0, bytes: Buffer.from(mark('Stück einer Datei')) });
  await insert(desk, 'faq', { customer_id: customerId, id: id(), question: mark('Wann ist offen?'), answer: mark('Von acht bis zwölf'), position: 0, created_at: time(), updated_at: time(), version: 1 });
  await insert(desk, 'faq', {
    customer_id: customerId, id: faqId, question: mark('Wo kann man parken?'), answer: mark('Im Hof'), position: 1, suggested_by: secretary.secretaryId, suggested_at: time(), created_at: time(), updated_at: time(), version: 1,
  });
  await insert(desk, 'made_id', { customer_id: customerId, id: id(), made_at: time() });
  const calendarId = id();
  const kindId = id();
  const appointmentId = id();
  await insert(desk, 'calendar', { customer_id: customerId, id: calendarId, name: mark('Kalender der Praxis'), except_public_holidays: true, created_at: time(), version: 1 });
  await insert(desk, 'calendar_hours', { customer_id: customerId, calendar_id: calendarId, weekday: 'MONDAY', opens: hours(), closes: hours() });
  await insert(desk, 'appointment_kind', {
    customer_id: customerId, id: kindId, name: mark('Erstgespräch'), length_minutes: 30, buffer_before_minutes: 0, buffer_after_minutes: 10, step_minutes: 15, calendar_id: calendarId, created_at: time(),
  });
  const retiredKindId = id();
  await insert(desk, 'appointment_kind', {
    customer_id: customerId, id: retiredKindId, name: mark('Nicht mehr angeboten'), length_minutes: 30, buffer_before_minutes: 0, buffer_after_minutes: 0, step_minutes: 15, created_at: time(), retired_at: time(),
  });
  const appointed = { customer_id: customerId, calendar_id: calendarId, booked_by: mark('Buchende'), booked_at: time(), updated_at: time(), version: 1 };
  const startsAt = later();
  const endsAt = new Date(startsAt.getTime() + 1000);
  await insert(desk, 'appointment', {
    ...appointed, id: appointmentId, kind_id: kindId, starts_at: startsAt, ends_at: endsAt, busy_from: startsAt, busy_until: endsAt, title: mark('Kommende'), number: SHARED.callerNumber, remark: mark('Bringt Unterlagen mit'), status: 'BOOKED', call_id: callId,
  });
  const nextStart = later();
  const nextEnd = new Date(nextStart.getTime() + 1000);
  await insert(desk, 'appointment', { ...appointed, id: id(), kind_id: retiredKindId, starts_at: nextStart, ends_at: nextEnd, busy_from: nextStart, busy_until: nextEnd, title: mark('Spätere'), number: landline(), status: 'BOOKED' });
  const [asideFrom, wasFrom] = [later(), later()];
  const wasUntil = new Date(wasFrom.getTime() + 1000);
  await insert(desk, 'restricted_row', {
    customer_id: customerId, restriction_id: restrictionId, table_name: 'appointment', calendar_id: calendarId, busy_from: asideFrom, busy_until: new Date(asideFrom.getTime() + 1000), row: {
      customer_id: customerId, calendar_id: calendarId, version: 1, booked_by: mark('Buchende'), booked_at: time(), updated_at: time(), id: id(), starts_at: wasFrom, ends_at: wasUntil, busy_from: wasFrom, busy_until: wasUntil,
      title: mark('Eingeschränkte'), status: 'CANCELLED',
    },
  });
  await insert(desk, 'calendar_feed', {
    customer_id: customerId, calendar_id: calendarId, token_hash: Buffer.from(mark('Kalenderadresse')), detail: 'KIND', created_at: time(), created_by: mark('Veröffentlichende'), last_fetched_at: time(),
  });
  const [openTaskId, taskId, debtorId, templateId] = [id(), id(), id(), id()] as const;
  await insert(desk, 'task', {
    customer_id: customerId, id: openTaskId, kind: 'COLLECTION_CALLS', title: mark('Mahnliste'), text: mark('Bitte freundlich anrufen'), due_at: later(), person_name: mark('Frau Rückruf'), person_number: landline(), call_id: callId,
    state: 'IN_PROGRESS', assigned_to: secretary.secretaryId, created_at: time(), created_by: mark('Bestellende'), updated_at: time(), version: 1,
  });
  await insert(desk, 'task', {
    customer_id: customerId, id: taskId, kind: 'OTHER', title: mark('Besorgung'), state: 'DONE', assigned_to: secretary.secretaryId, result: mark('Erledigt im Laden'), created_at: time(), created_by: mark('Bestellende'), updated_at: time(), finished_at: time(), version: 2,
  });
  await insert(desk, 'task_work', { customer_id: customerId, id: id(), task_id: openTaskId, secretary_id: secretary.secretaryId, began_at: time(), minutes: 7 });
  await insert(desk, 'task_work', { customer_id: customerId, id: id(), task_id: openTaskId, secretary_id: secretary.secretaryId, began_at: time() });
  await insert(desk, 'task_debtor', {
    customer_id: customerId, id: debtorId, task_id: openTaskId, position: 0, name: mark('Säumiger'), number: landline(), other_number: landline(), amount_cents: 10_000_000 + place * 100 + 1, reference: mark('Rechnung'), remarks: mark('Zahlt spät'),
    result: 'PROMISED', last_called_at: time(),
  });
  await insert(desk, 'task_debtor_call', { customer_id: customerId, id: id(), debtor_id: debtorId, secretary_id: secretary.secretaryId, called_at: time(), result: 'PROMISED', promised_on: '2026-07-01', remarks: mark('Zahlt bald') });
  await insert(desk, 'task_template', { customer_id: customerId, id: templateId, name: mark('Vorlage'), kind: 'RESEARCH', title: mark('Nachsehen'), text: mark('Im Handelsregister'), due_in_days: 3 });
  const webhookId = id();
  const formerWebhookId = id();
  const webhookDeliveryId = id();
  await insert(desk, 'webhook', {
    customer_id: customerId, id: webhookId, url: `https://hooks.example.com/${mark('Ziel').replace(/\W/g, '-')}`, description: mark('Empfänger der Ereignisse'), kinds: ['CALL_CHANGED'],
    secret: desk.ground.secrets.seal('webhook.secret', webhookId, `whsec_${Buffer.from(mark('Geheimnis des Empfängers')).toString('base64')}`), is_enabled: true,
    previous_secret: desk.ground.secrets.seal('webhook.previous_secret', webhookId, `whsec_${Buffer.from(mark('Früheres Geheimnis')).toString('base64')}`), previous_secret_until: later(), failing_since: time(),
    from_seq: 0, created_at: time(), created_by: mark('Einrichtende'),
  });
  await insert(desk, 'webhook', {
    customer_id: customerId, id: formerWebhookId, url: `https://hooks.example.com/${mark('Altes Ziel').replace(/\W/g, '-')}`, kinds: ['FAQ_CHANGED'], is_enabled: false, disabled_at: time(), disabled_because: 'GONE', from_seq: 0,
    secret: desk.ground.secrets.seal('webhook.secret', formerWebhookId, `whsec_${Buffer.from(mark('Altes Geheimnis')).toString('base64')}`), created_at: time(), created_by: mark('Einrichtende'),
  });
  const delivery = { customer_id: customerId, webhook_id: webhookId, kind: 'CALL_CHANGED', subject_id: ended, attempts: 1, tries: 1, last_tried_at: time(), last_status: 500, last_problem: 'STATUS', last_answer: mark('Antwort des Empfängers') };
  await insert(desk, 'webhook_delivery', { ...delivery, id: webhookDeliveryId, event_seq: 1_000_000 + place, happened_at: time(), state: 'WAITING', next_try_at: later() });
  await insert(desk, 'webhook_delivery', { ...delivery, id: id(), event_seq: 2_000_000 + place, happened_at: time(), state: 'FAILED' });
  const appFeedbackId = id();
  await insert(desk, 'app_feedback', {
    id: appFeedbackId, customer_id: customerId, kind: 'WISH', text: mark('Ein dunkler Hintergrund wäre schön'), sent_at: time(), customer_user_id: customerUserId, sender_name: mark('Wünschende'), page: mark('Seite'),
    app_version: mark('Fassung'), browser: mark('Browser'), screen: mark('Bildschirm'), image: Buffer.from(mark('Bild des Bildschirms')), image_type: 'image/png', done_at: time(), done_by: secretary.secretaryId,
  });
  await insert(desk, 'app_feedback', {
    id: id(), customer_id: customerId, kind: 'PROBLEM', text: mark('Der Knopf tut nichts'), sent_at: time(), customer_user_id: customerUserId, sender_name: mark('Meldende'), page: mark('Seite'), app_version: mark('Fassung'),
    browser: mark('Browser'), screen: mark('Bildschirm'),
  });
  const alarmId = id();
  await insert(desk, 'telephony_alarm', { id: alarmId, customer_id: customerId, kind: 'DIAL_LIMIT', number: landline(), raised_at: time(), last_at: time() });
  await insert(desk, 'telephony_alarm', {
    id: id(), customer_id: customerId, kind: 'COUNTRY_REFUSED', number: landline(), raised_at: time(), last_at: time(), dismissed_at: time(), dismissed_by: secretary.secretaryId,
  });
  await insert(desk, 'audit_entry', {
    id: id(), at: time(), actor_kind: 'SECRETARY', actor_id: secretary.secretaryId, actor_name: mark('Name im Protokoll'), customer_id: customerId, act: `call${'abcdefghijklmnopqrstuvwxyz'.charAt(place % 26)}${'x'.repeat(Math.floor(place / 26) % 50)}`,
    kind: 'SAW', subject_ids: [callId], address: mark('Netz'), device: mark('Gerät'), reason: mark('Grund'),
  });
  for (const [kind, subject] of [['CALL_CHANGED', callId], ['CALL_CHANGED', ended], ['CALL_CHANGED', taken], ['INSTRUCTION_CHANGED', instructionId], ['CONTACT_CHANGED', contactId], ['CUSTOMER_CHANGED', customerId], ['FORWARDING_CHECK_CHANGED', forwardingCheckId], ['MESSAGES_CHANGED', threadId], ['DOCUMENT_CHANGED', documentId], ['FAQ_CHANGED', faqId], ['APPOINTMENT_CHANGED', appointmentId], ['CALENDARS_CHANGED', customerId], ['TASK_CHANGED', taskId], ['WEBHOOK_CHANGED', webhookId]])
    await desk.sql.pool.query('select append_event($1, $2, $3)', [kind, customerId, subject]);
  return { customerId, contactId, instructionId, lineId, callId, attemptId, forwardingNumberId, noteId, forwardingCheckId, lineNumber, customerUserId, accountId, secretaryId: secretary.secretaryId, restrictionId, alarmId, sessionId, deviceId, passkeyId, personId: customerUserId, apiKeyId, callerNumber: SHARED.callerNumber, threadId, messageThreadId: threadId, messageId, documentId, documentVersionId, uploadId, faqId, calendarId, kindId, appointmentKindId: kindId, appointmentId, taskId, debtorId, templateId, webhookId, webhookDeliveryId, appFeedbackId };
}

/** What belongs to no customer: ways in, sessions, calls to nobody's number, and who is at the desk. */
export async function plantService(desk: Desk, secretary: SecretaryActor, supervisor: SecretaryActor): Promise<{ telephoneDoorId: string }> {
  const place = nextPlace(desk);
  let count = 0;
  const mark = (what: string) => `${what} ${place}#${count++}`;
  const time = () => new Date(NOW.getTime() - (place * 1000 + count++) * 61_000);
  const telephoneDoorId = crypto.randomUUID();
  await insert(desk, 'telephone_door', {
    id: telephoneDoorId, name: mark('Anlage'), secret_hash: Buffer.from(mark('geheim')), hmac_secret: desk.ground.secrets.seal('telephone_door.hmac_secret', telephoneDoorId, mark('Schlüssel')), created_at: time(), last_event_at: time(), kind: 'TWILIO', account: mark('Konto'),
    api_secret: desk.ground.secrets.seal('telephone_door.api_secret', telephoneDoorId, mark('Zugang')), last_problem: mark('Fehler'), last_problem_at: time(),
  });
  await insert(desk, 'exchange', { name: mark('Vermittlung'), holder: mark('Prozess'), connected_since: time(), lost_at: time(), version: mark('Version'), last_event_at: time() });
  await desk.sql.pool.query('update telephony_settings set overflow_number = $1', [`+4940669690${String(place % 100).padStart(2, '0')}`]);
  await desk.sql.pool.query('update secretary set sip_endpoint = $2, phone_number = $3 where id = $1', [secretary.secretaryId, `tisch-${place}`, `+4989999980${String(place % 100).padStart(2, '0')}`]);
  await insert(desk, 'unassigned_call', {
    id: crypto.randomUUID(), reporter: `account:${supervisor.accountId}`, external_id: mark('extern'), called_number: mark('gewählt'), caller_number: mark('Anrufer'), received_at: time(),
  });
  await insert(desk, 'early_report', { reporter: `door:${telephoneDoorId}`, external_id: mark('extern'), kind: 'ENDED', reason: mark('Grund'), reported_at: time() });
  const session = Buffer.from(mark('token'));
  await insert(desk, 'session', { token_hash: session, id: crypto.randomUUID(), account_id: secretary.accountId, created_at: time(), last_used_at: time(), expires_at: NOW });
  await insert(desk, 'attempt_counter', { key: mark('Zähler'), attempts: 1, expires_at: time() });
  await insert(desk, 'password_reset_request', { id: crypto.randomUUID(), email: mark('Adresse'), requested_at: time() });
  const username = `desk-geplant${place}x${count++}`;
  await insert(desk, 'softphone', { username, secretary_id: secretary.secretaryId, session_hash: session, digest: desk.ground.secrets.seal('softphone.digest', username, mark('Kennwort')), created_at: time() });
  await insert(desk, 'api_key', {
    id: crypto.randomUUID(), name: mark('Anlage'), key_hash: Buffer.from(mark('Schlüssel')), hint: mark('vz_'), scopes: ['calls:report'], created_at: time(), created_by: mark('Leitung'),
    expires_at: new Date(NOW.getTime() + (place * 1000 + count++) * 61_000), last_used_at: time(),
  });
  await insert(desk, 'set_up_link', { token_hash: Buffer.from(mark('token')), created_at: time(), expires_at: time(), used_at: time() });
  await insert(desk, 'statement_version', { version: mark('Fassung'), announced_at: time() });
  await insert(desk, 'desk_lease', { secretary_id: secretary.secretaryId, holder: mark('Schreibtisch'), expires_at: NOW });
  return { telephoneDoorId };
}
