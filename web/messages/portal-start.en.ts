import { contractEn } from './contract.en.ts';
import { historyEn } from './history.en.ts';
import { instructionsEn } from './instructions.en.ts';
import { offlineEn } from './offline.en.ts';
import { portalEn } from './portal.en.ts';

/** What the portal says before anything is opened in it. */
export const portalStartEn = { contract: contractEn, history: historyEn, instructions: instructionsEn, offline: offlineEn, portal: portalEn };
