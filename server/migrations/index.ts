import { Roles000 } from './000-roles.ts';
import { EventLog001 } from './001-event-log.ts';
import { PeopleAndCustomers002 } from './002-people-and-customers.ts';
import { Calls003 } from './003-calls.ts';
import { Telephony004 } from './004-telephony.ts';
import { Rights005 } from './005-rights.ts';
import { Wall006 } from './006-wall.ts';
import { Accounts007 } from './007-accounts.ts';
import { SecondFactor008 } from './008-second-factor.ts';
import { People009 } from './009-people.ts';
import { Audit011 } from './011-audit.ts';
import { Retention012 } from './012-retention.ts';
import { Consents013 } from './013-consents.ts';
import { ApiKeys018 } from './018-api-keys.ts';
import { KeysEnd019 } from './019-keys-end.ts';
import { ContractEnd022 } from './022-contract-end.ts';
import { InstructionHistory037 } from './037-instruction-history.ts';

/** All migrations, oldest first. */
export const migrations = [
  { name: '000-roles', class: Roles000 },
  { name: '001-event-log', class: EventLog001 },
  { name: '002-people-and-customers', class: PeopleAndCustomers002 },
  { name: '003-calls', class: Calls003 },
  { name: '004-telephony', class: Telephony004 },
  { name: '005-rights', class: Rights005 },
  { name: '006-wall', class: Wall006 },
  { name: '007-accounts', class: Accounts007 },
  { name: '008-second-factor', class: SecondFactor008 },
  { name: '009-people', class: People009 },
  { name: '011-audit', class: Audit011 },
  { name: '012-retention', class: Retention012 },
  { name: '013-consents', class: Consents013 },
  { name: '018-api-keys', class: ApiKeys018 },
  { name: '019-keys-end', class: KeysEnd019 },
  { name: '022-contract-end', class: ContractEnd022 },
  { name: '037-instruction-history', class: InstructionHistory037 },
];
