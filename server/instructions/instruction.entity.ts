import { defineEntity, p } from '@mikro-orm/core';

/** How a caller is handed over to the number that is tried. */
export enum Transfer {
  /** The secretary speaks with them first. */
  ANNOUNCED = 'ANNOUNCED',
  /** They accept by pressing 1. */
  BLIND = 'BLIND',
}

/** Whom the instruction puts through. */
export enum PutThroughRule {
  ALL = 'ALL',
  VIP = 'VIP',
  NONE = 'NONE',
}

/** When a forwarding number is dialled. */
export enum ForwardingSituation {
  FIRST = 'FIRST',
  ON_NO_ANSWER = 'ON_NO_ANSWER',
  ON_BUSY = 'ON_BUSY',
}

/** A day of the week. */
export enum Weekday {
  MONDAY = 'MONDAY',
  TUESDAY = 'TUESDAY',
  WEDNESDAY = 'WEDNESDAY',
  THURSDAY = 'THURSDAY',
  FRIDAY = 'FRIDAY',
  SATURDAY = 'SATURDAY',
  SUNDAY = 'SUNDAY',
}

const InstructionSchema = defineEntity({
  name: 'Instruction',
  properties: {
    id: p.uuid().primary().onCreate(() => crypto.randomUUID()),
    customerId: p.uuid(),
    title: p.string(),
    validFrom: p.datetime(),
    validUntil: p.datetime().nullable(),
    exceptPublicHolidays: p.boolean().default(false),
    transfer: p.enum(() => Transfer).default(Transfer.ANNOUNCED),
    greeting: p.text(),
    putThrough: p.enum(() => PutThroughRule),
    message: p.text().nullable(),
    remarks: p.text().nullable(),
    isPreset: p.boolean().default(false),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
    version: p.integer().version(),
  },
});
/** What to do with a customer's calls in a time frame. */
export class Instruction extends InstructionSchema.class {}
InstructionSchema.setClass(Instruction);

const WeeklyHoursSchema = defineEntity({
  name: 'WeeklyHours',
  properties: {
    customerId: p.uuid().primary(),
    instructionId: p.uuid().primary(),
    weekday: p.enum(() => Weekday).primary(),
    opens: p.string().primary(),
    closes: p.string(),
  },
});
/** Hours of one day of the week, local time; `closes` at or before `opens` passes midnight. */
export class WeeklyHours extends WeeklyHoursSchema.class {}
WeeklyHoursSchema.setClass(WeeklyHours);

const ForwardingNumberSchema = defineEntity({
  name: 'ForwardingNumber',
  properties: {
    id: p.uuid().primary().onCreate(() => crypto.randomUUID()),
    customerId: p.uuid(),
    instructionId: p.uuid(),
    number: p.string(),
    label: p.string().nullable(),
    situation: p.enum(() => ForwardingSituation),
    ringSeconds: p.smallint(),
    position: p.smallint(),
  },
});
/** Where an instruction puts callers through to. */
export class ForwardingNumber extends ForwardingNumberSchema.class {}
ForwardingNumberSchema.setClass(ForwardingNumber);
