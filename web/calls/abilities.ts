import type { TelephoneAbility } from '../graphql/generated/graphql.ts';

/**
 * How callers are put through: BY_HAND at the secretary's own telephone, by a system that HANDS_OVER the caller for good and sees no more
 * of them, or by one that LEADS along the numbers and says what came of each.
 */
export type Dialling = 'BY_HAND' | 'HANDS_OVER' | 'LEADS';

/** What can be done with a call, by its telephone system or, where it does nothing by itself, by hand. */
export function possibleOn(abilities: readonly TelephoneAbility[]): { dialling: Dialling; announces: boolean; holds: boolean; takesBack: boolean; hangsUp: boolean } {
  const can = (ability: TelephoneAbility) => abilities.includes(ability);
  const dialling = !can('DIAL') ? 'BY_HAND' : can('TELLS_OUTCOMES') ? 'LEADS' : 'HANDS_OVER';
  return {
    dialling,
    announces: dialling === 'LEADS' && can('ANNOUNCE'),
    holds: abilities.length === 0 || can('HOLD'),
    takesBack: dialling === 'BY_HAND' || can('TAKE_BACK'),
    hangsUp: can('HANG_UP'),
  };
}
