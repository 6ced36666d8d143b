import { isSupervisor, type Person } from '../identity/actor.ts';

/** Whether somebody answers for what is stored about callers, at all customers: supervisors. */
export const canAnswerCallers = (person: Person): boolean => isSupervisor(person);
