import { graphql } from '../graphql/generated/index.ts';

export const Task_row = graphql(`
  fragment Task_row on Task {
    id kind title state dueAt personName finishedAt workingSince minutesSpent debtorCount debtorsSettled assignedTo { id name } customer { id name timeZone }
  }
`);
export const Task_parts = graphql(`
  fragment Task_parts on Task {
    id kind title text dueAt personName personNumber state result createdAt createdBy updatedAt finishedAt version minutesSpent workingSince debtorCount debtorsSettled
    assignedTo { id name } customer { id name timeZone } call { id receivedAt } work { secretaryName beganAt minutes }
  }
`);
export const Debtor_parts = graphql(`
  fragment Debtor_parts on TaskDebtor { id position name number otherNumber amountCents reference remarks result lastCalledAt version calls { id calledAt result promisedOn remarks secretaryName } }
`);
export const Template_parts = graphql(`fragment Template_parts on TaskTemplate { id name kind title text dueInDays }`);

/** The kinds in the order in which they are offered. */
export const TASK_KINDS = ['CALL_BACK', 'COLLECTION_CALLS', 'RESEARCH', 'APPOINTMENT', 'OTHER'] as const;

/** How a call to a debtor can end, in the order in which it is offered. */
export const DEBTOR_RESULTS = ['PROMISED', 'INSTALMENTS', 'PAID', 'DISPUTED', 'REFUSED', 'CALL_AGAIN', 'NOT_REACHED', 'WRONG_NUMBER'] as const;

/** The results that name a day. */
export const HAS_DAY: ReadonlySet<string> = new Set(['PROMISED', 'INSTALMENTS', 'CALL_AGAIN']);

/** Whether something can still be done with the task. */
export const isOpenTask = ({ state }: { state: string }): boolean => state === 'OPEN' || state === 'IN_PROGRESS';
