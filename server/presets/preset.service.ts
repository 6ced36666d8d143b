import type { Context } from '../context.ts';
import { person } from '../customers/customer.policy.ts';
import { readForwardingLimits } from '../customers/customer.rows.ts';
import { changedMeanwhile, type ChangedMeanwhile, InputCheck, invalid, type Invalid } from '../customers/input-check.ts';
import { violatedConstraint } from '../database/constraint.ts';
import { statement } from '../database/sql.ts';
import { isUuid } from '../database/uuid.ts';
import { Forbidden } from '../errors.ts';
import { appendEvent } from '../events/event-log.ts';
import { ForwardingSituation, PutThroughRule } from '../instructions/instruction.entity.ts';
import type { ForwardingNumberInput } from '../instructions/instruction-input.ts';
import { canWriteInstruction } from '../instructions/instruction.policy.ts';
import { parsePhoneNumber } from '../numbers/phone-number.ts';
import { type PresetListRow, type PresetRow, readPresets } from './preset.rows.ts';

/** What is said of one change that is a tap away. */
export interface PresetInput {
  id?: string | null;
  title: string;
  symbol: PresetRow['symbol'];
  ending: PresetRow['ending'];
  minutes?: number | null;
  isAsked?: boolean | null;
  putThrough: PutThroughRule;
  message?: string | null;
  forwardingNumbers?: ForwardingNumberInput[] | null;
}

const MOST_PRESETS = 12;
const MOST_NUMBERS = 10;

const SAVE = statement<{ version: number }>(
  'preset-list-save',
  `insert into preset_list as l (customer_id, said, version, updated_at) values ($1, $2, 1, $4)
   on conflict (customer_id) do update set said = excluded.said, version = l.version + 1, updated_at = excluded.updated_at where l.version = coalesce($3, l.version)
   returning version`,
);

/** Says which changes the customer has one tap away; none: the service's own. Refused when the list is not the one that is expected. */
export async function savePresets(
  ctx: Context, customerId: string, presets: readonly PresetInput[], expectedVersion: number | null,
): Promise<PresetListRow | Invalid<'PresetsInvalid'> | ChangedMeanwhile<'PresetsChangedMeanwhile', PresetListRow>> {
  if (!canWriteInstruction(person(ctx.actor), customerId) || !isUuid(customerId)) throw new Forbidden();
  const { check, written } = await read(ctx, presets);
  if (check.problems.length) return invalid('PresetsInvalid', check.problems);
  try {
    const saved = await ctx.sql.transaction(async sql => {
      const row = await sql.one(SAVE, [customerId, JSON.stringify({ presets: written }), expectedVersion, ctx.now()]);
      if (row) await appendEvent(sql, 'CUSTOMER_CHANGED', customerId, customerId);
      return row;
    });
    if (saved) return { __typename: 'PresetList', customerId, presets: written, version: saved.version };
  } catch (error) {
    if (violatedConstraint(error)) throw new Forbidden();
    throw error;
  }
  return changedMeanwhile('PresetsChangedMeanwhile', await readPresets(ctx.sql, customerId));
}

async function read(ctx: Context, presets: readonly PresetInput[]): Promise<{ check: InputCheck; written: PresetRow[] }> {
  const check = new InputCheck();
  const listed = check.list('presets', presets, MOST_PRESETS);
  const numbers = listed.flatMap(({ forwardingNumbers }) => forwardingNumbers ?? []).map(({ number }) => parsePhoneNumber(number)).filter(number => number !== null);
  const limits = await readForwardingLimits(ctx.sql, numbers);
  const ids = new Set<string>();
  const written = listed.map((preset, place): PresetRow => {
    const field = (name: string) => `presets.${place}.${name}`;
    // An id is good for one; what is no id of a list gets a new one.
    const id = preset.id && isUuid(preset.id) && !ids.has(preset.id) ? preset.id : crypto.randomUUID();
    ids.add(id);
    const { putThrough, symbol, ending } = preset;
    const forwardingNumbers = check.list(field('forwardingNumbers'), preset.forwardingNumbers, MOST_NUMBERS).map((one, at) => {
      const part = (name: string) => field(`forwardingNumbers.${at}.${name}`);
      if (!one.number.trim()) check.add(part('number'), 'REQUIRED', 'It is missing.');
      return {
        id: one.id && isUuid(one.id) ? one.id : crypto.randomUUID(),
        number: check.forwardingNumber(part('number'), one.number, limits) ?? '',
        label: check.text(part('label'), one.label, 100),
        situation: one.situation ?? ForwardingSituation.FIRST,
        ringSeconds: check.within(part('ringSeconds'), one.ringSeconds ?? 20, 5, 120),
      };
    });
    if (forwardingNumbers.length > 0 && !forwardingNumbers.some(({ situation }) => situation === ForwardingSituation.FIRST))
      check.add(field('forwardingNumbers'), 'REQUIRED', 'Putting through needs a first number.');
    return {
      id, symbol, ending, putThrough, forwardingNumbers,
      title: check.requiredText(field('title'), preset.title, 60),
      minutes: check.within(field('minutes'), preset.minutes ?? 60, 5, 24 * 60),
      isAsked: preset.isAsked ?? true,
      message: putThrough === PutThroughRule.ALL ? check.text(field('message'), preset.message, 1500) : check.requiredText(field('message'), preset.message, 1500),
    };
  });
  return { check, written };
}
