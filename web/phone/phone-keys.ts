import type { KeyDefinitions } from '../ui/keys.tsx';

/** The keys of the telephone in the desk. */
export const phoneKeys = {
  phone: 'Alt+T',
  phoneAnswer: 'Alt+P',
  phoneMute: 'Alt+S',
  phoneHangUp: 'Alt+L',
  phoneKeypad: 'Alt+W',
} as const satisfies KeyDefinitions;
