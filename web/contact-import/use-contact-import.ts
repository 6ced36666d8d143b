import { useRef, useState } from 'react';
import { CombinedError, useClient } from 'urql';
import type { ContactImportInput } from '../graphql/generated/graphql.ts';
import { graphql } from '../graphql/generated/index.ts';
import type { FileContact } from './file-contact.ts';
import { batchesOf, inputOf, planOf, type Checked, type Choice, type PlannedContact } from './import-plan.ts';

const CheckDocument = graphql(`
  query CheckContactImport($customerId: ID!, $contacts: [ContactInput!]!) {
    contactImportCheck(customerId: $customerId, contacts: $contacts) {
      problems { field code }
      matches { id name company }
      isInBook
    }
  }
`);
const ImportDocument = graphql(`
  mutation ImportContacts($customerId: ID!, $contacts: [ContactImportInput!]!) {
    importContacts(customerId: $customerId, contacts: $contacts) {
      __typename
      ... on ContactsImported { created merged }
      ... on ContactImportInvalid { problems { field code } }
    }
  }
`);

/** How far an import has got. */
export type ImportState =
  | { is: 'CHOOSING' }
  | { is: 'CHECKING'; done: number; total: number }
  | { is: 'PLANNED'; plan: PlannedContact[] }
  | { is: 'WRITING'; done: number; total: number }
  | { is: 'OVER'; created: number; merged: number; left: number; why: 'DONE' | 'CANCELLED' | 'REFUSED' | CombinedError };

interface Task { contact: PlannedContact; input: ContactImportInput }

/** Checks the contacts of a file and writes those that were chosen, portion by portion; it can be stopped between two of them. */
export function useContactImport(customerId: string) {
  const client = useClient();
  const [state, setState] = useState<ImportState>({ is: 'CHOOSING' });
  const [error, setError] = useState<CombinedError | null>(null);
  const isStopped = useRef(false);
  /** What is still to be written, and what was. */
  const open = useRef<{ tasks: Task[]; created: number; merged: number }>({ tasks: [], created: 0, merged: 0 });

  const ask = async (contacts: readonly FileContact[]): Promise<Checked[] | CombinedError> => {
    const { data, error } = await client.query(CheckDocument, { customerId, contacts: contacts.map(contact => inputOf(contact)) }, { requestPolicy: 'network-only' }).toPromise();
    return data?.contactImportCheck ?? error ?? new CombinedError({ graphQLErrors: ['There is no such address book.'] });
  };

  const check = async (contacts: readonly FileContact[]) => {
    isStopped.current = false;
    setError(null);
    setState({ is: 'CHECKING', done: 0, total: contacts.length });
    const checked: Checked[] = [];
    for (const batch of batchesOf(contacts)) {
      const answer = await ask(batch);
      if (isStopped.current) return;
      if (!Array.isArray(answer)) {
        setError(answer);
        return setState({ is: 'CHOOSING' });
      }
      checked.push(...answer);
      setState({ is: 'CHECKING', done: checked.length, total: contacts.length });
    }
    setState({ is: 'PLANNED', plan: planOf(contacts, checked) });
  };

  const work = async (tasks: readonly Task[]) => {
    isStopped.current = false;
    const total = tasks.length;
    let done = 0;
    const over = (why: Extract<ImportState, { is: 'OVER' }>['why']) => setState({ is: 'OVER', created: open.current.created, merged: open.current.merged, left: open.current.tasks.length, why });
    setState({ is: 'WRITING', done, total });
    for (const batch of batchesOf(tasks.map(({ input }) => input))) {
      const { data, error } = await client.mutation(ImportDocument, { customerId, contacts: batch }).toPromise();
      if (!data) return over(error!);
      if (data.importContacts.__typename !== 'ContactsImported') return over('REFUSED');
      open.current.created += data.importContacts.created;
      open.current.merged += data.importContacts.merged;
      open.current.tasks.splice(0, batch.length);
      done += batch.length;
      setState({ is: 'WRITING', done, total });
      if (isStopped.current && open.current.tasks.length > 0) return over('CANCELLED');
    }
    over('DONE');
  };

  const write = (plan: readonly PlannedContact[], choiceOf: (contact: PlannedContact) => Choice, group: string) => {
    const tasks = plan.flatMap((contact): Task[] => {
      const choice = choiceOf(contact);
      if (choice === 'SKIP') return [];
      return [{ contact, input: { contact: inputOf(contact, group), ...(choice === 'MERGE' && contact.matches[0] ? { mergeInto: contact.matches[0].id } : {}) } }];
    });
    open.current = { tasks: [...tasks], created: 0, merged: 0 };
    return work(tasks);
  };

  /** Goes on where it ended. Whether the last portion had arrived is not known then: who is in the book by now is not entered twice. */
  const goOn = async () => {
    const { tasks } = open.current;
    const [portion = []] = batchesOf(tasks.map(({ input }) => input));
    const perhaps = tasks.slice(0, portion.length);
    const answer = await ask(perhaps.map(({ contact }) => contact));
    if (!Array.isArray(answer)) return setState({ is: 'OVER', created: open.current.created, merged: open.current.merged, left: tasks.length, why: answer });
    const known = new Set(perhaps.filter((task, place) => !task.input.mergeInto && task.contact.standing !== 'IN_BOOK' && task.contact.twinOf === null && answer[place]!.isInBook));
    open.current.created += known.size;
    open.current.tasks = tasks.filter(task => !known.has(task));
    return work([...open.current.tasks]);
  };

  const stop = () => {
    isStopped.current = true;
    // Nothing is written while it is checked.
    if (state.is === 'CHECKING') setState({ is: 'CHOOSING' });
  };
  const reset = () => { stop(); setError(null); setState({ is: 'CHOOSING' }); };
  return { state, error, check, write, goOn, stop, reset };
}
