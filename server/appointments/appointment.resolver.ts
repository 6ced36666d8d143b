import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.ts';
import { asker } from '../customers/customer.policy.ts';
import type { CustomerRow } from '../customers/customer.rows.ts';
import { CustomerType } from '../customers/customer.type.ts';
import { isUuid } from '../database/uuid.ts';
import { badInput } from '../errors.ts';
import { decodeTimeCursor, encodeCursor, pageLimit, toConnection } from '../graphql/connection.ts';
import { type AppointmentRow, type CalendarRow, loadAppointmentPages, loadAppointments, loadCalendars, loadCalendarsOf, loadFeeds, loadKinds, loadKindsOf } from './appointment.rows.ts';
import { bookAppointment, cancelAppointment, listFreeSlots, moveAppointment, updateAppointment } from './appointment.service.ts';
import {
  AppointmentConnection, AppointmentDetailsInput, AppointmentInput, AppointmentKindInput, AppointmentKindType, AppointmentsArgs, AppointmentType, BookAppointmentResult, CalendarFeedDetail,
  CalendarFeedType, CalendarInput, CalendarType, CancelAppointmentResult, CreateAppointmentKindResult, CreateCalendarResult, DeleteCalendarResult, FreeSlotsArgs, FreeSlotType,
  MoveAppointmentResult, PublishCalendarResult, RetireAppointmentKindResult, UpdateAppointmentKindResult, UpdateAppointmentResult, UpdateCalendarResult, WithdrawCalendarResult,
} from './appointment.type.ts';
import { createAppointmentKind, createCalendar, deleteCalendar, publishCalendar, retireAppointmentKind, updateAppointmentKind, updateCalendar, withdrawCalendar } from './calendar.service.ts';

@Resolver(() => CalendarType)
export class CalendarResolver {
  @Query(() => CalendarType, { nullable: true, description: 'A calendar; null when there is none that you may see.' })
  calendar(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'Which.' }) id: string) {
    asker(ctx.actor);
    return ctx.edge(loadCalendars, id);
  }

  @FieldResolver(() => CalendarFeedType, { nullable: true, description: 'That it is published at a secret address; null when it is not. The people of the customer, and supervisors; null for others.' })
  feed(@Root() calendar: CalendarRow, @Ctx() ctx: Context) {
    return ctx.edge(loadFeeds, calendar.id);
  }

  @Mutation(() => CreateCalendarResult, { description: 'Makes a calendar. The customer’s people who instruct, and supervisors who act for them.' })
  createCalendar(
    @Ctx() ctx: Context, @Arg('customerId', () => ID, { description: 'For which customer.' }) customerId: string,
    @Arg('input', () => CalendarInput, { description: 'What is said of it.' }) input: CalendarInput,
  ) {
    return createCalendar(ctx, customerId, input);
  }

  @Mutation(() => UpdateCalendarResult, { description: 'Changes a calendar’s name and hours; what is booked stays. The customer’s people who instruct, and supervisors who act for them.' })
  updateCalendar(
    @Ctx() ctx: Context, @Arg('calendarId', () => ID, { description: 'Which.' }) calendarId: string,
    @Arg('input', () => CalendarInput, { description: 'Replaces what was said of it.' }) input: CalendarInput,
    @Arg('expectedVersion', () => Int, { nullable: true, description: 'The version that the editor saw; null: whichever it is.' }) expectedVersion: number | null,
  ) {
    return updateCalendar(ctx, calendarId, input, expectedVersion ?? null);
  }

  @Mutation(() => DeleteCalendarResult, { description: 'Deletes a calendar with what was in it. The customer’s people who instruct, and supervisors who act for them.' })
  deleteCalendar(@Ctx() ctx: Context, @Arg('calendarId', () => ID, { description: 'Which.' }) calendarId: string) {
    return deleteCalendar(ctx, calendarId);
  }

  @Mutation(() => PublishCalendarResult, { description: 'Lets other programs read a calendar at a new secret address; one that it had is good for nothing from then on. The customer’s people who manage, and supervisors who act for them.' })
  publishCalendar(
    @Ctx() ctx: Context, @Arg('calendarId', () => ID, { description: 'Which.' }) calendarId: string,
    @Arg('detail', () => CalendarFeedDetail, { defaultValue: 'KIND', description: 'How much they read.' }) detail: keyof typeof CalendarFeedDetail,
  ) {
    return publishCalendar(ctx, calendarId, detail);
  }

  @Mutation(() => WithdrawCalendarResult, { description: 'Takes a calendar’s secret address back. The customer’s people who manage, and supervisors who act for them.' })
  withdrawCalendar(@Ctx() ctx: Context, @Arg('calendarId', () => ID, { description: 'Which.' }) calendarId: string) {
    return withdrawCalendar(ctx, calendarId);
  }
}

