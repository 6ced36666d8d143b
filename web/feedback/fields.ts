import type { NoteField } from '../graphql/generated/graphql.ts';

/** What of a note can be wrong, in the order in which a note is read. */
export const FIELDS = ['CALLER_NAME', 'CALLER_COMPANY', 'CALLER_NUMBER', 'CONCERN', 'URGENT', 'CALL_BACK_WISHED'] as const satisfies readonly NoteField[];
