import { contractDe } from './contract.de.ts';
import { historyDe } from './history.de.ts';
import { instructionsDe } from './instructions.de.ts';
import { offlineDe } from './offline.de.ts';
import { portalDe } from './portal.de.ts';

/** What the portal says before anything is opened in it. */
export const portalStartDe = { contract: contractDe, history: historyDe, instructions: instructionsDe, offline: offlineDe, portal: portalDe };
