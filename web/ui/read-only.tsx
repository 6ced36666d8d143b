import { IconLock } from '@tabler/icons-react';
import { createContext, use, type ReactNode } from 'react';
import classes from './forms.module.css';

/** Why nothing is written here, in words, and whether what is there can still be deleted. */
export interface ReadOnly { why: string; canDelete: boolean }

export const ReadOnlyContext = createContext<ReadOnly | null>(null);

/** Why nothing is written here; null where it is. */
export const useReadOnly = (): ReadOnly | null => use(ReadOnlyContext);

/** Says why nothing is written here, where that is so. */
export function ReadOnlyNote() {
  const readOnly = useReadOnly();
  return readOnly && <p className={classes.notice}><IconLock size={18} aria-hidden /><span>{readOnly.why}</span></p>;
}

/** What writes: not there where nothing is written. */
export const Writing = ({ children }: { children: ReactNode }): ReactNode => (useReadOnly() ? null : children);

/** What deletes, and what takes a deletion back: there as long as that is allowed, also where nothing new is written any more. */
export function Deleting({ children }: { children: ReactNode }): ReactNode {
  const readOnly = useReadOnly();
  return readOnly === null || readOnly.canDelete ? children : null;
}

/** The fields of a form: to be read alone where nothing is written. */
export function FormFields({ children }: { children: ReactNode }) {
  return <fieldset disabled={useReadOnly() !== null} className={classes.fields}>{children}</fieldset>;
}
