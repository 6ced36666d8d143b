import type { Batch } from '../context.ts';
import { badInput } from '../errors.ts';
import { readSchedules } from './active-instruction.ts';
import { canSeeInstruction } from './instruction.policy.ts';
import type { ScheduledInstruction, WeeklyHours } from './schedule.ts';
import { LONGEST_DAYS, type Overlaps, overlapsOf, type Timeline, timelineOf } from './timeline.ts';

/** Whose time is asked about, and which. */
export interface TimelineKey {
  customerId: string;
  from: Date;
  until: Date;
}

/** A time frame that is not stored, or not yet like that; `instructionId` names the stored one that would get it. */
export interface FrameKey {
  customerId: string;
  instructionId: string | null;
  frame: { validFrom: Date | null; validUntil: Date | null; weeklyHours: readonly WeeklyHours[]; exceptPublicHolidays: boolean };
}

const DAY = 86_400_000;
const USUAL_DAYS = 28;

/** The time that is asked for: from now on and four weeks where nothing is said, and eight weeks at most. */
export function timeAsked(from: Date | null | undefined, until: Date | null | undefined, now: Date): { from: Date; until: Date } {
  const begin = from ?? now;
  const end = until ?? new Date(begin.getTime() + USUAL_DAYS * DAY);
  if (end < begin) throw badInput('until', 'until is before from.');
  if (end.getTime() - begin.getTime() > LONGEST_DAYS * DAY) throw badInput('until', `Ask for ${LONGEST_DAYS} days at most.`);
  return { from: begin, until: end };
}

/** What is in force when at customers; null for those that the actor does not see. */
export const loadTimelines: Batch<TimelineKey, Timeline<ScheduledInstruction> | null> = async ({ sql, actor }, keys) => {
  const read = new Map<TimelineKey, Timeline<ScheduledInstruction>>();
  for (const alike of Map.groupBy(keys, ({ from, until }) => `${from.getTime()} ${until.getTime()}`).values()) {
    const { from, until } = alike[0] as TimelineKey;
    const schedules = await readSchedules(sql, alike.map(({ customerId }) => customerId).filter(customerId => canSeeInstruction(actor, customerId)), from);
    for (const key of alike) {
      const schedule = schedules.get(key.customerId);
      if (schedule) read.set(key, timelineOf(schedule.instructions, { from: from.getTime(), until: until.getTime() }, schedule.calendar));
    }
  }
  return keys.map(key => read.get(key) ?? null);
};

/** What a time frame would hide, and by what it would be hidden, in the eight weeks from its beginning on; null for customers that the actor does not see. */
export const loadOverlaps: Batch<FrameKey, Overlaps<ScheduledInstruction> | null> = async ({ sql, actor, now }, keys) => {
  const at = now();
  const seen = keys.map(({ customerId }) => customerId).filter(customerId => canSeeInstruction(actor, customerId));
  const schedules = await readSchedules(sql, seen, at);
  return keys.map(({ customerId, instructionId, frame }) => {
    const schedule = schedules.get(customerId);
    if (!schedule) return null;
    const stored = schedule.instructions.find(({ id }) => id === instructionId);
    const added: ScheduledInstruction = {
      ...frame, id: instructionId ?? crypto.randomUUID(), validFrom: frame.validFrom ?? stored?.validFrom ?? at, createdAt: stored?.createdAt ?? at,
    };
    const from = Math.max(at.getTime(), added.validFrom.getTime());
    return overlapsOf(added, schedule.instructions.filter(one => one !== stored), { from, until: from + LONGEST_DAYS * DAY }, schedule.calendar);
  });
};
