import { lazy, Suspense } from 'react';
import { Navigate, Outlet, createBrowserRouter, useLocation } from 'react-router';
import { portalRoutes } from '../pages/portal-routes.tsx';
import { LoadingFace } from '../ui/faces.tsx';
import { addresses } from './addresses.ts';
import { CrashedPage } from './error-boundary.tsx';
import { withTexts } from './i18n.ts';
import { ViewerProvider, useDueEmail, useViewer } from './viewer.tsx';

function Home() {
  const viewer = useViewer();
  if (!viewer) return <Navigate to={addresses.signIn()} replace />;
  return <Navigate to={viewer.__typename === 'Secretary' ? addresses.desk() : addresses.portal()} replace />;
}

const ChangePasswordPage = lazy(async () => ({ default: (await withTexts(import('../pages/change-password-page.tsx'), 'account')).ChangePasswordPage }));

/** Whoever has a temporary password changes it before anything else. */
function Due() {
  const email = useDueEmail();
  return email === null ? <Outlet /> : <Suspense fallback={<LoadingFace />}><ChangePasswordPage email={email} /></Suspense>;
}

/** Lets only one kind of viewer in: strangers sign in first, the others go to their own home. */
function For({ kind }: { kind: 'Secretary' | 'CustomerUser' }) {
  const viewer = useViewer();
  const { pathname, search } = useLocation();
  if (!viewer) return <Navigate to={addresses.signIn(pathname + search)} replace />;
  if (viewer.__typename !== kind) return <Navigate to={addresses.home()} replace />;
  return <Outlet />;
}

/** Every page and who may see it. */
export const router = createBrowserRouter([
  {
    Component: () => <ViewerProvider><Outlet /></ViewerProvider>,
    ErrorBoundary: CrashedPage,
    HydrateFallback: LoadingFace,
    children: [
      { path: 'forgot-password', lazy: async () => ({ Component: (await withTexts(import('../pages/forgot-password-page.tsx'), 'account')).ForgotPasswordPage }) },
      { path: 'reset-password', lazy: async () => ({ Component: (await withTexts(import('../pages/reset-password-page.tsx'), 'account')).ResetPasswordPage }) },
      { path: 'outbox', lazy: async () => ({ Component: (await withTexts(import('../pages/outbox-page.tsx'), 'account')).OutboxPage }) },
      {
        Component: Due,
        children: [
          { index: true, Component: Home },
          { path: 'sign-in', lazy: async () => ({ Component: (await withTexts(import('../pages/sign-in-page.tsx'), 'account')).SignInPage }) },
          { path: 'set-up', lazy: async () => ({ Component: (await import('../pages/set-up-page.tsx')).SetUpPage }) },
          { path: 'explorer', lazy: async () => ({ Component: (await withTexts(import('../pages/explorer-page.tsx'), 'keys')).ExplorerPage }) },
          {
            element: <For kind="Secretary" />,
            children: [
              { path: 'desk', lazy: async () => ({ Component: (await withTexts(import('../pages/desk-page.tsx'), 'appFeedback', 'appointments', 'calls', 'contacts', 'desk', 'documents', 'faqs', 'feedback', 'phone', 'portal', 'tasks', 'threads')).DeskPage }) },
              { path: 'desk/account', lazy: async () => ({ Component: (await withTexts(import('../pages/account-page.tsx'), 'account')).AccountPage }) },
              { path: 'desk/telephony', lazy: async () => ({ Component: (await withTexts(import('../pages/telephony-page.tsx'), 'keys', 'portal', 'telephony')).TelephonyPage }) },
              { path: 'desk/feedback', lazy: async () => ({ Component: (await withTexts(import('../pages/desk-feedback-page.tsx'), 'feedback')).DeskFeedbackPage }) },
              { path: 'desk/app-feedback', lazy: async () => ({ Component: (await withTexts(import('../pages/app-feedback-page.tsx'), 'appFeedback', 'manage')).AppFeedbackPage }) },
              { path: 'desk/privacy', lazy: async () => ({ Component: (await withTexts(import('../pages/desk-privacy-page.tsx'), 'deskPrivacy')).DeskPrivacyPage }) },
              { path: 'desk/manage', lazy: async () => ({ Component: (await withTexts(import('../pages/manage-page.tsx'), 'manage', 'people', 'portal')).ManageCustomersPage }) },
              { path: 'desk/manage/new', lazy: async () => ({ Component: (await withTexts(import('../pages/manage-page.tsx'), 'manage', 'people', 'portal')).ManageNewCustomerPage }) },
              { path: 'desk/manage/team', lazy: async () => ({ Component: (await withTexts(import('../pages/manage-page.tsx'), 'manage', 'people', 'portal')).ManageTeamPage }) },
              { path: 'desk/manage/customers/:customerId', lazy: async () => ({ Component: (await withTexts(import('../pages/manage-customer-page.tsx'), 'audit', 'exports', 'manage', 'people', 'portal', 'privacy')).ManageCustomerPage }) },
              { path: 'desk/manage/customers/:customerId/instructions/new', lazy: async () => ({ Component: (await withTexts(import('../pages/manage-instruction-page.tsx'), 'calls', 'instructions', 'manage', 'offline', 'portal')).ManageInstructionPage }) },
              { path: 'desk/manage/customers/:customerId/instructions/:instructionId', lazy: async () => ({ Component: (await withTexts(import('../pages/manage-instruction-page.tsx'), 'calls', 'instructions', 'manage', 'offline', 'portal')).ManageInstructionPage }) },
              { path: 'desk/board', lazy: async () => ({ Component: (await withTexts(import('../pages/board-page.tsx'), 'board', 'desk', 'manage', 'portal')).BoardPage }) },
              { path: 'desk/statistics', lazy: async () => ({ Component: (await withTexts(import('../pages/statistics-page.tsx'), 'manage', 'statistics')).StatisticsPage }) },
              { path: 'ring', lazy: async () => ({ Component: (await import('../pages/ring-page.tsx')).RingPage }) },
            ],
          },
          { path: 'portal', element: <For kind="CustomerUser" />, children: portalRoutes },
          { path: '*', lazy: async () => ({ Component: (await import('../pages/not-found-page.tsx')).NotFoundPage }) },
        ],
      },
    ],
  },
]);
