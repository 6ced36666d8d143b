import { momentOf } from '../ui/zoned-time.ts';
import { filledNumbers, type InstructionValues } from './instruction-values.ts';
import { hoursOf } from './weekly-hours.ts';

/** What can be wrong; the words are the same as for the server's own. */
export type Problem = 'REQUIRED' | 'INVALID_NUMBER' | 'OUT_OF_RANGE' | 'ENDS_BEFORE_START' | 'NOT_ALLOWED';

const LEAST_RING = 5;
const MOST_RING = 120;

/** What is certainly wrong before the server is asked, by field of the form. */
export function checkInstruction(values: InstructionValues, zone: string, now: number): Record<string, Problem> {
  return { ...checkTexts(values), ...checkFrame(values, zone, now), ...checkHours(values), ...checkNumbers(values) };
}

/** What is certainly wrong about the time, by field of the form. */
export const checkFrameAndHours = (values: InstructionValues, zone: string, now: number): Record<string, Problem> => ({ ...checkFrame(values, zone, now), ...checkHours(values) });

function checkTexts({ title, greeting, putThrough, message }: InstructionValues): Record<string, Problem> {
  const problems: Record<string, Problem> = {};
  if (title.trim() === '') problems['title'] = 'REQUIRED';
  if (greeting.trim() === '') problems['greeting'] = 'REQUIRED';
  if (putThrough !== 'ALL' && message.trim() === '') problems['message'] = 'REQUIRED';
  return problems;
}

function checkFrame(values: InstructionValues, zone: string, now: number): Record<string, Problem> {
  const problems: Record<string, Problem> = {};
  const from = values.begins === 'now' ? new Date(now).toISOString() : momentOf({ day: values.fromDay, time: values.fromTime }, zone);
  if (values.begins === 'at') {
    if (values.fromDay === '') problems['fromDay'] = 'REQUIRED';
    if (values.fromTime === '') problems['fromTime'] = 'REQUIRED';
  }
  if (values.ends === 'never') return problems;
  if (values.untilDay === '') problems['untilDay'] = 'REQUIRED';
  if (values.untilTime === '') problems['untilTime'] = 'REQUIRED';
  const until = momentOf({ day: values.untilDay, time: values.untilTime }, zone);
  if (!problems['untilDay'] && from && until && until <= from) problems['untilDay'] = 'ENDS_BEFORE_START';
  return problems;
}

function checkHours({ hasHours, hours }: InstructionValues): Record<string, Problem> {
  const problems: Record<string, Problem> = {};
  if (!hasHours) return problems;
  if (hours.length === 0) problems['hours'] = 'REQUIRED';
  hours.forEach(({ days, from, until }, index) => {
    if (days.length === 0) problems[`hours.${index}.days`] = 'REQUIRED';
    if (from === '') problems[`hours.${index}.from`] = 'REQUIRED';
    if (until === '') problems[`hours.${index}.until`] = 'REQUIRED';
  });
  const beginnings = new Set<string>();
  for (const { weekday, from, block } of hoursOf(hours)) {
    const beginning = `${weekday} ${from}`;
    if (from !== '' && beginnings.has(beginning)) problems[`hours.${block}.from`] = 'NOT_ALLOWED';
    beginnings.add(beginning);
  }
  return problems;
}

function checkNumbers(values: InstructionValues): Record<string, Problem> {
  const problems: Record<string, Problem> = {};
  const numbers = filledNumbers(values);
  for (const { row, index } of numbers) {
    if (row.number.trim() === '') problems[`forwardingNumbers.${index}.number`] = 'REQUIRED';
    else if (!couldBeNumber(row.number)) problems[`forwardingNumbers.${index}.number`] = 'INVALID_NUMBER';
    const seconds = Number(row.ringSeconds);
    if (!Number.isInteger(seconds) || seconds < LEAST_RING || seconds > MOST_RING) problems[`forwardingNumbers.${index}.ringSeconds`] = 'OUT_OF_RANGE';
  }
  if (values.putThrough !== 'NONE' && !numbers.some(({ row }) => row.situation === 'FIRST')) problems['forwardingNumbers'] = 'REQUIRED';
  return problems;
}

/** Whether it reads like a telephone number; whether it may be forwarded to, the server knows. */
const couldBeNumber = (text: string): boolean => /^[+\d\s()/.–-]+$/.test(text.trim()) && text.replace(/\D/g, '').length >= 3;
