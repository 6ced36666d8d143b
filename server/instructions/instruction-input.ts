import { readForwardingLimits } from '../customers/customer.rows.ts';
import { InputCheck, type Problem } from '../customers/input-check.ts';
import type { Sql } from '../database/sql.ts';
import { parsePhoneNumber } from '../numbers/phone-number.ts';
import { ForwardingSituation, PutThroughRule, Transfer, type Weekday } from './instruction.entity.ts';
import type { InstructionRow } from './instruction.rows.ts';

/** What is said in an instruction. */
export interface InstructionInput {
  title: string;
  validFrom?: Date | null;
  validUntil?: Date | null;
  weeklyHours?: { weekday: Weekday; from: string; until: string }[] | null;
  exceptPublicHolidays?: boolean | null;
  greeting: string;
  putThrough: PutThroughRule;
  message?: string | null;
  remarks?: string | null;
  forwardingNumbers?: ForwardingNumberInput[] | null;
  transfer?: Transfer | null;
  isPreset?: boolean | null;
}

/** Where callers are put through to; `id` names a number that the instruction has already. */
export interface ForwardingNumberInput {
  id?: string | null;
  number: string;
  label?: string | null;
  situation?: ForwardingSituation | null;
  ringSeconds?: number | null;
}

/** What is to be stored of an input without problems. */
export interface WrittenInstruction {
  fields: {
    title: string;
    validFrom: Date;
    validUntil: Date | null;
    exceptPublicHolidays: boolean;
    greeting: string;
    putThrough: PutThroughRule;
    message: string | null;
    remarks: string | null;
    transfer: Transfer;
    isPreset: boolean;
  };
  hours: readonly { weekday: Weekday; from: string; until: string }[];
  numbers: { id: string; number: string; label: string | null; situation: ForwardingSituation; ringSeconds: number }[];
}

/** Reads an instruction, or a change of the one that is stored, and finds all that is wrong with it. */
export async function readInstructionInput(
  sql: Pick<Sql, 'query'>, input: InstructionInput, stored: InstructionRow | null, now: Date,
): Promise<{ problems: Problem[]; written: WrittenInstruction }> {
  const check = new InputCheck();
  const fields = {
    title: check.requiredText('title', input.title, 200),
    validFrom: input.validFrom ?? stored?.validFrom ?? now,
    validUntil: input.validUntil ?? null,
    exceptPublicHolidays: input.exceptPublicHolidays ?? false,
    greeting: check.requiredText('greeting', input.greeting, 1000),
    putThrough: input.putThrough,
    message: input.putThrough === PutThroughRule.ALL ? check.text('message', input.message, 2000) : check.requiredText('message', input.message, 2000),
    remarks: check.text('remarks', input.remarks, 4000),
    transfer: input.transfer ?? Transfer.ANNOUNCED,
    isPreset: input.isPreset ?? false,
  };
  if (fields.validUntil !== null && fields.validUntil <= fields.validFrom) check.add('validUntil', 'ENDS_BEFORE_START', 'It ends before it begins.');
  const hours = readHours(check, input);
  const numbers = await readNumbers(sql, check, input, stored);
  return { problems: check.problems, written: { fields, hours, numbers } };
}

function readHours(check: InputCheck, input: InstructionInput): WrittenInstruction['hours'] {
  const hours = check.list('weeklyHours', input.weeklyHours, 100);
  const beginnings = new Set<string>();
  for (const [place, { weekday, from }] of hours.entries()) {
    const beginning = `${weekday} ${from}`;
    if (beginnings.has(beginning)) check.add(`weeklyHours.${place}.from`, 'NOT_ALLOWED', 'Other hours of that day begin at the same time.');
    beginnings.add(beginning);
  }
  return hours;
}

async function readNumbers(sql: Pick<Sql, 'query'>, check: InputCheck, input: InstructionInput, stored: InstructionRow | null): Promise<WrittenInstruction['numbers']> {
  const listed = check.list('forwardingNumbers', input.forwardingNumbers, 50);
  const readable = listed.map(({ number }) => parsePhoneNumber(number)).filter(number => number !== null);
  const limits = await readForwardingLimits(sql, readable);
  const free = new Set(stored?.forwardingNumbers.map(({ id }) => id));
  const numbers = listed.map((one, place) => {
    const field = (name: string) => `forwardingNumbers.${place}.${name}`;
    if (!one.number.trim()) check.add(field('number'), 'REQUIRED', 'It is missing.');
    // Each of the instruction's own can be kept once; a foreign one must not be taken over.
    if (one.id && !free.delete(one.id)) check.add(field('id'), 'NOT_ALLOWED', 'The instruction has no such number, or it is named twice.');
    return {
      id: one.id || crypto.randomUUID(),
      number: check.forwardingNumber(field('number'), one.number, limits) ?? '',
      label: check.text(field('label'), one.label, 100),
      situation: one.situation ?? ForwardingSituation.FIRST,
      ringSeconds: check.within(field('ringSeconds'), one.ringSeconds ?? 20, 5, 120),
    };
  });
  if (input.putThrough !== PutThroughRule.NONE && !numbers.some(({ situation }) => situation === ForwardingSituation.FIRST))
    check.add('forwardingNumbers', 'REQUIRED', 'Putting through needs a first number.');
  return numbers;
}
