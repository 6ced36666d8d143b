import { randomBytes } from 'node:crypto';
import path from 'node:path';
import type { Env } from '../env.ts';
import { keepInFile } from './kept-file.ts';
import { Secrets } from './secrets.ts';

/** The keys of the settings. Without any, which readEnv lets pass where only this computer reaches the service, one is drawn and kept beside the data. */
export async function openSecrets({ secretKey, previousSecretKeys, dataFolder }: Pick<Env, 'secretKey' | 'previousSecretKeys' | 'dataFolder'>): Promise<Secrets> {
  const key = secretKey ?? Buffer.from(await keepInFile(path.join(dataFolder, 'secret-key'), () => randomBytes(32).toString('base64')), 'base64');
  return new Secrets(key, previousSecretKeys);
}
