import type { SameKeys } from './same-keys.ts';
import { spokenDe } from './spoken.de.ts';
import { spokenEn } from './spoken.en.ts';

// One namespace per feature, each loaded when a page needs it: the route names it (web/app/i18n.ts, `withTexts`), and a test holds that to what the
// page's components use. What the portal's first screen needs comes in one file.
const de = {
  account: async () => (await import('./account.de.ts')).accountDe,
  app: async () => (await import('./app.de.ts')).appDe,
  appFeedback: async () => (await import('./app-feedback.de.ts')).appFeedbackDe,
  appointments: async () => (await import('./appointments.de.ts')).appointmentsDe,
  audit: async () => (await import('./audit.de.ts')).auditDe,
  board: async () => (await import('./board.de.ts')).boardDe,
  calls: async () => (await import('./calls.de.ts')).callsDe,
  contactImport: async () => (await import('./contact-import.de.ts')).contactImportDe,
  contacts: async () => (await import('./contacts.de.ts')).contactsDe,
  contract: async () => (await import('./portal-start.de.ts')).portalStartDe.contract,
  desk: async () => (await import('./desk.de.ts')).deskDe,
  deskPrivacy: async () => (await import('./desk-privacy.de.ts')).deskPrivacyDe,
  documents: async () => (await import('./documents.de.ts')).documentsDe,
  exports: async () => (await import('./exports.de.ts')).exportsDe,
  faqs: async () => (await import('./faqs.de.ts')).faqsDe,
  feedback: async () => (await import('./feedback.de.ts')).feedbackDe,
  forwarding: async () => (await import('./forwarding.de.ts')).forwardingDe,
  history: async () => (await import('./portal-start.de.ts')).portalStartDe.history,
  instructions: async () => (await import('./portal-start.de.ts')).portalStartDe.instructions,
  keys: async () => (await import('./keys.de.ts')).keysDe,
  manage: async () => (await import('./manage.de.ts')).manageDe,
  notifications: async () => (await import('./notifications.de.ts')).notificationsDe,
  offline: async () => (await import('./portal-start.de.ts')).portalStartDe.offline,
  people: async () => (await import('./people.de.ts')).peopleDe,
  phone: async () => (await import('./phone.de.ts')).phoneDe,
  portal: async () => (await import('./portal-start.de.ts')).portalStartDe.portal,
  privacy: async () => (await import('./privacy.de.ts')).privacyDe,
  spoken: async () => spokenDe,
  statistics: async () => (await import('./statistics.de.ts')).statisticsDe,
  tasks: async () => (await import('./tasks.de.ts')).tasksDe,
  telephony: async () => (await import('./telephony.de.ts')).telephonyDe,
  threads: async () => (await import('./threads.de.ts')).threadsDe,
  trash: async () => (await import('./trash.de.ts')).trashDe,
  webhooks: async () => (await import('./webhooks.de.ts')).webhooksDe,
};

/** The name of a catalogue. */
export type Namespace = keyof typeof de;
/** Every text in German; the shape that the other languages must have. */
export type Messages = { [Name in Namespace]: Awaited<ReturnType<(typeof de)[Name]>> };

const en: { [Name in Namespace]: () => Promise<SameKeys<Messages[Name]>> } = {
  account: async () => (await import('./account.en.ts')).accountEn,
  app: async () => (await import('./app.en.ts')).appEn,
  appFeedback: async () => (await import('./app-feedback.en.ts')).appFeedbackEn,
  appointments: async () => (await import('./appointments.en.ts')).appointmentsEn,
  audit: async () => (await import('./audit.en.ts')).auditEn,
  board: async () => (await import('./board.en.ts')).boardEn,
  calls: async () => (await import('./calls.en.ts')).callsEn,
  contactImport: async () => (await import('./contact-import.en.ts')).contactImportEn,
  contacts: async () => (await import('./contacts.en.ts')).contactsEn,
  contract: async () => (await import('./portal-start.en.ts')).portalStartEn.contract,
  desk: async () => (await import('./desk.en.ts')).deskEn,
  deskPrivacy: async () => (await import('./desk-privacy.en.ts')).deskPrivacyEn,
  documents: async () => (await import('./documents.en.ts')).documentsEn,
  exports: async () => (await import('./exports.en.ts')).exportsEn,
  faqs: async () => (await import('./faqs.en.ts')).faqsEn,
  feedback: async () => (await import('./feedback.en.ts')).feedbackEn,
  forwarding: async () => (await import('./forwarding.en.ts')).forwardingEn,
  history: async () => (await import('./portal-start.en.ts')).portalStartEn.history,
  instructions: async () => (await import('./portal-start.en.ts')).portalStartEn.instructions,
  keys: async () => (await import('./keys.en.ts')).keysEn,
  manage: async () => (await import('./manage.en.ts')).manageEn,
  notifications: async () => (await import('./notifications.en.ts')).notificationsEn,
  offline: async () => (await import('./portal-start.en.ts')).portalStartEn.offline,
  people: async () => (await import('./people.en.ts')).peopleEn,
  phone: async () => (await import('./phone.en.ts')).phoneEn,
  portal: async () => (await import('./portal-start.en.ts')).portalStartEn.portal,
  privacy: async () => (await import('./privacy.en.ts')).privacyEn,
  spoken: async () => spokenEn,
  statistics: async () => (await import('./statistics.en.ts')).statisticsEn,
  tasks: async () => (await import('./tasks.en.ts')).tasksEn,
  telephony: async () => (await import('./telephony.en.ts')).telephonyEn,
  threads: async () => (await import('./threads.en.ts')).threadsEn,
  trash: async () => (await import('./trash.en.ts')).trashEn,
  webhooks: async () => (await import('./webhooks.en.ts')).webhooksEn,
};

/** How the catalogues are fetched, per language and feature. */
export const catalogues = { de, en };
