import type { SignedIn } from '../context.ts';
import { readForwardingLimits } from '../customers/customer.rows.ts';
import type { Language } from '../customers/customer.entity.ts';
import { InputCheck, invalid, type Invalid } from '../customers/input-check.ts';
import { violatedConstraint } from '../database/constraint.ts';
import { type Sql, statement } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';
import { Forbidden } from '../errors.ts';
import { appendEvent } from '../events/event-log.ts';
import { parsePhoneNumber } from '../numbers/phone-number.ts';

/** Where a secretary is rung, and what she speaks. */
export interface SecretaryPhone {
  secretaryId: string;
  /** The name of her telephone in the exchange; null: none. */
  sipEndpoint: string | null;
  /** A telephone outside, E.164; null: none. */
  number: string | null;
  languages: `${Language}`[];
}

/** What a supervisor says of a secretary's telephones; the number in any notation. */
export interface SecretaryPhoneInput {
  sipEndpoint?: string | null;
  number?: string | null;
  languages: `${Language}`[];
}

const COLUMNS = `id as "secretaryId", sip_endpoint as "sipEndpoint", phone_number as number, languages`;
const LIST = statement<SecretaryPhone>('secretary-phones', `select ${COLUMNS} from secretary order by name, id`);
const SAVE = statement<SecretaryPhone>('secretary-phone-save', `update secretary set sip_endpoint = $2, phone_number = $3, languages = $4 where id = $1 returning ${COLUMNS}`);

/** The telephones of all secretaries, by their names. */
export const listSecretaryPhones = (sql: Pick<Sql, 'query'>) => sql.query(LIST);

/** Sets where a secretary is rung. Refused when the number may not be dialled, or somebody else has the telephone. */
export async function setSecretaryPhone(ctx: SignedIn, secretaryId: string, input: SecretaryPhoneInput): Promise<SecretaryPhone & { __typename: 'SecretaryPhone' } | Invalid<'SecretaryPhoneInvalid'>> {
  if (!isUuid(secretaryId)) throw new Forbidden();
  const typed = parsePhoneNumber(input.number ?? '');
  const limits = await readForwardingLimits(ctx.sql, typed === null ? [] : [typed]);
  const check = new InputCheck();
  const sipEndpoint = check.text('sipEndpoint', input.sipEndpoint, 60);
  if (sipEndpoint !== null && !/^[A-Za-z0-9_-]{1,60}$/.test(sipEndpoint)) check.add('sipEndpoint', 'OUT_OF_RANGE', 'Letters, digits, hyphens and underscores alone.');
  // Those are made for browsers, and end with their sessions.
  else if (sipEndpoint?.startsWith('desk-')) check.add('sipEndpoint', 'NOT_ALLOWED', 'Names that begin with desk- are kept for telephones in browsers.');
  const number = check.forwardingNumber('number', input.number, limits);
  const languages = [...new Set(input.languages)].sort();
  if (languages.length === 0) check.add('languages', 'REQUIRED', 'At least one language must be spoken.');
  if (check.problems.length) return invalid('SecretaryPhoneInvalid', check.problems);
  try {
    return await ctx.sql.transaction(async sql => {
      const saved = await sql.one(SAVE, [secretaryId, sipEndpoint, number, languages]);
      if (!saved) throw new Forbidden();
      await appendEvent(sql, 'TELEPHONY_CHANGED', null, secretaryId);
      return { __typename: 'SecretaryPhone', ...saved } as const;
    });
  } catch (error) {
    if (violatedConstraint(error) === 'secretary_sip_endpoint_key') return invalid('SecretaryPhoneInvalid', [{ field: 'sipEndpoint', code: 'TAKEN', message: 'Somebody else has this telephone.' }]);
    throw error;
  }
}
