import { lazy, Suspense } from 'react';
import { BrowserRouter, Navigate, Outlet, matchRoutes, useLocation, useRoutes, type RouteObject } from 'react-router';
import { portalRoutes } from '../pages/portal-routes.tsx';
import { LoadingFace } from '../ui/faces.tsx';
import { addresses } from './addresses.ts';
import { ErrorBoundary } from './error-boundary.tsx';
import { withTexts } from './i18n.ts';
import { later, type LaterPage } from './later-page.tsx';
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
const routes: RouteObject[] = [
  {
    Component: () => <ViewerProvider><Outlet /></ViewerProvider>,
    children: [
      { path: 'forgot-password', Component: later(async () => (await withTexts(import('../pages/forgot-password-page.tsx'), 'account')).ForgotPasswordPage) },
      { path: 'reset-password', Component: later(async () => (await withTexts(import('../pages/reset-password-page.tsx'), 'account')).ResetPasswordPage) },
      { path: 'outbox', Component: later(async () => (await withTexts(import('../pages/outbox-page.tsx'), 'account')).OutboxPage) },
      {
        Component: Due,
        children: [
          { index: true, Component: Home },
          { path: 'sign-in', Component: later(async () => (await withTexts(import('../pages/sign-in-page.tsx'), 'account')).SignInPage) },
          { path: 'set-up', Component: later(async () => (await import('../pages/set-up-page.tsx')).SetUpPage) },
          { path: 'explorer', Component: later(async () => (await withTexts(import('../pages/explorer-page.tsx'), 'keys')).ExplorerPage) },
          {
            element: <For kind="Secretary" />,
            children: [
              { path: 'desk', Component: later(async () => (await withTexts(import('../pages/desk-page.tsx'), 'appFeedback', 'appointments', 'calls', 'contacts', 'desk', 'documents', 'faqs', 'feedback', 'phone', 'portal', 'tasks', 'threads')).DeskPage) },
              { path: 'desk/account', Component: later(async () => (await withTexts(import('../pages/account-page.tsx'), 'account')).AccountPage) },
              { path: 'desk/telephony', Component: later(async () => (await withTexts(import('../pages/telephony-page.tsx'), 'keys', 'portal', 'telephony')).TelephonyPage) },
              { path: 'desk/feedback', Component: later(async () => (await withTexts(import('../pages/desk-feedback-page.tsx'), 'feedback', 'manage')).DeskFeedbackPage) },
              { path: 'desk/app-feedback', Component: later(async () => (await withTexts(import('../pages/app-feedback-page.tsx'), 'appFeedback', 'manage')).AppFeedbackPage) },
              { path: 'desk/privacy', Component: later(async () => (await withTexts(import('../pages/desk-privacy-page.tsx'), 'deskPrivacy')).DeskPrivacyPage) },
              { path: 'desk/manage', Component: later(async () => (await withTexts(import('../pages/manage-page.tsx'), 'manage', 'people', 'portal')).ManageCustomersPage) },
              { path: 'desk/manage/new', Component: later(async () => (await withTexts(import('../pages/manage-page.tsx'), 'manage', 'people', 'portal')).ManageNewCustomerPage) },
              { path: 'desk/manage/team', Component: later(async () => (await withTexts(import('../pages/manage-page.tsx'), 'manage', 'people', 'portal')).ManageTeamPage) },
              { path: 'desk/manage/customers/:customerId', Component: later(async () => (await withTexts(import('../pages/manage-customer-page.tsx'), 'audit', 'exports', 'manage', 'people', 'portal', 'privacy')).ManageCustomerPage) },
              { path: 'desk/manage/customers/:customerId/instructions/new', Component: later(async () => (await withTexts(import('../pages/manage-instruction-page.tsx'), 'calls', 'instructions', 'manage', 'offline', 'portal')).ManageInstructionPage) },
              { path: 'desk/manage/customers/:customerId/instructions/:instructionId', Component: later(async () => (await withTexts(import('../pages/manage-instruction-page.tsx'), 'calls', 'instructions', 'manage', 'offline', 'portal')).ManageInstructionPage) },
              { path: 'desk/board', Component: later(async () => (await withTexts(import('../pages/board-page.tsx'), 'board', 'desk', 'manage', 'portal')).BoardPage) },
              { path: 'desk/statistics', Component: later(async () => (await withTexts(import('../pages/statistics-page.tsx'), 'manage', 'statistics')).StatisticsPage) },
              { path: 'ring', Component: later(async () => (await import('../pages/ring-page.tsx')).RingPage) },
            ],
          },
          { path: 'portal', element: <For kind="CustomerUser" />, children: portalRoutes },
          { path: '*', Component: later(async () => (await import('../pages/not-found-page.tsx')).NotFoundPage) },
        ],
      },
    ],
  },
];

// The pages of the address come while it is asked who is signed in.
for (const { route } of matchRoutes(routes, location) ?? []) if (route.Component && 'load' in route.Component) void (route.Component as LaterPage).load().catch(() => { /* Told where it is shown. */ });

const Pages = () => {
  const page = useRoutes(routes);
  return <ErrorBoundary place={useLocation()}><Suspense fallback={<LoadingFace />}>{page}</Suspense></ErrorBoundary>;
};

/** The page of the address; until another has come, the one before stays. */
export const Router = () => <BrowserRouter><Pages /></BrowserRouter>;
