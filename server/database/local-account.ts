import { lchownSync, readFileSync } from 'node:fs';
import { copyBinaries, type Binaries } from './local-binaries.ts';
import { run, type Invocation } from './local-processes.ts';

/** Under whom PostgreSQL's programs run. They refuse to be root, and the owner of the data must be who runs them. */
export interface Account {
  /** For the log, such as `as "nobody"`. */
  description: string;
  /** How to run a program under this account. */
  invoke(program: string, args: string[]): Invocation;
  /** Gives a file or folder that this process made to the account. */
  own(file: string): void;
}

/** Whether this process is root. */
export const isRoot = (): boolean => process.geteuid?.() === 0;

/** This process's own account. */
export const ourselves: Account = {
  description: 'under the account of Vorzimmer',
  invoke: (file, args) => ({ file, args }),
  own: () => {},
};

const named = () => readFileSync('/etc/passwd', 'utf8').split('\n').map(line => line.split(':')).map(([name, , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));

/** Another account of the machine, which root may become. */
export const accountOf = (uid: number, gid: number): Account => ({
  description: `as "${named().find(entry => entry.uid === uid)?.name ?? uid}"`,
  invoke: (file, args) => ({ file, args, uid, gid }),
  own: file => lchownSync(file, uid, gid),
});

/** The account that owns nothing and is there on every machine; undefined where it is not. */
export const nobody = (): Account | undefined => {
  const entry = named().find(({ name }) => name === 'nobody');
  return entry && accountOf(entry.uid, entry.gid);
};

/**
 * Root, but under another number inside a user namespace: PostgreSQL does not take it for root, while it still owns and
 * passes root's folders. Linux only, and only where the kernel or the container allows it.
 */
export const namespace = (): Account | undefined => {
  // initdb looks its user up by name, so the number inside must be one that has a name.
  const inside = named().find(({ uid, gid }) => uid > 0 && gid > 0);
  return inside && {
    description: 'as root inside a user namespace',
    invoke: (program, args) => ({ file: 'unshare', args: ['--user', `--map-user=${inside.uid}`, `--map-group=${inside.gid}`, '--', program, ...args] }),
    own: () => {},
  };
};

/** The programs as the account can run them, copied if need be; undefined when it cannot, or cannot pass to `folder`. */
export async function usable(account: Account, folder: string, binaries: Binaries): Promise<Binaries | undefined> {
  const works = async (program: string, args: string[]) => (await run(account.invoke(program, args))).failed === null;
  if (!await works('/bin/sh', ['-c', 'cd "$0"', folder])) return undefined;
  if (await works(binaries.postgres, ['--version'])) return binaries;
  if (!binaries.bundle || !isRoot()) return undefined;
  const copied = await copyBinaries(binaries, binaries.bundle);
  return await works(copied.postgres, ['--version']) ? copied : undefined;
}
