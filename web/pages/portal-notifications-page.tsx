import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useMutation, useQuery } from 'urql';
import { useViewer, type CustomerUserViewer } from '../app/viewer.tsx';
import { graphql, readFragment } from '../graphql/generated/index.ts';
import { DevicesCard } from '../notifications/devices-card.tsx';
import { Notifications_parts } from '../notifications/notification-parts.ts';
import classes from '../notifications/notifications.module.css';
import { SettingsForm } from '../notifications/settings-form.tsx';
import { places } from '../portal/addresses.ts';
import { Page } from '../portal/page.tsx';
import { usePortalCustomer } from '../portal/portal-customer.tsx';
import { useAgainAfterGap } from '../portal/snapshot.tsx';
import { Consent_parts } from '../privacy/consent-parts.ts';
import { Consents } from '../privacy/consents.tsx';
import { ErrorFace, LoadingFace, useErrorText } from '../ui/faces.tsx';
import { formatMoment } from '../ui/times.ts';
import { showDone, showFailure } from '../ui/toasts.tsx';

const PortalNotificationsDocument = graphql(`
  query PortalNotifications($customerId: ID!) {
    notifications { ...Notifications_parts }
    consents(customerId: $customerId) { kind ...Consent_parts }
  }
`);
const TestDocument = graphql(`
  mutation SendTestNotification { sendTestNotification { __typename ... on TestNotificationSent { devices byEmail } ... on NobodyToNotify { message } ... on TooManyTestNotifications { againAt } } }
`);

/** What somebody is told of calls and messages while they are not here: on which way, when, and how much it says. */
export function PortalNotificationsPage() {
  const { t, i18n } = useTranslation('notifications');
  const viewer = useViewer() as CustomerUserViewer;
  const { id: customerId, timeZone } = usePortalCustomer();
  const errorText = useErrorText();
  const [{ data, error }, query] = useQuery({ query: PortalNotificationsDocument, variables: { customerId }, requestPolicy: 'cache-and-network' });
  const again = () => query({ requestPolicy: 'network-only' });
  useAgainAfterGap(again);
  const [{ fetching }, test] = useMutation(TestDocument);
  const told = data && readFragment(Notifications_parts, data.notifications);
  const ours = (data?.consents ?? []).filter(({ kind }) => kind === 'PUSH_NOTIFICATIONS' || kind === 'EMAIL_NOTIFICATIONS');
  const isGiven = (kind: string) => ours.some(consent => consent.kind === kind && readFragment(Consent_parts, consent).isInForce);
  const tryOut = async () => {
    const { data: sent, error: failed } = await test({});
    if (failed) return void showFailure(errorText(failed));
    const result = sent?.sendTestNotification;
    switch (result?.__typename) {
      case 'TestNotificationSent': return showDone(result.devices ? t(result.byEmail ? 'test.sentBoth' : 'test.sent', { count: result.devices }) : t('test.sentEmail'));
      case 'NobodyToNotify': return showFailure(t('test.nobody'));
      case 'TooManyTestNotifications': return showFailure(t('test.tooMany', { time: formatMoment(result.againAt, i18n.language, new Date()) }));
      default:
    }
  };
  return (
    <Page title={t('title')} back={{ to: places.home(), label: t('back') }}>
      {!told
        ? error ? <ErrorFace error={error} onRetry={again} /> : <LoadingFace />
        : (
          <div className={classes.page}>
            <p className={classes.text}>{t('lead')}</p>
            {isGiven('PUSH_NOTIFICATIONS') && <DevicesCard viewerId={viewer.id} pushKey={told.pushKey} devices={told.devices} onChanged={again} />}
            {(isGiven('PUSH_NOTIFICATIONS') || isGiven('EMAIL_NOTIFICATIONS')) && (
              <>
                <SettingsForm settings={told.settings} emailAddress={told.emailAddress} hasPush={isGiven('PUSH_NOTIFICATIONS')} hasEmail={isGiven('EMAIL_NOTIFICATIONS')} onSaved={again} />
                <section className={classes.card} aria-labelledby="test">
                  <h2 id="test" className={classes.title}>{t('test.title')}</h2>
                  <p className={classes.hint}>{t('test.lead')}</p>
                  <Button variant="default" className={classes.first} loading={fetching} onClick={() => void tryOut()}>{t('test.send')}</Button>
                </section>
              </>
            )}
            <Consents customerId={customerId} consents={ours} timeZone={timeZone} />
          </div>
        )}
    </Page>
  );
}
