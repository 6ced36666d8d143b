import type { OpenDoor } from './door.service.ts';
import type { TelephoneAbility } from '../calls/call.entity.ts';

/**
 * What the calls of a door can do: nothing where a system only tells, as generic ones and Placetel do; with the key to its
 * API what the provider carries out. Twilio needs an address to call back, so without `publicUrl` its calls are only told.
 */
export function abilitiesOfDoor({ kind, account, apiSecret }: Pick<OpenDoor, 'kind' | 'account' | 'apiSecret'>, publicUrl: string | null): readonly `${TelephoneAbility}`[] {
  if (account === null || apiSecret === null) return [];
  if (kind === 'SIPGATE') return ['DIAL', 'HOLD', 'HANG_UP'];
  return kind === 'TWILIO' && publicUrl !== null ? ['RING_SECRETARY', 'DIAL', 'TELLS_OUTCOMES', 'TAKE_BACK', 'HANG_UP', 'REJECT'] : [];
}
