import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEnv } from '../env.ts';
import { openSecrets } from './open-secrets.ts';

const KEY = Buffer.alloc(32, 1).toString('base64');
const OTHER = Buffer.alloc(32, 2).toString('base64');

describe('the setting', () => {
  const missing = 'VORZIMMER_SECRET_KEY is missing: it must be 32 random bytes in base64, as "openssl rand -base64 32" makes them';

  it('is required wherever others reach the service or its database', () => {
    for (const settings of [{ DATABASE_URL: 'postgres://db/vorzimmer' }, { HOST: '0.0.0.0' }, { PUBLIC_URL: 'https://desk.example.com' }]) {
      expect(() => readEnv(settings)).toThrow(missing);
      expect(readEnv({ ...settings, VORZIMMER_SECRET_KEY: KEY }).secretKey).toEqual(Buffer.alloc(32, 1));
    }
    expect(readEnv({}).secretKey).toBeNull();
    expect(readEnv({ PUBLIC_URL: 'http://localhost:4001' }).secretKey).toBeNull();
  });

  it('is refused when it is no key, and so is any of those before', () => {
    for (const wrong of ['secret', KEY.slice(1), `${KEY}A`, Buffer.alloc(16).toString('base64'), Buffer.alloc(32).toString('hex')])
      expect(() => readEnv({ VORZIMMER_SECRET_KEY: wrong }), wrong).toThrow('VORZIMMER_SECRET_KEY is malformed');
    expect(() => readEnv({ VORZIMMER_SECRET_KEY: KEY, VORZIMMER_SECRET_KEY_PREVIOUS: `${OTHER},secret` })).toThrow('VORZIMMER_SECRET_KEY_PREVIOUS must be keys');
    expect(readEnv({ VORZIMMER_SECRET_KEY: KEY, VORZIMMER_SECRET_KEY_PREVIOUS: ` ${OTHER} ,` }).previousSecretKeys).toEqual([Buffer.alloc(32, 2)]);
  });
});

describe('without the setting', () => {
  let folder: string;
  beforeAll(async () => { folder = await mkdtemp(path.join(tmpdir(), 'vorzimmer-key-')); });
  afterAll(() => rm(folder, { recursive: true }));

  it('a key is drawn once, of which two processes get the same, and which its owner alone can read', async () => {
    const env = { secretKey: null, previousSecretKeys: [], dataFolder: path.join(folder, 'data') };
    const opened = await Promise.all([openSecrets(env), openSecrets(env)]);
    const [one, two, later] = [...opened, await openSecrets(env)].map(secrets => secrets.currentKeyId);
    expect([two, later]).toEqual([one, one]);
    expect((await stat(path.join(folder, 'data', 'secret-key'))).mode & 0o777).toBe(0o600);
    const elsewhere = await openSecrets({ ...env, dataFolder: path.join(folder, 'other') });
    expect(elsewhere.currentKeyId).not.toBe(one);
  });
});
