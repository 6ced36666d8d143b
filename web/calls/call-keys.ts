import type { KeyDefinitions } from '../ui/keys.tsx';

/** The keys of everything that can be done with calls. */
export const callKeys = {
  take: 'F2',
  takeRow: 'Alt+#',
  putThrough: 'F4',
  hold: 'F8',
  end: 'Shift+F8',
  release: 'Shift+F2',
  saveNote: 'Mod+Enter',
  focusNote: 'Alt+A',
  identify: 'Alt+I',
  adopt: 'Alt+G',
  previousCall: 'Alt+ArrowUp',
  nextCall: 'Alt+ArrowDown',
  outcomeANSWERED: 'Alt+J',
  outcomeBUSY: 'Alt+O',
  outcomeNO_ANSWER: 'Alt+N',
  outcomeDECLINED: 'Alt+R',
  outcomeUNREACHABLE: 'Alt+U',
} as const satisfies KeyDefinitions;
