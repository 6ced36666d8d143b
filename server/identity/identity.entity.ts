import { defineEntity, p } from '@mikro-orm/core';
import { CUSTOMER_RIGHTS } from './actor.ts';

/** What a secretary is doing. OFFLINE also when the desk's connection is lost. */
export enum Presence {
  AVAILABLE = 'AVAILABLE',
  BUSY = 'BUSY',
  WRAP_UP = 'WRAP_UP',
  BREAK = 'BREAK',
  OFFLINE = 'OFFLINE',
}

/** Why the service moved somebody's presence without their doing. */
export enum PresenceReason {
  LET_IT_RING = 'LET_IT_RING',
}

const SecretarySchema = defineEntity({
  name: 'Secretary',
  properties: {
    id: p.uuid().primary().onCreate(() => crypto.randomUUID()),
    name: p.string(),
    isSupervisor: p.boolean().default(false),
    presence: p.enum(() => Presence).default(Presence.OFFLINE),
    presenceSince: p.datetime(),
  },
});
/** Answers the calls of all customers; a supervisor also manages. */
export class Secretary extends SecretarySchema.class {}
SecretarySchema.setClass(Secretary);

const CustomerUserSchema = defineEntity({
  name: 'CustomerUser',
  properties: {
    id: p.uuid().primary().onCreate(() => crypto.randomUUID()),
    customerId: p.uuid(),
    name: p.string(),
    right: p.enum(CUSTOMER_RIGHTS),
  },
});
/** Somebody of a customer who uses the portal. */
export class CustomerUser extends CustomerUserSchema.class {}
CustomerUserSchema.setClass(CustomerUser);

const AccountSchema = defineEntity({
  name: 'Account',
  properties: {
    id: p.uuid().primary().onCreate(() => crypto.randomUUID()),
    email: p.string(),
    passwordHash: p.string(),
    secretaryId: p.uuid().nullable(),
    customerId: p.uuid().nullable(),
    customerUserId: p.uuid().nullable(),
    createdAt: p.datetime(),
  },
});
/** What somebody signs in with: a secretary or a person of a customer, never both. */
export class Account extends AccountSchema.class {}
AccountSchema.setClass(Account);
