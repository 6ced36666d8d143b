import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../graphql/node.type.ts';
import type { ApiScope as Scope } from './actor.ts';

/** The scopes as the API names them. */
export const ApiScope = {
  APPOINTMENTS_READ: 'appointments:read', APPOINTMENTS_WRITE: 'appointments:write',
  CALLS_READ: 'calls:read', CALLS_REPORT: 'calls:report', CALLS_WRITE: 'calls:write', CONTACTS_READ: 'contacts:read', CONTACTS_WRITE: 'contacts:write',
  CUSTOMERS_READ: 'customers:read', INSTRUCTIONS_READ: 'instructions:read', INSTRUCTIONS_WRITE: 'instructions:write',
  TASKS_READ: 'tasks:read', TASKS_WRITE: 'tasks:write', WEBHOOKS_MANAGE: 'webhooks:manage',
} as const satisfies Record<string, Scope>;
registerEnumType(ApiScope, {
  name: 'ApiScope',
  description: 'What a key opens. A field that no scope of the key opens is refused with FORBIDDEN, before anything runs.',
  valuesConfig: {
    APPOINTMENTS_READ: { description: 'Appointments, with calendars, kinds and the times that are free.' },
    APPOINTMENTS_WRITE: { description: 'Book, move, change and cancel appointments; shown for it are calendars, kinds and the times that are free, and no appointment.' },
    CALLS_READ: { description: 'Calls with callers, notes, decisions and attempts.' },
    CALLS_REPORT: { description: 'Tell that calls ring, are answered and end. Keys of the service alone.' },
    CALLS_WRITE: { description: 'Say that somebody has called back.' },
    CONTACTS_READ: { description: 'The address book.' },
    CONTACTS_WRITE: { description: 'Write and delete contacts, and mark VIPs.' },
    CUSTOMERS_READ: { description: 'The customer with their lines.' },
    INSTRUCTIONS_READ: { description: 'Instructions, decisions for a moment and a caller, and test calls.' },
    INSTRUCTIONS_WRITE: { description: 'Write, end and delete instructions.' },
    TASKS_READ: { description: 'What was ordered from the secretariat, with debtors and results.' },
    TASKS_WRITE: { description: 'Order tasks, change and cancel them, and hand in debtors.' },
    WEBHOOKS_MANAGE: { description: 'See what became of messages to webhooks, try them, turn them on and off, and have messages sent again. Where to and of what is up to people.' },
  },
});

@ObjectType('ApiKey', { implements: Node, description: 'A key with which a program comes in; its secret is shown when it is made and never again.' })
export class ApiKeyType extends Node {
  @Field(() => String, { description: 'What it is for.' }) name!: string;
  @Field(() => String, { description: 'How the secret begins, by which it is known again.' }) hint!: string;
  @Field(() => [ApiScope], { description: 'What it opens.' }) scopes!: Scope[];
  @Field(() => Date, { description: 'When it was made.' }) createdAt!: Date;
  @Field(() => String, { description: 'The name of who made it, at that time.' }) createdBy!: string;
  @Field(() => Date, { description: 'From when on it opens nothing any more; within two years.' }) expiresAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When it was last used, to the minute; null: never.' }) lastUsedAt!: Date | null;
}
