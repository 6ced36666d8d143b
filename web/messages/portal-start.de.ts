import { contractDe } from './contract.de.ts';
import { faqsDe } from './faqs.de.ts';
import { forwardingDe } from './forwarding.de.ts';
import { historyDe } from './history.de.ts';
import { instructionsDe } from './instructions.de.ts';
import { offlineDe } from './offline.de.ts';
import { portalDe } from './portal.de.ts';
import { privacyDe } from './privacy.de.ts';
import { threadsDe } from './threads.de.ts';

/** What the portal says before anything is opened in it. */
export const portalStartDe = { contract: contractDe, faqs: faqsDe, forwarding: forwardingDe, history: historyDe, instructions: instructionsDe, offline: offlineDe, portal: portalDe, privacy: privacyDe, threads: threadsDe };
