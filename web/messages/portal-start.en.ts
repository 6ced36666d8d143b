import { contractEn } from './contract.en.ts';
import { faqsEn } from './faqs.en.ts';
import { forwardingEn } from './forwarding.en.ts';
import { historyEn } from './history.en.ts';
import { instructionsEn } from './instructions.en.ts';
import { offlineEn } from './offline.en.ts';
import { portalEn } from './portal.en.ts';
import { privacyEn } from './privacy.en.ts';
import { threadsEn } from './threads.en.ts';

/** What the portal says before anything is opened in it. */
export const portalStartEn = { contract: contractEn, faqs: faqsEn, forwarding: forwardingEn, history: historyEn, instructions: instructionsEn, offline: offlineEn, portal: portalEn, privacy: privacyEn, threads: threadsEn };
