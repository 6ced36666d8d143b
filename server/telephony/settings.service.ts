import { isSupportedCountry } from 'libphonenumber-js/max';
import type { SignedIn } from '../context.ts';
import { readServiceNumbers } from '../customers/customer.rows.ts';
import { changedMeanwhile, type ChangedMeanwhile, InputCheck, invalid, type Invalid } from '../customers/input-check.ts';
import { type Sql, statement } from '../database/sql.ts';
import { appendEvent } from '../events/event-log.ts';
import { parsePhoneNumber } from '../numbers/phone-number.ts';

/** What a caller hears while nobody has taken the call. */
export enum Waiting {
  RINGING = 'RINGING',
  MUSIC = 'MUSIC',
  ANNOUNCEMENT_AND_MUSIC = 'ANNOUNCEMENT_AND_MUSIC',
}

/** What a caller gets whom nobody could answer in time. */
export enum Fallback {
  ANNOUNCEMENT = 'ANNOUNCEMENT',
  OVERFLOW = 'OVERFLOW',
  VOICE_MESSAGE = 'VOICE_MESSAGE',
}

/** How calls are rung, dialled and let go; one row for the installation. */
export interface TelephonySettings {
  /** For how long preferred secretaries are rung before all others. */
  preferredRingSeconds: number;
  /** After how long somebody who lets it ring is set to break. */
  secretaryRingSeconds: number;
  /** How long a call waits until the caller gets the fallback. */
  waitSeconds: number;
  waiting: `${Waiting}`;
  fallback: `${Fallback}`;
  /** E.164; never null where the fallback is OVERFLOW. */
  overflowNumber: string | null;
  /** Whether callers may be recorded at all. */
  voiceMessages: boolean;
  voiceMessageSeconds: number;
  /** ISO 3166-1 alpha-2, in alphabetical order. */
  allowedCountries: string[];
  dialsPerCustomerAndHour: number;
  /** Whether the number of a caller who shows it is shown to whom they are put through to. */
  presentsCaller: boolean;
  version: number;
}

const READ = statement<TelephonySettings>(
  'telephony-settings',
  `select preferred_ring_seconds as "preferredRingSeconds", secretary_ring_seconds as "secretaryRingSeconds", wait_seconds as "waitSeconds", waiting, fallback,
     overflow_number as "overflowNumber", voice_messages as "voiceMessages", voice_message_seconds as "voiceMessageSeconds", allowed_countries as "allowedCountries",
     dials_per_customer_and_hour as "dialsPerCustomerAndHour", presents_caller as "presentsCaller", version
   from telephony_settings`,
);
const SAVE = statement<{ version: number }>(
  'telephony-settings-save',
  `update telephony_settings set preferred_ring_seconds = $2, secretary_ring_seconds = $3, wait_seconds = $4, waiting = $5, fallback = $6, overflow_number = $7, voice_messages = $8,
     voice_message_seconds = $9, allowed_countries = $10, dials_per_customer_and_hour = $11, presents_caller = $12, version = version + 1
   where version = $1 returning version`,
);

// There is one row, which has no id.
const SUBJECT = '00000000-0000-4000-8000-000000000002';

/** What a supervisor sets; all of it. The number in any notation. */
export type TelephonySettingsInput = Omit<TelephonySettings, 'version' | 'overflowNumber' | 'voiceMessages'> & { overflowNumber?: string | null; voiceMessages?: boolean | null };

type SettingsInvalid = Invalid<'TelephonySettingsInvalid'>;

/** The settings as they are now. */
export async function readSettings(sql: Pick<Sql, 'query'>): Promise<TelephonySettings> {
  const [settings] = await sql.query(READ);
  if (!settings) throw new Error('the telephony has no settings');
  return settings;
}

/** Changes the settings; refused when the version is not the expected one, or somebody else is quicker. */
export async function updateSettings(
  ctx: SignedIn, input: TelephonySettingsInput, expectedVersion: number | null,
): Promise<TelephonySettings & { __typename: 'TelephonySettings' } | SettingsInvalid | ChangedMeanwhile<'TelephonySettingsChangedMeanwhile', TelephonySettings>> {
  const before = await readSettings(ctx.sql);
  const overflow = parsePhoneNumber(input.overflowNumber ?? '');
  const serviceNumbers = await readServiceNumbers(ctx.sql, overflow === null ? [] : [overflow]);
  const check = new InputCheck();
  const allowedCountries = [...new Set(check.list('allowedCountries', input.allowedCountries, 300).map(country => country.trim().toUpperCase()))].sort();
  if (input.allowedCountries.length === 0) check.add('allowedCountries', 'REQUIRED', 'At least one country must be allowed.');
  for (const country of allowedCountries) if (!isSupportedCountry(country)) check.add('allowedCountries', 'OUT_OF_RANGE', 'One of them is no country with telephone numbers.');
  const fields = {
    preferredRingSeconds: check.within('preferredRingSeconds', input.preferredRingSeconds, 0, 60),
    secretaryRingSeconds: check.within('secretaryRingSeconds', input.secretaryRingSeconds, 5, 120),
    waitSeconds: check.within('waitSeconds', input.waitSeconds, 10, 600),
    overflowNumber: check.forwardingNumber('overflowNumber', input.overflowNumber, { serviceNumbers, allowedCountries }),
    voiceMessages: input.voiceMessages ?? false,
    voiceMessageSeconds: check.within('voiceMessageSeconds', input.voiceMessageSeconds, 10, 600),
    dialsPerCustomerAndHour: check.within('dialsPerCustomerAndHour', input.dialsPerCustomerAndHour, 1, 10_000),
  };
  if (fields.preferredRingSeconds >= fields.waitSeconds && !check.problems.length) check.add('preferredRingSeconds', 'NOT_ALLOWED', 'The caller would get the fallback before everybody is rung.');
  if (input.fallback === 'OVERFLOW' && !input.overflowNumber?.trim()) check.add('overflowNumber', 'REQUIRED', 'Calls that go on need a number.');
  if (input.fallback === 'VOICE_MESSAGE' && !fields.voiceMessages) check.add('fallback', 'NOT_ALLOWED', 'Recording is turned off.');
  if (check.problems.length) return invalid('TelephonySettingsInvalid', check.problems);
  if (before.version !== (expectedVersion ?? before.version)) return changedMeanwhile('TelephonySettingsChangedMeanwhile', before);

  const saved = await ctx.sql.transaction(async sql => {
    const row = await sql.one(SAVE, [
      before.version, fields.preferredRingSeconds, fields.secretaryRingSeconds, fields.waitSeconds, input.waiting, input.fallback, fields.overflowNumber, fields.voiceMessages,
      fields.voiceMessageSeconds, allowedCountries, fields.dialsPerCustomerAndHour, input.presentsCaller,
    ]);
    if (row) await appendEvent(sql, 'TELEPHONY_CHANGED', null, SUBJECT);
    return row !== undefined;
  });
  const after = await readSettings(ctx.sql);
  return saved ? { __typename: 'TelephonySettings', ...after } : changedMeanwhile('TelephonySettingsChangedMeanwhile', after);
}
