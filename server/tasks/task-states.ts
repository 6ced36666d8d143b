/** What kinds of tasks there are. */
export const TASK_KINDS = ['CALL_BACK', 'COLLECTION_CALLS', 'RESEARCH', 'APPOINTMENT', 'OTHER'] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

export const TASK_STATES = ['OPEN', 'IN_PROGRESS', 'DONE', 'CANCELLED'] as const;
export type TaskState = (typeof TASK_STATES)[number];

/** What can be done with a task, from which states, and to which it leads; null: it stays as it is. */
export const TASK_ACTS = {
  change: { from: ['OPEN', 'IN_PROGRESS'], to: null },
  assign: { from: ['OPEN', 'IN_PROGRESS'], to: null },
  start: { from: ['OPEN', 'IN_PROGRESS'], to: 'IN_PROGRESS' },
  pause: { from: ['IN_PROGRESS'], to: null },
  finish: { from: ['OPEN', 'IN_PROGRESS'], to: 'DONE' },
  cancel: { from: ['OPEN', 'IN_PROGRESS'], to: 'CANCELLED' },
  reopen: { from: ['DONE', 'CANCELLED'], to: 'OPEN' },
} as const satisfies Record<string, { from: readonly TaskState[]; to: TaskState | null }>;
export type TaskAct = keyof typeof TASK_ACTS;

/** How a call to a debtor ended, and whether that settles them: then nobody has to call again. */
export const DEBTOR_RESULTS = {
  PROMISED: { settles: true },
  INSTALMENTS: { settles: true },
  PAID: { settles: true },
  DISPUTED: { settles: true },
  REFUSED: { settles: true },
  CALL_AGAIN: { settles: false },
  NOT_REACHED: { settles: false },
  WRONG_NUMBER: { settles: true },
} as const satisfies Record<string, { settles: boolean }>;
export type DebtorResult = keyof typeof DEBTOR_RESULTS;

/** The results that are about a day: when will be paid, or called again. */
export const RESULTS_WITH_DAY: readonly DebtorResult[] = ['PROMISED', 'INSTALMENTS', 'CALL_AGAIN'];

/** Whose tasks of the open ones a secretary looks at. */
export const TASK_SELECTIONS = ['ALL', 'MINE', 'UNASSIGNED', 'DUE'] as const;
export type TaskSelection = (typeof TASK_SELECTIONS)[number];
