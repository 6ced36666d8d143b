import { createInstance } from 'i18next';
import { expect, test } from 'vitest';
import { historyDe } from '../messages/history.de.ts';
import { stepsOf } from './call-story.tsx';

const i18n = createInstance();
void i18n.init({ lng: 'de', resources: { de: { history: historyDe } }, initAsync: false });
const t = i18n.getFixedT('de', 'history');
type Call = Parameters<typeof stepsOf>[0];
const at = (time: string) => `2026-08-03T10:${time}.000Z`;
const call = (over: object) => ({
  receivedAt: at('00:00'), takenAt: null, takenBy: null, endedAt: null, endReason: null, callBackDoneAt: null, note: null, attempts: [], abilities: [], voiceMessage: null,
  line: { id: 'l', number: '+493023125001', label: 'Zentrale' }, ...over,
}) as unknown as Call;

test('tells a call in the order in which it happened', () => {
  const attempt = (id: string, startedAt: string, outcome: string | null) => ({ id, startedAt, endedAt: null, outcome, announced: false, answeredAt: null, forwardingNumber: { id, number: '+491713920001', label: 'Mobil' } });
  const steps = stepsOf(call({
    takenAt: at('00:07'), takenBy: { id: 's', name: 'Jana Kühn' }, attempts: [attempt('1', at('00:20'), 'BUSY'), attempt('2', at('00:40'), 'NO_ANSWER')],
    note: { id: 'n', writtenAt: at('03:00'), writtenBy: { id: 's', name: 'Jana Kühn' } }, endedAt: at('02:30'), endReason: 'CALLER_HUNG_UP', callBackDoneAt: at('30:00'),
  }), t);
  expect(steps.map(({ text, detail }) => (detail ? `${text}, ${detail}` : text))).toEqual([
    'Anruf eingegangen, auf Zentrale · 030 23125001',
    'Angenommen von Jana Kühn, nach 0:07 Wartezeit',
    'Durchstellversuch: Mobil (0171 3920001), besetzt',
    'Durchstellversuch: Mobil (0171 3920001), keine Antwort',
    'Der Anrufer hat aufgelegt, Dauer 2:23',
    'Notiz von Jana Kühn',
    'Rückruf erledigt',
  ]);
});

test('says how long a missed call rang', () => {
  expect(stepsOf(call({ endedAt: at('00:31'), endReason: 'CALLER_HUNG_UP' }), t).at(-1)).toMatchObject({ text: 'Der Anrufer hat aufgelegt', detail: 'läutete 0:31' });
});

test('tells how a telephone system handed the call over, and who picked up without taking it', () => {
  const attempt = (id: string, over: object) => ({ id, startedAt: at('00:20'), endedAt: at('00:40'), outcome: 'NO_ANSWER', announced: true, answeredAt: null, forwardingNumber: { id, number: '+491713920001', label: null }, ...over });
  const steps = stepsOf(call({
    abilities: ['DIAL', 'TELLS_OUTCOMES', 'ANNOUNCE'],
    attempts: [attempt('1', {}), attempt('2', { outcome: 'DECLINED', answeredAt: at('00:30') }), attempt('3', { announced: false, answeredAt: at('00:30') }), attempt('4', { outcome: 'ANSWERED', answeredAt: at('00:30') })],
  }), t);
  expect(steps.slice(1).map(({ detail }) => detail)).toEqual([
    'mit Ankündigung, keine Antwort', 'mit Ankündigung, abgehoben, wollte den Anruf gerade nicht', 'ohne Ankündigung, abgehoben, aber nicht mit der 1 angenommen', 'mit Ankündigung, angenommen',
  ]);
});

test('says why nobody took a call, and that the caller left a message', () => {
  const steps = stepsOf(call({ endedAt: at('00:31'), endReason: 'NOBODY_FREE', voiceMessage: { id: 'v', recordedAt: at('01:10'), seconds: 39, path: '/voice-messages/v.wav' } }), t);
  expect(steps.slice(1)).toEqual([
    { at: at('00:31'), text: 'Im Sekretariat war niemand frei', detail: 'läutete 0:31' },
    { at: at('01:10'), text: 'Der Anrufer hat eine Sprachnachricht hinterlassen', detail: '0:39' },
  ]);
});