@Resolver(() => AppointmentKindType)
export class AppointmentKindResolver {
  @Mutation(() => CreateAppointmentKindResult, { description: 'Offers a kind of appointment. The customer’s people who instruct, and supervisors who act for them.' })
  createAppointmentKind(
    @Ctx() ctx: Context, @Arg('customerId', () => ID, { description: 'For which customer.' }) customerId: string,
    @Arg('input', () => AppointmentKindInput, { description: 'What is said of it.' }) input: AppointmentKindInput,
  ) {
    return createAppointmentKind(ctx, customerId, input);
  }

  @Mutation(() => UpdateAppointmentKindResult, { description: 'Changes a kind; appointments that are booked stay as they are. The customer’s people who instruct, and supervisors who act for them.' })
  updateAppointmentKind(
    @Ctx() ctx: Context, @Arg('appointmentKindId', () => ID, { description: 'Which.' }) appointmentKindId: string,
    @Arg('input', () => AppointmentKindInput, { description: 'Replaces what was said of it.' }) input: AppointmentKindInput,
    @Arg('expectedVersion', () => Int, { nullable: true, description: 'The version that the editor saw; null: whichever it is.' }) expectedVersion: number | null,
  ) {
    return updateAppointmentKind(ctx, appointmentKindId, input, expectedVersion ?? null);
  }

  @Mutation(() => RetireAppointmentKindResult, { description: 'Offers a kind no more; appointments that are booked stay. The customer’s people who instruct, and supervisors who act for them.' })
  retireAppointmentKind(@Ctx() ctx: Context, @Arg('appointmentKindId', () => ID, { description: 'Which.' }) appointmentKindId: string) {
    return retireAppointmentKind(ctx, appointmentKindId);
  }
}

