import { type CalendarOfCustomer, compareRank, costOfDay, holidaysWithin, type PublicHoliday, type ScheduledInstruction, type Span, spansInForce } from './schedule.ts';

/** A stretch of time in which one answer holds: `[from, until)`; null where no instruction is in force. */
export interface Stretch<T> extends Span {
  instruction: T | null;
}

/** What is in force when. It may reach less far than was asked for, and says how far. */
export interface Timeline<T> extends Span {
  stretches: Stretch<T>[];
  holidays: PublicHoliday[];
}

/** How one instruction and another share a time frame. */
export interface Overlap<T> extends Span {
  instruction: T;
  /** In how many stretches; `from` and `until` are of the first. */
  times: number;
  /** Whether nothing is left of what would have been in force otherwise. */
  isWhole: boolean;
}

/** What an instruction changes about the time in which it is looked at. */
export interface Overlaps<T> extends Span {
  /** When it is in force for the first time; null: never within this time. */
  firstInForceAt: number | null;
  hides: Overlap<T>[];
  hiddenBy: Overlap<T>[];
}

const DAY = 86_400_000;
/** The longest time that one question is answered for. */
export const LONGEST_DAYS = 56;
/** So many stretches are told at once, and a few more on the last day. */
const MOST_STRETCHES = 500;
/** So many hours of days are looked at for one answer: what would take more is answered for fewer days. */
const MOST_HOURS = 40_000;
/** So many instructions are named that share a time frame. */
const MOST_OVERLAPS = 20;

/** What is in force when, by the same rule that decides calls. */
export function timelineOf<T extends ScheduledInstruction>(instructions: readonly T[], asked: Span, calendar: CalendarOfCustomer): Timeline<T> {
  const within = affordable(instructions, asked);
  const stretches: Stretch<T>[] = [];
  for (const stretch of stretchesOf(instructions, within, calendar)) {
    if (stretches.length === MOST_STRETCHES) return { from: within.from, until: stretch.from, stretches, holidays: holidaysWithin({ from: within.from, until: stretch.from }, calendar) };
    stretches.push(stretch);
  }
  return { ...within, stretches, holidays: holidaysWithin(within, calendar) };
}

/** What an instruction that is not stored like that yet would hide of the others, and what of it would be hidden by them. */
export function overlapsOf<T extends ScheduledInstruction>(added: T, others: readonly T[], asked: Span, calendar: CalendarOfCustomer): Overlaps<T> {
  const within = affordable([added, ...others], asked);
  const before = stretchesOf(others, within, calendar);
  const after = stretchesOf([added, ...others], within, calendar);
  const its = after.filter(({ instruction }) => instruction === added);
  const spans = spansInForce(added, within, calendar).map(span => ({ ...span, instruction: added }));
  const still = new Set(after.map(({ instruction }) => instruction));
  return {
    ...within,
    firstInForceAt: its[0]?.from ?? null,
    hides: gathered(shared(its, before), other => !still.has(other)),
    hiddenBy: gathered(shared(spans, after.filter(({ instruction }) => instruction !== added)), () => its.length === 0),
  };
}

/** The beginning of the stretch, as far as it can be looked at for what one question may cost; a day at least. */
function affordable(instructions: readonly ScheduledInstruction[], { from, until }: Span): Span {
  const perDay = instructions.reduce((sum, instruction) => sum + costOfDay(instruction), 0);
  const days = Math.max(1, Math.min(LONGEST_DAYS, Math.floor(MOST_HOURS / Math.max(perDay, 1))));
  return { from, until: Math.min(until, from + days * DAY) };
}

function stretchesOf<T extends ScheduledInstruction>(instructions: readonly T[], within: Span, calendar: CalendarOfCustomer): Stretch<T>[] {
  if (within.from >= within.until) return [];
  // Rank does not depend on the time: of those in force, the first in this order counts.
  const ranked = instructions.toSorted(compareRank);
  const turns = ranked
    .flatMap((instruction, rank) => spansInForce(instruction, within, calendar).flatMap(({ from, until }) => [{ at: from, rank, isOn: true }, { at: until, rank, isOn: false }]))
    .sort((a, b) => a.at - b.at);

  const isOn = ranked.map(() => false);
  const stretches: Stretch<T>[] = [];
  let top = ranked.length;
  const add = (at: number) => {
    const instruction = ranked[top] ?? null;
    const last = stretches.at(-1);
    if (last?.instruction === instruction) return;
    if (last) last.until = at;
    stretches.push({ from: at, until: within.until, instruction });
  };
  let place = 0;
  for (const at of new Set([within.from, ...turns.map(turn => turn.at)])) {
    if (at >= within.until) break;
    for (; turns[place] && turns[place]!.at <= at; place += 1) {
      const turn = turns[place]!;
      isOn[turn.rank] = turn.isOn;
      if (turn.isOn) top = Math.min(top, turn.rank);
    }
    while (top < ranked.length && !isOn[top]) top += 1;
    add(at);
  }
  return stretches;
}

/** Where spans of the one list and of the other are at the same time, with what the other list says. */
function shared<T>(spans: readonly Span[], stretches: readonly Stretch<T>[]): (Span & { instruction: T })[] {
  const found: (Span & { instruction: T })[] = [];
  let place = 0;
  for (const span of spans) {
    while (stretches[place] && stretches[place]!.until <= span.from) place += 1;
    for (let next = place; stretches[next] && stretches[next]!.from < span.until; next += 1) {
      const { instruction, from, until } = stretches[next]!;
      if (instruction !== null) found.push({ instruction, from: Math.max(from, span.from), until: Math.min(until, span.until) });
    }
  }
  return found;
}

function gathered<T>(spans: readonly (Span & { instruction: T })[], isWhole: (instruction: T) => boolean): Overlap<T>[] {
  return [...Map.groupBy(spans, ({ instruction }) => instruction)].slice(0, MOST_OVERLAPS).map(([instruction, of]) => ({ ...of[0]!, times: of.length, isWhole: isWhole(instruction) }));
}
