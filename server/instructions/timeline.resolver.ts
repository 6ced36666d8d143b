import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.ts';
import type { CustomerRow } from '../customers/customer.rows.ts';
import { CustomerType } from '../customers/customer.type.ts';
import { badInput } from '../errors.ts';
import { loadInstructions } from './instruction.rows.ts';
import { InstructionType } from './instruction.type.ts';
import type { ScheduledInstruction } from './schedule.ts';
import type { Overlap, Overlaps, Stretch, Timeline } from './timeline.ts';
import { loadOverlaps, loadTimelines, timeAsked } from './timeline.rows.ts';
import { InForceStretch, InstructionFrameInput, InstructionOverlap, InstructionOverlaps, InstructionTimeline, PublicHolidayType } from './timeline.type.ts';

const MOST_HOURS = 100;

/** What is in force when, and what a change of it would hide. */
@Resolver(() => CustomerType)
export class CustomerTimelineResolver {
  @FieldResolver(() => InstructionTimeline, { nullable: true, description: 'What is in force when in a time; null when it is not yours to see.' })
  timeline(
    @Root() customer: CustomerRow,
    @Ctx() ctx: Context,
    @Arg('from', () => Date, { nullable: true, description: 'The beginning; null: now.' }) from?: Date | null,
    @Arg('until', () => Date, { nullable: true, description: 'The end, at most eight weeks after the beginning; null: four weeks after it.' }) until?: Date | null,
  ) {
    return ctx.edge(loadTimelines, { customerId: customer.id, ...timeAsked(from, until, ctx.now()) });
  }

  @FieldResolver(() => InstructionOverlaps, { nullable: true, description: 'What an instruction with this time frame would hide of the others and be hidden by; null when it is not yours to see.' })
  overlaps(
    @Root() customer: CustomerRow,
    @Ctx() ctx: Context,
    @Arg('frame', () => InstructionFrameInput, { nullable: true, description: 'When it is meant to hold; null: from now on without an end.' }) frame?: InstructionFrameInput | null,
  ) {
    const { instructionId = null, validFrom = null, validUntil = null, weeklyHours, exceptPublicHolidays } = frame ?? {};
    if (validFrom && validUntil && validUntil <= validFrom) throw badInput('validUntil', 'It ends before it begins.');
    if ((weeklyHours?.length ?? 0) > MOST_HOURS) throw badInput('weeklyHours', `More than ${MOST_HOURS} entries.`);
    return ctx.edge(loadOverlaps, { customerId: customer.id, instructionId, frame: { validFrom, validUntil, weeklyHours: weeklyHours ?? [], exceptPublicHolidays: exceptPublicHolidays ?? false } });
  }
}

@Resolver(() => InstructionTimeline)
export class InstructionTimelineResolver {
  @FieldResolver(() => [InForceStretch], { description: 'One after the other without a gap; neighbours say different things.' })
  stretches(@Root() { stretches }: Timeline<ScheduledInstruction>) {
    return stretches;
  }

  @FieldResolver(() => [PublicHolidayType], { description: 'The public holidays within it.' })
  holidays(@Root() { holidays }: Timeline<ScheduledInstruction>) {
    return holidays;
  }
}

@Resolver(() => InForceStretch)
export class InForceStretchResolver {
  @FieldResolver(() => InstructionType, { nullable: true, description: "The instruction in force; null: the service's default, which takes a message." })
  instruction(@Root() { instruction }: Stretch<ScheduledInstruction>, @Ctx() ctx: Context) {
    return instruction && ctx.edge(loadInstructions, instruction.id);
  }
}

@Resolver(() => InstructionOverlaps)
export class InstructionOverlapsResolver {
  @FieldResolver(() => [InstructionOverlap], { description: 'The others that it would keep from being in force, at most 20.' })
  hides(@Root() { hides }: Overlaps<ScheduledInstruction>) {
    return hides;
  }

  @FieldResolver(() => [InstructionOverlap], { description: 'The others that would keep it from being in force, at most 20.' })
  hiddenBy(@Root() { hiddenBy }: Overlaps<ScheduledInstruction>) {
    return hiddenBy;
  }
}

@Resolver(() => InstructionOverlap)
export class InstructionOverlapResolver {
  @FieldResolver(() => InstructionType, { nullable: true, description: 'The other one; null when it was deleted just now.' })
  instruction(@Root() { instruction }: Overlap<ScheduledInstruction>, @Ctx() ctx: Context) {
    return ctx.edge(loadInstructions, instruction.id);
  }
}
