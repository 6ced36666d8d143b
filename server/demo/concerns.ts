import type { DemoConcern, DemoConcerns } from './concern-words.ts';
import { ADVICE_CONCERNS } from './concerns-advice.ts';
import { HEALTH_CONCERNS } from './concerns-health.ts';
import { TRADE_CONCERNS } from './concerns-trades.ts';

/** What callers want, by the customer's key. */
export const DEMO_CONCERNS: Readonly<Record<string, DemoConcerns>> = { ...HEALTH_CONCERNS, ...ADVICE_CONCERNS, ...TRADE_CONCERNS };

/** What a caller of the customer can want; a partner by name wants other things than clients do. */
export function concernsFor(key: string, partner: string | null): readonly DemoConcern[] {
  const { clients, partners } = DEMO_CONCERNS[key] as DemoConcerns;
  return partner === null ? clients : (partners[partner] as readonly DemoConcern[]);
}
