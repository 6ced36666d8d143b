import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { keepInFile, readKept } from '../secrets/kept-file.ts';

const doorFile = (dataFolder: string) => path.join(dataFolder, 'demo-door');

/** The secret of the demo's door as a demo on this data folder left it; null when none has run. */
export const readDoorSecret = (dataFolder: string): Promise<string | null> => readKept(doorFile(dataFolder));

/** The secret of the demo's door, drawn when there is none yet. */
export const keepDoorSecret = (dataFolder: string): Promise<string> => keepInFile(doorFile(dataFolder), () => randomBytes(24).toString('base64url'));
