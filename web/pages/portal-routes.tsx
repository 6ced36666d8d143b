import type { RouteObject } from 'react-router';

/** The pages below /portal. */
export const portalRoutes: RouteObject[] = [
  {
    lazy: async () => ({ Component: (await import('./portal-layout.tsx')).PortalLayout }),
    children: [
      { index: true, lazy: async () => ({ Component: (await import('./portal-home-page.tsx')).PortalHomePage }) },
      {
        path: 'calls',
        lazy: async () => ({ Component: (await import('./portal-calls-page.tsx')).PortalCallsPage }),
        children: [{ path: ':callId', lazy: async () => ({ Component: (await import('./portal-call-page.tsx')).PortalCallPage }) }],
      },
      { path: 'trash', lazy: async () => ({ Component: (await import('./portal-trash-page.tsx')).PortalTrashPage }) },
      { path: 'instructions', lazy: async () => ({ Component: (await import('./portal-instructions-page.tsx')).PortalInstructionsPage }) },
      { path: 'instructions/new', lazy: async () => ({ Component: (await import('./portal-instruction-page.tsx')).PortalNewInstructionPage }) },
      { path: 'instructions/presets', lazy: async () => ({ Component: (await import('./portal-presets-page.tsx')).PortalPresetsPage }) },
      { path: 'instructions/what-if', lazy: async () => ({ Component: (await import('./portal-what-if-page.tsx')).PortalWhatIfPage }) },
      { path: 'instructions/:instructionId', lazy: async () => ({ Component: (await import('./portal-instruction-page.tsx')).PortalInstructionPage }) },
      { path: 'contacts', lazy: async () => ({ Component: (await import('./portal-contacts-page.tsx')).PortalContactsPage }) },
      { path: 'contacts/new', lazy: async () => ({ Component: (await import('./portal-contact-page.tsx')).PortalNewContactPage }) },
      { path: 'contacts/import', lazy: async () => ({ Component: (await import('./portal-contact-import-page.tsx')).PortalContactImportPage }) },
      { path: 'contacts/:contactId', lazy: async () => ({ Component: (await import('./portal-contact-page.tsx')).PortalContactPage }) },
      { path: 'messages', lazy: async () => ({ Component: (await import('./portal-messages-page.tsx')).PortalMessagesPage }) },
      { path: 'messages/new', lazy: async () => ({ Component: (await import('./portal-thread-page.tsx')).PortalNewThreadPage }) },
      { path: 'messages/:threadId', lazy: async () => ({ Component: (await import('./portal-thread-page.tsx')).PortalThreadPage }) },
      { path: 'documents', lazy: async () => ({ Component: (await import('./portal-documents-page.tsx')).PortalDocumentsPage }) },
      { path: 'faqs', lazy: async () => ({ Component: (await import('./portal-faqs-page.tsx')).PortalFaqsPage }) },
      { path: 'security', lazy: async () => ({ Component: (await import('./portal-security-page.tsx')).PortalSecurityPage }) },
      { path: 'people', lazy: async () => ({ Component: (await import('./portal-people-page.tsx')).PortalPeoplePage }) },
      { path: 'forwarding', lazy: async () => ({ Component: (await import('./portal-forwarding-page.tsx')).PortalForwardingPage }) },
      { path: 'notifications', lazy: async () => ({ Component: (await import('./portal-notifications-page.tsx')).PortalNotificationsPage }) },
      { path: 'privacy', lazy: async () => ({ Component: (await import('./portal-privacy-page.tsx')).PortalPrivacyPage }) },
      { path: 'privacy/log', lazy: async () => ({ Component: (await import('./portal-privacy-log-page.tsx')).PortalPrivacyLogPage }) },
      { path: '*', lazy: async () => ({ Component: (await import('./portal-missing-page.tsx')).PortalMissingPage }) },
    ],
  },
];
