import type { SameKeys } from './same-keys.ts';
import type { spokenDe } from './spoken.de.ts';

export const spokenEn: SameKeys<typeof spokenDe> = {
  greeting: 'Hello, {{name}}, my name is {{secretary}}.',
  time: '{{time}}',
  dayAndTime: '{{day}}, {{time}}',
  presets: {
    meeting: { title: 'Meeting', message: 'I am afraid nobody is available right now; everyone is in a meeting until about {{until}}. May I take a message?' },
    lunch: { title: 'Lunch break', message: 'Everyone is at lunch and will be back at {{until}}. May I take a message?' },
    appointment: { title: 'Appointment', message: 'I am afraid nobody is available right now because of an appointment, until about {{until}}. May I take a message?' },
    closing: { title: 'Closing time', message: 'We are closed for today. Everyone will be back on {{until}}. May I take a message?' },
    holiday: { title: 'Holiday', message: 'The office is on holiday up to and including {{until}}. I will gladly take a message.' },
    reachable: { title: 'Available', message: 'I am afraid nobody can be reached right now. May I take a message?' },
  },
  templates: {
    office: { title: 'Office hours' },
    vips: { title: 'VIPs only', message: 'I am afraid nobody is available right now. May I take a message?' },
    outside: { title: 'Outside office hours', message: 'The office is closed right now. I will gladly take a message.' },
    night: { title: 'Emergencies at night', message: 'I am afraid nobody can be reached right now. I will gladly take a message.' },
    closed: { title: 'Company holidays', message: 'We are on company holidays. I will gladly take a message.' },
  },
};
