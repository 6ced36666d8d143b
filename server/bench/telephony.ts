import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { percentile } from './figures.ts';
import { type BenchRow, row } from './row.ts';

const PAINTED_CALLS = 200;
const SOAK_CALLS = 300;
/** The most that a caller's call may take to be on a desk, in milliseconds. */
const AIM = { p50: 40, p99: 100 };
const NAMESPACE = fileURLToPath(new URL('../test/telephony/in-namespace.sh', import.meta.url));

/** From the INVITE at the trunk of a real Asterisk to the painted card, and a soak of it: the tests of both with more calls, one after the other. */
export async function benchTelephony(): Promise<BenchRow[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'vorzimmer-bench-'));
  const measure = <Figures>(part: string, settings: (file: string) => Record<string, string>): Figures => {
    const file = path.join(folder, `${part}.json`);
    const { status } = spawnSync('bash', [NAMESPACE, `server/test/telephony/${part}.test.ts`], { stdio: 'inherit', env: { ...process.env, ...settings(file) } });
    if (status !== 0) throw new Error(`${part} failed: what it tells is above`);
    return JSON.parse(readFileSync(file, 'utf8')) as Figures;
  };
  try {
    const painted = measure<number[]>('painted', file => ({ PAINTED_CALLS: String(PAINTED_CALLS), PAINTED_FIGURES: file }));
    const soaked = measure<{ calls: number; seconds: number; different: unknown[]; memory: { asterisk: number; service: number }[] }>('soak', file => ({ SOAK_CALLS: String(SOAK_CALLS), SOAK_FIGURES: file }));
    const [early, late] = [soaked.memory[5], soaked.memory.at(-1)];
    if (!early || !late) throw new Error('the soak told of no memory');
    const invite = 'INVITE at the trunk → painted card on a desk';
    return [
      row(invite, 'ms p50', percentile(painted, 0.5), AIM.p50, 1),
      row(invite, 'ms p99', percentile(painted, 0.99), AIM.p99, 1),
      row(`${SOAK_CALLS} calls at 5/s: all that are not told as SIPp saw them ÷ all`, 'calls', soaked.different.length, soaked.calls, 0),
      row(`the same: memory of the service at the end ÷ after ${SOAK_CALLS * 0.6} calls`, 'MB', late.service / 1024, early.service / 1024, 1.3),
      row(`the same: memory of Asterisk at the end ÷ after ${SOAK_CALLS * 0.6} calls`, 'MB', late.asterisk / 1024, early.asterisk / 1024, 1.15),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
