import { Roles000 } from './000-roles.ts';
import { EventLog001 } from './001-event-log.ts';
import { PeopleAndCustomers002 } from './002-people-and-customers.ts';
import { Calls003 } from './003-calls.ts';
import { Telephony004 } from './004-telephony.ts';

/** All migrations, oldest first. */
export const migrations = [
  { name: '000-roles', class: Roles000 },
  { name: '001-event-log', class: EventLog001 },
  { name: '002-people-and-customers', class: PeopleAndCustomers002 },
  { name: '003-calls', class: Calls003 },
  { name: '004-telephony', class: Telephony004 },
];
