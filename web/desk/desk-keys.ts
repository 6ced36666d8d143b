import type { KeyDefinitions } from '../ui/keys.tsx';

/** The keys of the desk itself. */
export const deskKeys = {
  help: 'F1',
  search: 'Mod+K',
  presence: 'F9',
  callBacks: 'Alt+M',
  messages: 'Alt+B',
  tasks: 'Alt+V',
  panelCaller: 'Alt+H',
  panelContacts: 'Alt+K',
  panelAppointments: 'Alt+Z',
  panelFaqs: 'Alt+Q',
  panelDocuments: 'Alt+X',
  panelTasks: 'Alt+Shift+V',
  panelMessages: 'Alt+C',
  spelling: 'Shift+F1',
} as const satisfies KeyDefinitions;
