import { createInstance } from 'i18next';
import { expect, test } from 'vitest';
import { instructionsDe } from '../messages/instructions.de.ts';
import { INSTRUCTION_PARTS, instructionDifferences } from './instruction-differences.ts';
import { newInstruction } from './instruction-values.ts';
import { mergeEdits } from '../ui/merge-edits.ts';

const i18n = createInstance();
void i18n.init({ lng: 'de', resources: { de: { instructions: instructionsDe } }, initAsync: false });
const t = i18n.getFixedT('de', 'instructions');

test('says in words how two people want callers handed over', () => {
  const base = newInstruction({ greeting: 'Guten Tag', numbers: [], transfer: 'ANNOUNCED', now: Date.parse('2026-08-03T10:00:00Z'), zone: 'Europe/Berlin' });
  const [mine, theirs] = [{ ...base, transfer: 'BLIND' as const }, { ...base, title: 'Anders' }];
  expect(mergeEdits(base, mine, theirs, INSTRUCTION_PARTS)).toMatchObject({ merged: { title: 'Anders', transfer: 'BLIND' }, conflicts: [] });
  expect(instructionDifferences(['transfer'], mine, theirs, 'de', '2026-08-03', t)).toEqual([{ field: 'transfer', label: 'Wie sollen wir übergeben?', mine: 'Ohne Ankündigung', theirs: 'Ankündigen' }]);
});
