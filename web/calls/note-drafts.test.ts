import { expect, test } from 'vitest';
import { DRAFT_PREFIX, NoteDrafts, type NoteFields, type SaveDraft } from './note-drafts.ts';

class Device {
  readonly kept = new Map<string, string>();
  get length() { return this.kept.size; }
  key = (index: number) => [...this.kept.keys()][index] ?? null;
  getItem = (key: string) => this.kept.get(key) ?? null;
  setItem = (key: string, value: string) => { this.kept.set(key, value); };
  removeItem = (key: string) => { this.kept.delete(key); };
}

function open(device = new Device(), answer: SaveDraft = async () => ({ savedAt: '2026-03-02T10:00:00Z' }), kept: NoteFields | null = null) {
  const planned = new Map<number, () => void>();
  const sent: NoteFields[] = [];
  let id = 0;
  const drafts = new NoteDrafts({
    save: async (callId, fields) => { sent.push(fields); return answer(callId, fields); },
    load: async () => kept && { fields: kept, savedAt: '2026-03-02T09:59:00Z' },
    storage: device,
    schedule: work => { planned.set(++id, work); return id; },
    cancel: timer => { planned.delete(timer as number); },
    now: () => 1_000_000,
  });
  const pass = async () => {
    for (const [key, work] of Array.from(planned)) { planned.delete(key); work(); }
    for (let i = 0; i < 10; i++) await Promise.resolve();
  };
  return { drafts, sent, pass, device, planned };
}

test('keeps each change on the device at once and on the server a moment later', async () => {
  const { drafts, sent, pass, device } = open();
  drafts.edit('c1', { concern: 'Ruft wegen' });
  drafts.edit('c1', { concern: 'Ruft wegen der Rechnung an' });
  expect(device.getItem(`${DRAFT_PREFIX}c1`)).toContain('Rechnung');
  expect(sent).toEqual([]);
  await pass();
  expect(sent.map(({ concern }) => concern)).toEqual(['Ruft wegen der Rechnung an']);
  expect(drafts.get('c1')).toMatchObject({ kept: 'server', savedAt: '2026-03-02T10:00:00Z' });
  expect(device.length).toBe(0);
});

test('each call has its own draft', () => {
  const { drafts } = open();
  drafts.edit('c1', { concern: 'eins' });
  drafts.edit('c2', { concern: 'zwei' });
  expect([drafts.get('c1').fields.concern, drafts.get('c2').fields.concern]).toEqual(['eins', 'zwei']);
});

test('keeps the draft on the device while the server is out of reach, and saves it when it is back', async () => {
  let reachable = false;
  const { drafts, pass, device } = open(new Device(), async () => (reachable ? { savedAt: '2026-03-02T10:05:00Z' } : 'unreachable'));
  drafts.edit('c1', { concern: 'wichtig' });
  await pass();
  expect(drafts.get('c1').kept).toBe('device');
  expect(device.length).toBe(1);
  reachable = true;
  drafts.retry();
  await pass();
  expect(drafts.get('c1').kept).toBe('server');
  expect(device.length).toBe(0);
});

test('finds what was typed before the browser went down', async () => {
  const { drafts, device } = open();
  drafts.edit('c1', { concern: 'halb geschrieben' });
  const again = open(device);
  expect(again.drafts.get('c1').fields.concern).toBe('halb geschrieben');
  await again.pass();
  expect(again.sent.map(({ concern }) => concern)).toEqual(['halb geschrieben']);
});

test('drops what lay on the device for more than a day', () => {
  const device = new Device();
  device.setItem(`${DRAFT_PREFIX}c1`, JSON.stringify({ fields: { concern: 'alt' }, touched: ['concern'], at: 1_000_000 - 25 * 3600_000 }));
  expect(open(device).drafts.get('c1').fields.concern).toBe('');
  expect(device.length).toBe(0);
});

test('restores the draft that the server kept, but never over what was typed here', async () => {
  const kept: NoteFields = { callerName: 'Anna Schmidt', callerCompany: '', callerNumber: '', concern: 'vom Server', urgent: true, callBackWished: false };
  const { drafts } = open(new Device(), undefined, kept);
  await drafts.fetch('c1');
  expect(drafts.get('c1')).toMatchObject({ fields: kept, kept: 'server', touched: true });
  drafts.edit('c2', { concern: 'getippt' });
  await drafts.fetch('c2');
  expect(drafts.get('c2').fields.concern).toBe('getippt');
});

test('fills in what is known of the caller, and leaves typed fields alone', () => {
  const { drafts, device } = open();
  drafts.prefill('c1', { callerName: '', callerNumber: '0171 3920012' });
  drafts.edit('c1', { callerNumber: '0171 3920013' });
  drafts.prefill('c1', { callerName: 'Anna Schmidt', callerNumber: '0171 3920012' });
  expect(drafts.get('c1').fields).toMatchObject({ callerName: 'Anna Schmidt', callerNumber: '0171 3920013' });
  expect(drafts.isTouched('c2')).toBe(false);
  drafts.prefill('c2', { callerName: 'Anna Schmidt' });
  expect(drafts.isTouched('c2')).toBe(false);
  expect(device.length).toBe(1);
});

test('a save under way cannot bring the draft back after the note was sent', async () => {
  let answer: (saved: { savedAt: string }) => void = () => {};
  const { drafts, pass, sent, planned } = open(new Device(), () => new Promise(resolve => { answer = resolve; }));
  drafts.edit('c1', { concern: 'eins' });
  await pass();
  expect(sent).toHaveLength(1);
  drafts.edit('c1', { concern: 'eins, zwei' });
  let settled = false;
  const settling = drafts.settle('c1').then(() => { settled = true; });
  await Promise.resolve();
  expect(settled).toBe(false);
  answer({ savedAt: '2026-03-02T10:00:00Z' });
  await settling;
  drafts.finish('c1');
  expect(planned.size).toBe(0);
  expect(drafts.get('c1')).toMatchObject({ touched: false, kept: 'nothing', fields: { concern: 'eins, zwei' } });
});

test('keeps on the server what was written before the call was taken away and taken again', async () => {
  let isOurs = false;
  const { drafts, pass } = open(new Device(), async () => (isOurs ? { savedAt: '2026-03-02T10:05:00Z' } : 'refused'));
  drafts.edit('c1', { concern: 'weiter getippt' });
  await pass();
  expect(drafts.get('c1').kept).toBe('device');
  isOurs = true;
  drafts.taken('c1');
  await pass();
  expect(drafts.get('c1')).toMatchObject({ kept: 'server', fields: { concern: 'weiter getippt' } });
});
