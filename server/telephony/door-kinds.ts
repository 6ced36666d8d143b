import type { TelephoneAbility } from './port.ts';

/** What stands behind a door: a telephone system that pushes in the generic format, or a provider of telephony. */
export enum TelephoneDoorKind {
  GENERIC = 'GENERIC',
  SIPGATE = 'SIPGATE',
  PLACETEL = 'PLACETEL',
  TWILIO = 'TWILIO',
}

/** What a door of this kind is made with. */
export interface DoorKind {
  /** Where its doors are, below the address of this service. */
  path: `/telephony/${string}`;
  /** The key that signs what comes in, which we make and tell once: REQUIRED also where it is entered at the provider. */
  key: 'NONE' | 'OPTIONAL' | 'REQUIRED';
  /** What the provider knows us by, for commands to it and for the signature of some; account and secret come together. */
  api: 'NONE' | 'OPTIONAL' | 'REQUIRED';
  /** What an account must look like; null: anything of 1 to 200 characters. */
  account: RegExp | null;
  /** What its calls can do without an account, and with one. */
  can: { withoutApi: readonly `${TelephoneAbility}`[]; withApi: readonly `${TelephoneAbility}`[] };
}

/** The kinds of doors there are. */
export const DOOR_KINDS: Record<`${TelephoneDoorKind}`, DoorKind> = {
  GENERIC: { path: '/telephony/generic', key: 'OPTIONAL', api: 'NONE', account: null, can: { withoutApi: [], withApi: [] } },
  // The account is the id of a personal access token and the secret the token. Its signature is sipgate's own.
  SIPGATE: { path: '/telephony/sipgate', key: 'NONE', api: 'OPTIONAL', account: /^token-[A-Za-z0-9]{1,60}$/, can: { withoutApi: [], withApi: ['DIAL', 'HOLD', 'HANG_UP'] } },
  PLACETEL: { path: '/telephony/placetel', key: 'REQUIRED', api: 'NONE', account: null, can: { withoutApi: [], withApi: [] } },
  // The account is the Account SID and the secret its Auth Token, which also signs what comes in.
  TWILIO: {
    path: '/telephony/twilio', key: 'NONE', api: 'REQUIRED', account: /^AC[0-9a-f]{32}$/,
    can: { withoutApi: [], withApi: ['RING_SECRETARY', 'DIAL', 'TELLS_OUTCOMES', 'TAKE_BACK', 'HANG_UP', 'REJECT'] },
  },
};

/** The address of a door, below that of this service: what is entered at the provider. */
export const pathOfDoor = (kind: `${TelephoneDoorKind}`, secret: string) => `${DOOR_KINDS[kind].path}/${secret}`;

/** What the calls of a door can do. */
export const abilitiesOfDoor = ({ kind, hasApi }: { kind: `${TelephoneDoorKind}`; hasApi: boolean }): readonly `${TelephoneAbility}`[] => DOOR_KINDS[kind].can[hasApi ? 'withApi' : 'withoutApi'];
