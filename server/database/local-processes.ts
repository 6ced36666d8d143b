import { execFile } from 'node:child_process';
import { readFileSync, statSync, type Stats } from 'node:fs';
import { codeOf } from './local-errors.ts';

/** The environment of PostgreSQL's programs: nothing of ours reaches them, so that PGDATA, PGPORT or LANG cannot mislead them. */
export const CLEAN_ENVIRONMENT = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/** A program as it is handed to the system. */
export interface Invocation {
  file: string;
  args: string[];
  uid?: number;
  gid?: number;
}

/** Runs a program to its end. `failed` tells the exit code, or the system's error code when it could not start. */
export function run({ file, args, ...ids }: Invocation): Promise<{ failed: number | string | null; output: string }> {
  return new Promise(resolve => {
    try {
      const child = execFile(file, args, { ...ids, cwd: '/', env: CLEAN_ENVIRONMENT }, (error, stdout, stderr) =>
        resolve({ failed: error ? (error.code ?? error.signal ?? 'UNKNOWN') : null, output: `${stdout}${stderr}`.trim() || (error?.message ?? '') }));
      child.stdin?.end();
    } catch (error) {
      resolve({ failed: 'EPERM', output: String(error) });
    }
  });
}

/** Whether the process lives and works in the folder, as PostgreSQL does in its data. A zombie does not, nor does a stranger that got the same number. */
export function worksIn(pid: number, folder: string): boolean {
  // Zero and less would name whole groups of processes.
  if (!(pid > 0)) return false;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name before the state is in parentheses and may hold anything.
    if (/^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2))) return false;
    const there = workplace(pid);
    // Some machines hide where a process works, but not how it was started.
    if (!there) return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(folder);
    const here = statSync(folder);
    return there.dev === here.dev && there.ino === here.ino;
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes(codeOf(error))) return false;
    throw error;
  }
}

function workplace(pid: number): Stats | undefined {
  try {
    return statSync(`/proc/${pid}/cwd/`);
  } catch (error) {
    if (['EACCES', 'EPERM'].includes(codeOf(error))) return undefined;
    throw error;
  }
}

/** Asks again and again until there is an answer; undefined when time runs out. */
export async function until<T>(ask: () => T | undefined | Promise<T | undefined>, within: number): Promise<T | undefined> {
  const end = performance.now() + within;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined || performance.now() > end) return answer;
    await new Promise(resolve => setTimeout(resolve, 25));
  }
}
