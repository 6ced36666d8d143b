import { defineEntity, p } from '@mikro-orm/core';

const ContactSchema = defineEntity({
  name: 'Contact',
  properties: {
    id: p.uuid().primary().onCreate(() => crypto.randomUUID()),
    customerId: p.uuid(),
    name: p.string(),
    company: p.string().nullable(),
    isVip: p.boolean().default(false),
    isBlocked: p.boolean().default(false),
    alwaysPutThroughTo: p.string().nullable(),
    remarks: p.string().nullable(),
    groups: p.array().default([]),
    emails: p.array().default([]),
    address: p.string().nullable(),
    createdAt: p.datetime(),
    version: p.integer().version(),
  },
});
/** An entry of one customer's address book. */
export class Contact extends ContactSchema.class {}
ContactSchema.setClass(Contact);

const ContactNumberSchema = defineEntity({
  name: 'ContactNumber',
  properties: {
    customerId: p.uuid().primary(),
    contactId: p.uuid().primary(),
    number: p.string().primary(),
    position: p.smallint(),
    label: p.string().nullable(),
  },
});
/** A number of a contact; the same number may stand with several contacts. */
export class ContactNumber extends ContactNumberSchema.class {}
ContactNumberSchema.setClass(ContactNumber);
