import type { FastifyInstance } from 'fastify';
import type { Ground } from '../context.ts';
import { isUuid } from '../database/uuid.ts';
import { abilitiesOfDoor } from './door-kinds.ts';
import { doorWithSecrets, type OpenDoor } from './door.service.ts';
import { openGenericDoor } from './generic/generic.door.ts';
import { InTurn } from './in-turn.ts';
import { openPlacetelDoor } from './placetel/placetel.door.ts';
import type { TelephonySystem } from './port.ts';
import type { Providers } from './provider-api.ts';
import { openSipgateDoor } from './sipgate/sipgate.door.ts';
import { SIPGATE_KEY } from './sipgate/sipgate.ts';
import { sipgateSystem } from './sipgate/sipgate.system.ts';
import { openTwilioDoor } from './twilio/twilio.door.ts';
import { TwilioLines } from './twilio/twilio.lines.ts';
import { addressOf, twilioSystem } from './twilio/twilio.system.ts';

/** The providers as they are. */
export const PROVIDERS: Providers = { sipgateApi: 'https://api.sipgate.com/v2', sipgateKey: SIPGATE_KEY, twilioApi: 'https://api.twilio.com' };

/** The id of the door whose calls this reporter's are; null when it is none. */
const doorOfReporter = (reporter: string): string | null => {
  const id = reporter.startsWith('door:') ? reporter.slice('door:'.length) : '';
  return isUuid(id) ? id : null;
};

/** Telephone systems that come in by webhook. */
export interface Cloud {
  /** Opens the doors of every kind. */
  open(app: FastifyInstance): Promise<void>;
  /** What makes the lines of a door's calls match them; null where the system behind it only tells. */
  systemOfDoor(door: OpenDoor): TelephonySystem | null;
  /** The same for the reporter of a call; null also when its door is closed, or it is none. */
  systemOf(reporter: string): Promise<TelephonySystem | null>;
}

/** The doors and the systems behind them; one for a process, as the two share what they have just told a line. */
export function makeCloud({ ground, publicUrl, providers = PROVIDERS }: { ground: Pick<Ground, 'sql' | 'secrets' | 'now' | 'log'>; publicUrl: string | null; providers?: Providers }): Cloud {
  const twilio = { ground, api: providers.twilioApi, lines: new TwilioLines(), turns: new InTurn() };
  const sipgate = { ground, api: providers.sipgateApi, turns: new InTurn() };
  const cloud: Cloud = {
    async open(app) {
      await openGenericDoor(app, { ground, publicUrl });
      await openSipgateDoor(app, { ground, publicUrl }, providers.sipgateKey);
      await openPlacetelDoor(app, { ground, publicUrl });
      await openTwilioDoor(app, { ...twilio, publicUrl });
    },
    systemOfDoor(door) {
      const can = new Set(abilitiesOfDoor(door, publicUrl));
      if (!can.size || door.account === null || door.apiSecret === null) return null;
      const withApi = { ...door, account: door.account, apiSecret: door.apiSecret };
      return door.kind === 'SIPGATE' ? sipgateSystem(withApi, can, sipgate) : twilioSystem(withApi, can, addressOf(publicUrl as string, door.id), twilio).system;
    },
    async systemOf(reporter) {
      const id = doorOfReporter(reporter);
      const door = id === null ? undefined : await doorWithSecrets(ground, id);
      return door ? cloud.systemOfDoor(door) : null;
    },
  };
  return cloud;
}
