import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { storedData } from '../privacy/stored-data.ts';
import { processingRecord } from './processing-record.ts';

test('the record of processing activities says what the declarations say', () => {
  expect(readFileSync('docs/processing-activities.md', 'utf8'), 'write it with npm run processing-record').toBe(processingRecord());
});

test('it names every table', () => {
  const text = processingRecord();
  expect(Object.keys(storedData).filter(table => !text.includes(`\`${table}\``))).toEqual([]);
});
