import { DateTime } from 'luxon';
import type { DecidableInstruction } from '../calls/decision.ts';
import type { MatchableContact } from '../contacts/caller-match.ts';
import { DEMO_CONTACTS, type DemoContact } from './contacts.ts';
import { DEMO_CUSTOMERS, type DemoCustomer } from './customers.ts';
import { type DemoInstruction, moment } from './instruction-words.ts';
import { DEMO_INSTRUCTIONS } from './instructions.ts';
import { randomOf } from './random.ts';

/** A contact with its id, as told and as matching reads it. */
export type PlacedContact = MatchableContact & { told: DemoContact };

/** An instruction with its id and moments, as told and as deciding reads it. */
export type PlacedInstruction = DecidableInstruction & { told: DemoInstruction };

/** A customer with everything they told us, with ids and moments. */
export interface PlacedCustomer {
  id: string;
  told: DemoCustomer;
  lines: { id: string; number: string; label: string; isBlock: boolean }[];
  contacts: PlacedContact[];
  instructions: PlacedInstruction[];
}

/** The customers with what they told us, seen from the moment of filling. Ids are the same each time. */
export function placeCustomers(now: Date): PlacedCustomer[] {
  return DEMO_CUSTOMERS.map(told => {
    const random = randomOf(`customer ${told.key}`);
    const contractStart = DateTime.fromISO(`${told.contractStartedOn}T09:00`, { zone: told.timeZone });
    return {
      id: random.uuid(),
      told,
      lines: told.lines.map(line => ({ id: random.uuid(), isBlock: false, ...line })),
      contacts: (DEMO_CONTACTS[told.key] ?? []).map((contact, place) => ({
        id: random.uuid(), name: contact.name, numbers: contact.numbers, isVip: contact.isVip ?? false, isBlocked: contact.isBlocked ?? false,
        alwaysPutThroughTo: contact.alwaysPutThroughTo ?? null, told: contact,
        createdAt: contact.addedDaysAgo === undefined ? contractStart.plus({ minutes: 30 + place }).toJSDate() : DateTime.fromJSDate(now).minus({ days: contact.addedDaysAgo }).toJSDate(),
      })),
      instructions: (DEMO_INSTRUCTIONS[told.key] ?? []).map((instruction, place) => {
        const createdAt = instruction.created ? moment(instruction.created, now, told.timeZone) : contractStart.plus({ minutes: place }).toJSDate();
        return {
          id: random.uuid(), title: instruction.title, greeting: instruction.greeting, putThrough: instruction.putThrough, message: instruction.message ?? null,
          remarks: instruction.remarks ?? null, createdAt, validFrom: instruction.from ? moment(instruction.from, now, told.timeZone) : createdAt,
          validUntil: instruction.until ? moment(instruction.until, now, told.timeZone) : null, weeklyHours: instruction.hours ?? [],
          exceptPublicHolidays: instruction.exceptPublicHolidays ?? false, transfer: 'ANNOUNCED' as const, told: instruction,
          forwardingNumbers: (instruction.numbers ?? []).map(({ number, label, situation, ringSeconds }) => ({ id: random.uuid(), number, label, situation, ringSeconds })),
        };
      }),
    };
  });
}
