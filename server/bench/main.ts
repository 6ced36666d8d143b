import { existsSync } from 'node:fs';
import { benchClaim } from './claim.ts';
import { benchFanOut } from './fan-out.ts';
import { benchGuards } from './guards.ts';
import { openHouse, plainPast, type Past } from './house.ts';
import { benchLarge } from './large.ts';
import { benchLastDesk } from './last-desk.ts';
import { benchPainted } from './painted.ts';
import { benchPhone } from './phone.ts';
import { benchReads } from './reads.ts';
import { benchRecording } from './recording.ts';
import type { BenchRow } from './row.ts';
import { benchTelephony } from './telephony.ts';
import { yearsOf } from './years.ts';

// `npm run bench [part …]`: ratios of our figures to their limits, each pair measured in this run on this machine.

const PAST_CALLS = 100_000;
/** Years of a service; the filling takes some minutes. */
const YEARS_OF_CALLS = 3_000_000;
const chromium = process.env['CHROMIUM'] ?? ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
const wanted = process.argv.slice(2);
const parts: Record<string, () => Promise<BenchRow[]>> = {
  'fan-out': () => benchFanOut(),
  recording: async () => benchRecording(await house()),
  claim: async () => benchClaim(await house()),
  reads: async () => benchReads(await house()),
  guards: async () => benchGuards(await house()),
  'last-desk': async () => benchLastDesk(await house()),
  painted: async () => benchPainted(await house(), chromium),
  phone: async () => benchPhone(await house(), chromium),
  telephony: () => benchTelephony(),
  large: async () => benchLarge(await house(yearsOf(YEARS_OF_CALLS))),
};
let built: { past: Past; house: ReturnType<typeof openHouse> } | undefined;
const usual = plainPast(PAST_CALLS);
/** One for all parts that ask for the same past; one at a time. */
async function house(past: Past = usual) {
  if (built?.past !== past) {
    await (await built?.house)?.close();
    built = { past, house: openHouse(past) };
  }
  return built.house;
}

const unknown = wanted.filter(part => !(part in parts));
if (unknown.length) {
  console.error(`There is no part ${unknown.join(', ')}; the parts are ${Object.keys(parts).join(', ')}.`);
  process.exit(2);
}
const figure = (value: number) => (value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2));
const HEAD = ['work', 'ours', 'limit', 'unit', 'ratio', 'aim', ''];

function print(rows: readonly BenchRow[]): void {
  const table = [HEAD, ...rows.map(({ name, unit, ours, limit, ratio, aim, met }) => [name, figure(ours), figure(limit), unit, figure(ratio), figure(aim), met ? 'met' : 'MISSED'])];
  const widths = HEAD.map((_, column) => Math.max(...table.map(line => (line[column] as string).length)));
  for (const line of table) console.log(line.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] as number) : cell.padStart(widths[column] as number))).join('  '));
}

const rows: BenchRow[] = [];
let failed = false;
for (const [part, run] of Object.entries(parts)) {
  if (wanted.length && !wanted.includes(part)) continue;
  console.log(`measuring ${part} …`);
  try {
    rows.push(...(await run()));
  } catch (error) {
    // The others' figures are worth having all the same.
    console.error(`${part} could not be measured:`, error);
    failed = true;
  }
}
await (await built?.house)?.close();
console.log();
print(rows);
process.exit(failed ? 1 : 0);
