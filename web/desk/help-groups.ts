/** Which acts stand together in the help. */
export const HELP_GROUPS = {
  desk: ['take', 'takeRow', 'presence', 'search', 'callBacks', 'messages', 'tasks', 'previousCall', 'nextCall', 'spelling', 'help'],
  call: ['putThrough', 'hold', 'saveNote', 'focusNote', 'identify', 'adopt', 'release', 'end'],
  panel: ['panelCaller', 'panelContacts', 'panelAppointments', 'panelFaqs', 'panelDocuments', 'panelTasks', 'panelMessages'],
  attempt: ['outcomeANSWERED', 'outcomeBUSY', 'outcomeNO_ANSWER', 'outcomeDECLINED', 'outcomeUNREACHABLE'],
  phone: ['phoneAnswer', 'phoneMute', 'phoneHangUp', 'phoneKeypad', 'phone'],
} as const;
