import { defineEntity, p } from '@mikro-orm/core';

/** The customer's language: of the default greeting and of what the service writes to them. */
export enum Language {
  DE = 'DE',
  EN = 'EN',
}

/** The federal states of Germany, ISO 3166-2:DE without the country. */
export enum FederalState {
  BW = 'BW', BY = 'BY', BE = 'BE', BB = 'BB', HB = 'HB', HH = 'HH', HE = 'HE', MV = 'MV',
  NI = 'NI', NW = 'NW', RP = 'RP', SL = 'SL', SN = 'SN', ST = 'ST', SH = 'SH', TH = 'TH',
}

const CustomerSchema = defineEntity({
  name: 'Customer',
  properties: {
    id: p.uuid().primary().onCreate(() => crypto.randomUUID()),
    customerNumber: p.string(),
    name: p.string(),
    timeZone: p.string(),
    language: p.enum(() => Language),
    federalState: p.enum(() => FederalState).nullable(),
    contractStartedOn: p.date(),
    contractEndedOn: p.date().nullable(),
    version: p.integer().version(),
  },
});
/** A company whose calls we answer. */
export class Customer extends CustomerSchema.class {}
CustomerSchema.setClass(Customer);

const LineSchema = defineEntity({
  name: 'Line',
  properties: {
    id: p.uuid().primary().onCreate(() => crypto.randomUUID()),
    customerId: p.uuid(),
    number: p.string(),
    isBlock: p.boolean().default(false),
    label: p.string().nullable(),
    version: p.integer().version(),
  },
});
/** The number that a customer's phone forwards to; a block is the prefix of all its extensions. */
export class Line extends LineSchema.class {}
LineSchema.setClass(Line);
