import type { Context } from '../context.ts';
import type { ApiKeyActor, Person } from '../identity/actor.ts';
import { actorOf, type AuditEntry, type AuditKind, MOST_SUBJECTS } from './audit-entry.ts';
import type { Trail } from './trail.ts';
import { whence } from './whence.ts';

/** What changes with every change. */
const OF_ITSELF: ReadonlySet<string> = new Set(['version', 'updatedAt']);

/** What one operation leaves in the audit log. */
export class OperationTrail {
  /** By the place of a root field in the answer: which field it is, what it named, and whose data it has shown. */
  private readonly roots = new Map<string | number, { act: string; subjectIds: readonly string[]; shown: Set<string> }>();
  /** Whose data the operation has changed: that it showed them as well goes without saying. */
  private readonly changed = new Set<string>();
  /** What the act under way corrects. */
  private fields: readonly string[] = [];
  private from: ReturnType<typeof whence> | undefined;

  constructor(
    private readonly trail: Trail,
    private readonly context: Pick<Context, 'actor' | 'origin' | 'now'>,
  ) {}

  /** A root field is asked for; what is shown below its place in the answer is by this act. */
  asks(place: string | number, act: string, subjectIds: readonly string[]): void {
    if (!this.roots.has(place)) this.roots.set(place, { act, subjectIds, shown: new Set() });
  }

  /** Data of a customer are shown below a root field. */
  shows(place: string | number, customerId: string): void {
    const root = this.roots.get(place);
    if (!root || root.shown.has(customerId)) return;
    root.shown.add(customerId);
    if (!this.changed.has(customerId)) this.saw(customerId, root.act, root.subjectIds);
  }

  /** Somebody who signed in saw data of a customer, or of all for null. What people and programs see of their own customer is recorded once an hour. */
  saw(customerId: string | null, act: string, subjectIds: readonly string[] = []): void {
    const who = whoActs(this.context);
    if (!who) return;
    const entry = this.entry(who, { customerId, act, kind: 'SAW', subjectIds, reason: null });
    if (who.kind !== 'SECRETARY' && !this.trail.isFirstInHour(`${entry.actor.id} ${act}`, entry.at)) return;
    this.trail.saw(entry);
  }

  /** Somebody changed, deleted or took with them what belongs to these customers; none: an act on the service as a whole. Resolves when it is written. */
  async did(act: string, kind: AuditKind, customerIds: Iterable<string>, subjectIds: readonly string[] = [], reason: string | null = null): Promise<void> {
    const who = whoActs(this.context);
    if (!who) return;
    const { fields } = this;
    this.fields = [];
    const whose: (string | null)[] = [...new Set(customerIds)];
    for (const customerId of whose) if (customerId) this.changed.add(customerId);
    await this.trail.write((whose.length ? whose : [null]).map(customerId => ({ ...this.entry(who, { customerId, act, kind, subjectIds, reason }), fields })));
  }

  /** The act under way changes what a row says: its entry names the fields, and never what they say. */
  corrects<Row extends object>(before: Row, after: Row): void {
    this.fields = (Object.keys(after) as (keyof Row & string)[]).filter(field => !OF_ITSELF.has(field) && JSON.stringify(before[field]) !== JSON.stringify(after[field])).slice(0, MOST_SUBJECTS);
  }

  /** Whether this is the first such act of the person on these rows in the hour. */
  isFirstInHour(act: string, subjectIds: readonly string[]): boolean {
    const who = whoActs(this.context);
    return who === null || this.trail.isFirstInHour(`${actorOf(who).id} ${act} ${subjectIds.join()}`, this.context.now());
  }

  private entry(who: Person | ApiKeyActor, what: Pick<AuditEntry, 'customerId' | 'act' | 'kind' | 'subjectIds' | 'reason'>): AuditEntry {
    this.from ??= whence(this.context.origin);
    const subjectIds = what.subjectIds.length > MOST_SUBJECTS ? [] : what.subjectIds;
    return { ...what, ...this.from, subjectIds, at: this.context.now(), actor: actorOf(who), times: 1, fields: [] };
  }
}

/** Who acts; null for strangers, who see nothing of a customer, and for an audience, which is nobody. */
function whoActs({ actor }: Pick<Context, 'actor'>): Person | ApiKeyActor | null {
  return actor?.kind === 'SECRETARY' || actor?.kind === 'CUSTOMER_USER' || actor?.kind === 'API_KEY' ? actor : null;
}
