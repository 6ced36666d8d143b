import type { RouteObject } from 'react-router';
import { withTexts } from '../app/i18n.ts';
import { later } from '../app/later-page.tsx';

/** The pages below /portal. */
export const portalRoutes: RouteObject[] = [
  {
    Component: later(async () => (await withTexts(import('./portal-layout.tsx'), 'contract', 'history', 'instructions', 'offline', 'portal')).PortalLayout),
    children: [
      { index: true, Component: later(async () => (await import('./portal-home-page.tsx')).PortalHomePage) },
      {
        path: 'calls',
        Component: later(async () => (await withTexts(import('./portal-calls-page.tsx'), 'exports', 'trash')).PortalCallsPage),
        children: [{ path: ':callId', Component: later(async () => (await withTexts(import('./portal-call-page.tsx'), 'contacts', 'exports', 'feedback', 'privacy', 'tasks', 'trash')).PortalCallPage) }],
      },
      { path: 'trash', Component: later(async () => (await withTexts(import('./portal-trash-page.tsx'), 'trash')).PortalTrashPage) },
      { path: 'instructions', Component: later(async () => (await import('./portal-instructions-page.tsx')).PortalInstructionsPage) },
      { path: 'instructions/new', Component: later(async () => (await withTexts(import('./portal-instruction-page.tsx'), 'calls')).PortalNewInstructionPage) },
      { path: 'instructions/presets', Component: later(async () => (await import('./portal-presets-page.tsx')).PortalPresetsPage) },
      { path: 'instructions/what-if', Component: later(async () => (await import('./portal-what-if-page.tsx')).PortalWhatIfPage) },
      { path: 'instructions/:instructionId', Component: later(async () => (await withTexts(import('./portal-instruction-page.tsx'), 'calls')).PortalInstructionPage) },
      { path: 'contacts', Component: later(async () => (await withTexts(import('./portal-contacts-page.tsx'), 'contacts', 'exports')).PortalContactsPage) },
      { path: 'contacts/new', Component: later(async () => (await withTexts(import('./portal-contact-page.tsx'), 'contacts', 'privacy')).PortalNewContactPage) },
      { path: 'contacts/import', Component: later(async () => (await withTexts(import('./portal-contact-import-page.tsx'), 'contactImport', 'contacts')).PortalContactImportPage) },
      { path: 'contacts/:contactId', Component: later(async () => (await withTexts(import('./portal-contact-page.tsx'), 'contacts', 'privacy')).PortalContactPage) },
      { path: 'messages', Component: later(async () => (await withTexts(import('./portal-messages-page.tsx'), 'threads')).PortalMessagesPage) },
      { path: 'messages/new', Component: later(async () => (await withTexts(import('./portal-thread-page.tsx'), 'threads')).PortalNewThreadPage) },
      { path: 'messages/:threadId', Component: later(async () => (await withTexts(import('./portal-thread-page.tsx'), 'threads')).PortalThreadPage) },
      { path: 'tasks', Component: later(async () => (await withTexts(import('./portal-tasks-page.tsx'), 'tasks')).PortalTasksPage) },
      { path: 'tasks/new', Component: later(async () => (await withTexts(import('./portal-task-page.tsx'), 'tasks')).PortalNewTaskPage) },
      { path: 'tasks/:taskId', Component: later(async () => (await withTexts(import('./portal-task-page.tsx'), 'tasks')).PortalTaskPage) },
      { path: 'documents', Component: later(async () => (await withTexts(import('./portal-documents-page.tsx'), 'documents')).PortalDocumentsPage) },
      { path: 'appointments', Component: later(async () => (await withTexts(import('./portal-appointments-page.tsx'), 'appointments')).PortalAppointmentsPage) },
      { path: 'appointments/arrange', Component: later(async () => (await withTexts(import('./portal-arrange-appointments-page.tsx'), 'appointments')).PortalArrangeAppointmentsPage) },
      { path: 'faqs', Component: later(async () => (await withTexts(import('./portal-faqs-page.tsx'), 'faqs')).PortalFaqsPage) },
      { path: 'webhooks', Component: later(async () => (await withTexts(import('./portal-webhooks-page.tsx'), 'webhooks')).PortalWebhooksPage) },
      { path: 'webhooks/:webhookId', Component: later(async () => (await withTexts(import('./portal-webhook-page.tsx'), 'webhooks')).PortalWebhookPage) },
      { path: 'security', Component: later(async () => (await withTexts(import('./portal-security-page.tsx'), 'account', 'keys', 'webhooks')).PortalSecurityPage) },
      { path: 'people', Component: later(async () => (await withTexts(import('./portal-people-page.tsx'), 'people')).PortalPeoplePage) },
      { path: 'forwarding', Component: later(async () => (await withTexts(import('./portal-forwarding-page.tsx'), 'forwarding')).PortalForwardingPage) },
      { path: 'notifications', Component: later(async () => (await withTexts(import('./portal-notifications-page.tsx'), 'notifications', 'privacy')).PortalNotificationsPage) },
      { path: 'privacy', Component: later(async () => (await withTexts(import('./portal-privacy-page.tsx'), 'audit', 'privacy')).PortalPrivacyPage) },
      { path: 'privacy/log', Component: later(async () => (await withTexts(import('./portal-privacy-log-page.tsx'), 'audit')).PortalPrivacyLogPage) },
      { path: '*', Component: later(async () => (await import('./portal-missing-page.tsx')).PortalMissingPage) },
    ],
  },
];