@Resolver(() => AppointmentType)
export class AppointmentResolver {
  @Query(() => AppointmentType, { nullable: true, description: 'An appointment; null when there is none that you may see.' })
  appointment(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'Which.' }) id: string) {
    asker(ctx.actor);
    return ctx.edge(loadAppointments, id);
  }

  @Query(() => [FreeSlotType], { nullable: true, description: 'When an appointment of the kind can begin, the earliest first: within the working hours, clear of what is booked; null when there is no such calendar that you may see.' })
  freeSlots(@Ctx() ctx: Context, @Args(() => FreeSlotsArgs) { calendarId, kindId, from, until, first }: FreeSlotsArgs) {
    return listFreeSlots(ctx, { calendarId, kindId, from: from ?? null, until: until ?? null, first });
  }

  @FieldResolver(() => AppointmentKindType, { nullable: true, description: 'Of which kind it is; null: the time is taken otherwise.' })
  kind(@Root() appointment: AppointmentRow, @Ctx() ctx: Context) {
    return appointment.kindId === null ? null : ctx.edge(loadKinds, appointment.kindId);
  }

  @FieldResolver(() => CalendarType, { nullable: true, description: 'In which calendar it is; null when that is gone since.' })
  calendar(@Root() appointment: AppointmentRow, @Ctx() ctx: Context) {
    return ctx.edge(loadCalendars, appointment.calendarId);
  }

  @Mutation(() => BookAppointmentResult, { description: 'Books a time. Staff, within the working hours, and the customer’s people who instruct, whenever they like.' })
  bookAppointment(
    @Ctx() ctx: Context, @Arg('calendarId', () => ID, { description: 'In which calendar.' }) calendarId: string,
    @Arg('input', () => AppointmentInput, { description: 'What is booked.' }) input: AppointmentInput,
  ) {
    return bookAppointment(ctx, calendarId, input);
  }

  @Mutation(() => MoveAppointmentResult, { description: 'Puts an appointment to another time. Staff, within the working hours, and the customer’s people who instruct, whenever they like.' })
  moveAppointment(
    @Ctx() ctx: Context, @Arg('appointmentId', () => ID, { description: 'Which.' }) appointmentId: string, @Arg('startsAt', () => Date, { description: 'When it begins from now on.' }) startsAt: Date,
    @Arg('endsAt', () => Date, { nullable: true, description: 'When it ends; null: it lasts as long as before.' }) endsAt: Date | null,
    @Arg('calendarId', () => ID, { nullable: true, description: 'Into which calendar of the same customer; null: it stays in its own.' }) calendarId: string | null,
    @Arg('expectedVersion', () => Int, { nullable: true, description: 'The version that the editor saw; null: whichever it is.' }) expectedVersion: number | null,
  ) {
    return moveAppointment(ctx, appointmentId, { calendarId: calendarId ?? null, startsAt, endsAt: endsAt ?? null }, expectedVersion ?? null);
  }

  @Mutation(() => UpdateAppointmentResult, { description: 'Changes who comes and what is said of it. Staff, and the customer’s people who instruct.' })
  updateAppointment(
    @Ctx() ctx: Context, @Arg('appointmentId', () => ID, { description: 'Which.' }) appointmentId: string,
    @Arg('input', () => AppointmentDetailsInput, { description: 'Replaces what was said.' }) input: AppointmentDetailsInput,
    @Arg('expectedVersion', () => Int, { nullable: true, description: 'The version that the editor saw; null: whichever it is.' }) expectedVersion: number | null,
  ) {
    return updateAppointment(ctx, appointmentId, input, expectedVersion ?? null);
  }

  @Mutation(() => CancelAppointmentResult, { description: 'Cancels an appointment; its time is free again. Staff, and the customer’s people who instruct.' })
  cancelAppointment(@Ctx() ctx: Context, @Arg('appointmentId', () => ID, { description: 'Which.' }) appointmentId: string) {
    return cancelAppointment(ctx, appointmentId);
  }
}

/** The calendars and appointments of a customer. */
@Resolver(() => CustomerType)
export class CustomerAppointmentsResolver {
  @FieldResolver(() => [CalendarType], { description: 'Calendars of people and rooms, oldest first; at most 30.' })
  calendars(@Root() customer: CustomerRow, @Ctx() ctx: Context) {
    return ctx.edge(loadCalendarsOf, customer.id);
  }

  @FieldResolver(() => [AppointmentKindType], { description: 'The kinds of appointment that are offered, oldest first; at most 30.' })
  appointmentKinds(@Root() customer: CustomerRow, @Ctx() ctx: Context) {
    return ctx.edge(loadKindsOf, customer.id);
  }

  @FieldResolver(() => AppointmentConnection, { description: 'What is booked, by its beginning.' })
  async appointments(@Root() customer: CustomerRow, @Ctx() ctx: Context, @Args(() => AppointmentsArgs) args: AppointmentsArgs) {
    const { calendarId = null, number = null, from = null, until = null } = args;
    if (calendarId !== null && !isUuid(calendarId)) throw badInput('calendarId', 'calendarId is not the id of a calendar.');
    const rows = await ctx.edge(loadAppointmentPages, {
      customerId: customer.id, limit: pageLimit(args), after: decodeTimeCursor(args.after), calendarId, number, from, until, includeCancelled: args.includeCancelled ?? false,
    });
    return toConnection(rows, args.first, ({ startsAt, id }) => encodeCursor(startsAt, id));
  }
}
