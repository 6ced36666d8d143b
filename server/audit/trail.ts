import type { Logger } from 'pino';
import type { Sql } from '../database/sql.ts';
import { insertEntries } from './audit.rows.ts';
import type { AuditEntry } from './audit-entry.ts';

export interface TrailOptions {
  sql: Sql;
  log: Logger;
  /** How long a look may wait before it is written, in ms; default 1,000. Null: until it is flushed, for tests. */
  flushMs?: number | null;
  /** Most entries that wait while the database refuses them; default 20,000. */
  mostWaiting?: number;
}

/**
 * The way into the audit log for one process. Looks are collected and written together, so that nobody waits for them;
 * what changed something is written before its answer. What the database refuses is kept and tried again.
 */
export class Trail {
  private waiting = new Map<string, AuditEntry>();
  private timer: NodeJS.Timeout | undefined;
  private flushing: Promise<void> = Promise.resolve();
  private lost = 0;
  /** Looks that are in the log already, and the end of the hour in which they need not be there again. */
  private readonly recent = new Map<string, number>();
  private readonly flushMs: number | null;
  private readonly mostWaiting: number;

  constructor(private readonly options: TrailOptions) {
    this.flushMs = options.flushMs === undefined ? 1000 : options.flushMs;
    this.mostWaiting = options.mostWaiting ?? 20_000;
  }

  /** Notes a look; the same look again before the next flush is counted. */
  saw(entry: AuditEntry): void {
    this.keep(entry);
  }

  /** Whether this is the first of its kind in the hour, for what is recorded once in it. */
  isFirstInHour(key: string, at: Date): boolean {
    const hour = Math.floor(at.getTime() / 3_600_000);
    if (this.recent.get(key) === hour) return false;
    // Cleared rather than trimmed: then somebody's look is in the log twice in an hour, and nothing is missing.
    if (this.recent.size >= 50_000) this.recent.clear();
    this.recent.set(key, hour);
    return true;
  }

  /** Writes what changed something: it is in the database when this resolves, or kept and tried again when the database refuses it now. */
  async write(entries: readonly AuditEntry[]): Promise<void> {
    if (entries.length === 0) return;
    try {
      await insertEntries(this.options.sql, entries);
    } catch (error) {
      this.options.log.error({ err: error, entries: entries.length }, 'the audit log could not be written; it is tried again');
      for (const entry of entries) this.keep(entry);
    }
  }

  /** Writes all that waits. */
  flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    return (this.flushing = this.flushing.then(() => this.flushNow()));
  }

  /** Writes all that waits, and nothing by itself any more. */
  async stop(): Promise<void> {
    await this.flush();
    clearTimeout(this.timer);
    if (this.waiting.size) this.options.log.fatal({ entries: this.waiting.size }, 'entries of the audit log are lost: the database did not take them before the end');
  }

  private async flushNow(): Promise<void> {
    if (this.waiting.size === 0) return;
    const entries = [...this.waiting.values()];
    this.waiting = new Map();
    try {
      // In portions that one statement takes well.
      while (entries.length) {
        await insertEntries(this.options.sql, entries.slice(0, 1000));
        entries.splice(0, 1000);
      }
    } catch (error) {
      this.options.log.error({ err: error, entries: entries.length }, 'the audit log could not be written; it is tried again');
      const since = [...this.waiting.values()];
      this.waiting = new Map();
      for (const entry of [...entries, ...since]) this.keep(entry);
    }
  }

  private keep(entry: AuditEntry): void {
    const key = keyOf(entry);
    const same = this.waiting.get(key);
    if (same) same.times += entry.times;
    else if (this.waiting.size >= this.mostWaiting) {
      if (this.lost++ % 1000 === 0) this.options.log.fatal({ lost: this.lost }, 'entries of the audit log are lost: too many wait for the database');
    } else this.waiting.set(key, { ...entry });
    if (this.flushMs !== null && this.timer === undefined) this.timer = setTimeout(() => void this.flush(), this.flushMs);
  }
}

const keyOf = ({ actor, customerId, act, kind, subjectIds, address, device, reason }: AuditEntry): string =>
  `${actor.id} ${customerId} ${act} ${kind} ${subjectIds.join()} ${address} ${device} ${reason}`;
