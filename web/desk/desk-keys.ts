import type { KeyDefinitions } from '../ui/keys.tsx';

/** The keys of the desk itself. */
export const deskKeys = {
  help: 'F1',
  search: 'Mod+K',
  presence: 'F9',
  callBacks: 'Alt+M',
  messages: 'Alt+B',
  panelCaller: 'Alt+H',
  panelContacts: 'Alt+K',
  panelAppointments: 'Alt+Z',
  panelFaqs: 'Alt+Q',
  panelDocuments: 'Alt+X',
  panelMessages: 'Alt+C',
  spelling: 'Shift+F1',
} as const satisfies KeyDefinitions;
