import { accountDe } from './account.de.ts';
import { accountEn } from './account.en.ts';
import { appDe } from './app.de.ts';
import { appEn } from './app.en.ts';
import { auditDe } from './audit.de.ts';
import { auditEn } from './audit.en.ts';
import { boardDe } from './board.de.ts';
import { callsDe } from './calls.de.ts';
import { boardEn } from './board.en.ts';
import { callsEn } from './calls.en.ts';
import { contactImportDe } from './contact-import.de.ts';
import { contactImportEn } from './contact-import.en.ts';
import { contactsDe } from './contacts.de.ts';
import { contactsEn } from './contacts.en.ts';
import { contractDe } from './contract.de.ts';
import { contractEn } from './contract.en.ts';
import { deskDe } from './desk.de.ts';
import { deskEn } from './desk.en.ts';
import { deskPrivacyDe } from './desk-privacy.de.ts';
import { deskPrivacyEn } from './desk-privacy.en.ts';
import { feedbackDe } from './feedback.de.ts';
import { feedbackEn } from './feedback.en.ts';
import { exportsDe } from './exports.de.ts';
import { exportsEn } from './exports.en.ts';
import { documentsDe } from './documents.de.ts';
import { documentsEn } from './documents.en.ts';
import { faqsDe } from './faqs.de.ts';
import { faqsEn } from './faqs.en.ts';
import { forwardingDe } from './forwarding.de.ts';
import { forwardingEn } from './forwarding.en.ts';
import { historyDe } from './history.de.ts';
import { historyEn } from './history.en.ts';
import { instructionsDe } from './instructions.de.ts';
import { instructionsEn } from './instructions.en.ts';
import { keysDe } from './keys.de.ts';
import { manageDe } from './manage.de.ts';
import { keysEn } from './keys.en.ts';
import { manageEn } from './manage.en.ts';
import { peopleDe } from './people.de.ts';
import { phoneDe } from './phone.de.ts';
import { peopleEn } from './people.en.ts';
import { phoneEn } from './phone.en.ts';
import { portalDe } from './portal.de.ts';
import { portalEn } from './portal.en.ts';
import { privacyDe } from './privacy.de.ts';
import { privacyEn } from './privacy.en.ts';
import { statisticsDe } from './statistics.de.ts';
import { telephonyDe } from './telephony.de.ts';
import { statisticsEn } from './statistics.en.ts';
import { telephonyEn } from './telephony.en.ts';
import { trashDe } from './trash.de.ts';
import { trashEn } from './trash.en.ts';
import { threadsDe } from './threads.de.ts';
import { threadsEn } from './threads.en.ts';
import { notificationsDe } from './notifications.de.ts';
import { notificationsEn } from './notifications.en.ts';
import type { SameKeys } from './same-keys.ts';

const de = { account: accountDe, app: appDe, audit: auditDe, desk: deskDe, calls: callsDe, portal: portalDe, instructions: instructionsDe, contactImport: contactImportDe, contacts: contactsDe, contract: contractDe, history: historyDe, exports: exportsDe, forwarding: forwardingDe, keys: keysDe, phone: phoneDe, privacy: privacyDe, deskPrivacy: deskPrivacyDe, telephony: telephonyDe, people: peopleDe, manage: manageDe, board: boardDe, statistics: statisticsDe, feedback: feedbackDe, trash: trashDe, threads: threadsDe, documents: documentsDe, faqs: faqsDe, notifications: notificationsDe };

/** Every text in German; the shape that the other languages must have. */
export type Messages = typeof de;

const en: SameKeys<Messages> = { account: accountEn, app: appEn, audit: auditEn, desk: deskEn, calls: callsEn, portal: portalEn, instructions: instructionsEn, contactImport: contactImportEn, contacts: contactsEn, contract: contractEn, history: historyEn, exports: exportsEn, forwarding: forwardingEn, keys: keysEn, phone: phoneEn, privacy: privacyEn, deskPrivacy: deskPrivacyEn, telephony: telephonyEn, people: peopleEn, manage: manageEn, board: boardEn, statistics: statisticsEn, feedback: feedbackEn, trash: trashEn, threads: threadsEn, documents: documentsEn, faqs: faqsEn, notifications: notificationsEn };

/** One catalogue per language, one namespace per feature. */
export const catalogues = { de, en };
