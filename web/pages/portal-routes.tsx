import type { RouteObject } from 'react-router';
import { withTexts } from '../app/i18n.ts';

/** The pages below /portal. */
export const portalRoutes: RouteObject[] = [
  {
    lazy: async () => ({ Component: (await withTexts(import('./portal-layout.tsx'), 'contract', 'history', 'instructions', 'offline', 'portal')).PortalLayout }),
    children: [
      { index: true, lazy: async () => ({ Component: (await import('./portal-home-page.tsx')).PortalHomePage }) },
      {
        path: 'calls',
        lazy: async () => ({ Component: (await withTexts(import('./portal-calls-page.tsx'), 'exports', 'trash')).PortalCallsPage }),
        children: [{ path: ':callId', lazy: async () => ({ Component: (await withTexts(import('./portal-call-page.tsx'), 'contacts', 'exports', 'feedback', 'privacy', 'tasks', 'trash')).PortalCallPage }) }],
      },
      { path: 'trash', lazy: async () => ({ Component: (await withTexts(import('./portal-trash-page.tsx'), 'trash')).PortalTrashPage }) },
      { path: 'instructions', lazy: async () => ({ Component: (await import('./portal-instructions-page.tsx')).PortalInstructionsPage }) },
      { path: 'instructions/new', lazy: async () => ({ Component: (await withTexts(import('./portal-instruction-page.tsx'), 'calls')).PortalNewInstructionPage }) },
      { path: 'instructions/presets', lazy: async () => ({ Component: (await import('./portal-presets-page.tsx')).PortalPresetsPage }) },
      { path: 'instructions/what-if', lazy: async () => ({ Component: (await import('./portal-what-if-page.tsx')).PortalWhatIfPage }) },
      { path: 'instructions/:instructionId', lazy: async () => ({ Component: (await withTexts(import('./portal-instruction-page.tsx'), 'calls')).PortalInstructionPage }) },
      { path: 'contacts', lazy: async () => ({ Component: (await withTexts(import('./portal-contacts-page.tsx'), 'contacts', 'exports')).PortalContactsPage }) },
      { path: 'contacts/new', lazy: async () => ({ Component: (await withTexts(import('./portal-contact-page.tsx'), 'contacts', 'privacy')).PortalNewContactPage }) },
      { path: 'contacts/import', lazy: async () => ({ Component: (await withTexts(import('./portal-contact-import-page.tsx'), 'contactImport', 'contacts')).PortalContactImportPage }) },
      { path: 'contacts/:contactId', lazy: async () => ({ Component: (await withTexts(import('./portal-contact-page.tsx'), 'contacts', 'privacy')).PortalContactPage }) },
      { path: 'messages', lazy: async () => ({ Component: (await withTexts(import('./portal-messages-page.tsx'), 'threads')).PortalMessagesPage }) },
      { path: 'messages/new', lazy: async () => ({ Component: (await withTexts(import('./portal-thread-page.tsx'), 'threads')).PortalNewThreadPage }) },
      { path: 'messages/:threadId', lazy: async () => ({ Component: (await withTexts(import('./portal-thread-page.tsx'), 'threads')).PortalThreadPage }) },
      { path: 'tasks', lazy: async () => ({ Component: (await withTexts(import('./portal-tasks-page.tsx'), 'tasks')).PortalTasksPage }) },
      { path: 'tasks/new', lazy: async () => ({ Component: (await withTexts(import('./portal-task-page.tsx'), 'tasks')).PortalNewTaskPage }) },
      { path: 'tasks/:taskId', lazy: async () => ({ Component: (await withTexts(import('./portal-task-page.tsx'), 'tasks')).PortalTaskPage }) },
      { path: 'documents', lazy: async () => ({ Component: (await withTexts(import('./portal-documents-page.tsx'), 'documents')).PortalDocumentsPage }) },
      { path: 'appointments', lazy: async () => ({ Component: (await withTexts(import('./portal-appointments-page.tsx'), 'appointments')).PortalAppointmentsPage }) },
      { path: 'appointments/arrange', lazy: async () => ({ Component: (await withTexts(import('./portal-arrange-appointments-page.tsx'), 'appointments')).PortalArrangeAppointmentsPage }) },
      { path: 'faqs', lazy: async () => ({ Component: (await withTexts(import('./portal-faqs-page.tsx'), 'faqs')).PortalFaqsPage }) },
      { path: 'webhooks', lazy: async () => ({ Component: (await withTexts(import('./portal-webhooks-page.tsx'), 'webhooks')).PortalWebhooksPage }) },
      { path: 'webhooks/:webhookId', lazy: async () => ({ Component: (await withTexts(import('./portal-webhook-page.tsx'), 'webhooks')).PortalWebhookPage }) },
      { path: 'security', lazy: async () => ({ Component: (await withTexts(import('./portal-security-page.tsx'), 'account', 'keys', 'webhooks')).PortalSecurityPage }) },
      { path: 'people', lazy: async () => ({ Component: (await withTexts(import('./portal-people-page.tsx'), 'people')).PortalPeoplePage }) },
      { path: 'forwarding', lazy: async () => ({ Component: (await withTexts(import('./portal-forwarding-page.tsx'), 'forwarding')).PortalForwardingPage }) },
      { path: 'notifications', lazy: async () => ({ Component: (await withTexts(import('./portal-notifications-page.tsx'), 'notifications', 'privacy')).PortalNotificationsPage }) },
      { path: 'privacy', lazy: async () => ({ Component: (await withTexts(import('./portal-privacy-page.tsx'), 'audit', 'privacy')).PortalPrivacyPage }) },
      { path: 'privacy/log', lazy: async () => ({ Component: (await withTexts(import('./portal-privacy-log-page.tsx'), 'audit')).PortalPrivacyLogPage }) },
      { path: '*', lazy: async () => ({ Component: (await import('./portal-missing-page.tsx')).PortalMissingPage }) },
    ],
  },
];
