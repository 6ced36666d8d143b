import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import type { PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import { isoCBOR } from '@simplewebauthn/server/helpers';

const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest();
const PRESENT = 0x01;
const VERIFIED = 0x04;
const WITH_KEY = 0x40;

/** What a test has a device do differently. */
export interface Trick { origin?: string; rpId?: string; verified?: boolean; counter?: number }

/** A device with one passkey, which signs as WebAuthn has it: ES256, no attestation. */
export class PasskeyDevice {
  readonly id = randomBytes(32);
  counter = 0;
  private readonly key: KeyObject;
  private readonly publicKey: KeyObject;
  private userHandle = '';

  constructor(private readonly site: string) {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.key = privateKey;
    this.publicKey = publicKey;
  }

  /** The answer to navigator.credentials.create, as JSON. */
  make(optionsText: string, trick: Trick = {}): string {
    const { challenge, user, rp } = JSON.parse(optionsText) as PublicKeyCredentialCreationOptionsJSON;
    this.userHandle = user.id;
    const { x, y } = this.publicKey.export({ format: 'jwk' }) as { x: string; y: string };
    const cose = isoCBOR.encode(new Map<number, number | Uint8Array<ArrayBuffer>>([[1, 2], [3, -7], [-1, 1], [-2, new Uint8Array(Buffer.from(x, 'base64url'))], [-3, new Uint8Array(Buffer.from(y, 'base64url'))]]));
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.id.length);
    const data = Buffer.concat([this.head(rp.id as string, WITH_KEY, trick), Buffer.alloc(16), length, this.id, cose]);
    const attestation = isoCBOR.encode(new Map<string, unknown>([['fmt', 'none'], ['attStmt', new Map()], ['authData', new Uint8Array(data)]]) as never);
    return this.answer({ clientDataJSON: this.client('webauthn.create', challenge, trick), attestationObject: Buffer.from(attestation).toString('base64url'), transports: ['internal'] });
  }

  /** The answer to navigator.credentials.get, as JSON. */
  sign(optionsText: string, trick: Trick = {}): string {
    const { challenge, rpId } = JSON.parse(optionsText) as PublicKeyCredentialRequestOptionsJSON;
    this.counter++;
    const data = this.head(rpId as string, 0, trick);
    const client = this.client('webauthn.get', challenge, trick);
    const signature = sign('sha256', Buffer.concat([data, sha256(Buffer.from(client, 'base64url'))]), this.key);
    return this.answer({ clientDataJSON: client, authenticatorData: data.toString('base64url'), signature: signature.toString('base64url'), userHandle: this.userHandle });
  }

  private head(rpId: string, flags: number, { verified = true, counter = this.counter, rpId: other }: Trick): Buffer {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([sha256(other ?? rpId), Buffer.from([PRESENT | flags | (verified ? VERIFIED : 0)]), count]);
  }

  private client(type: string, challenge: string, { origin = this.site }: Trick): string {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false })).toString('base64url');
  }

  private answer(response: object): string {
    const id = this.id.toString('base64url');
    return JSON.stringify({ id, rawId: id, type: 'public-key', clientExtensionResults: {}, response });
  }
}
