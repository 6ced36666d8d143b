import { readEnv } from '../env.ts';
import { ring } from './ring-command.ts';

const stop = new AbortController();
// npm passes the signal on, so it can come twice; once is enough.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort());

process.exitCode = await ring(process.argv.slice(2), {
  dataFolder: () => readEnv().dataFolder,
  say: line => void process.stdout.write(`${line}\n`),
  complain: line => void process.stderr.write(`${line}\n`),
  stop: stop.signal,
});
