import type { SameKeys } from './same-keys.ts';
import type { instructionsDe } from './instructions.de.ts';

export const instructionsEn: SameKeys<typeof instructionsDe> = {};
