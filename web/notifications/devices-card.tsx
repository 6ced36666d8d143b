import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { graphql } from '../graphql/generated/index.ts';
import type { Notifications_PartsFragment } from '../graphql/generated/graphql.ts';
import { useErrorText } from '../ui/faces.tsx';
import { useMinute } from '../ui/minute.ts';
import { formatMoment } from '../ui/times.ts';
import { showDone, showFailure } from '../ui/toasts.tsx';
import { RegisterPushDeviceDocument } from './notification-parts.ts';
import classes from './notifications.module.css';
import { lookHere, pushState, subscribeHere, unsubscribeHere, watchPermission, type Here } from './this-device.ts';

const RemoveDocument = graphql(`mutation RemovePushDevice($deviceId: ID!) { removePushDevice(deviceId: $deviceId) { __typename ...Notifications_parts } }`);

type Device = Notifications_PartsFragment['devices'][number];

/** What is in the way in this browser, and whether it is subscribed; looked at whenever the page is shown and the permission changes. */
function useThisDevice() {
  // Until the browser has said, the server is taken at its word.
  const [here, setHere] = useState<Here>(() => ({ state: pushState(), isSubscribed: true }));
  useEffect(() => {
    const look = () => void lookHere().then(setHere);
    look();
    return watchPermission(look);
  }, []);
  return [here, async () => setHere(await lookHere())] as const;
}

/** The devices that are notified, and this one, to be switched on here. */
export function DevicesCard({ viewerId, pushKey, devices, onChanged }: { viewerId: string; pushKey: string; devices: readonly Device[]; onChanged: () => void }) {
  const { t, i18n } = useTranslation('notifications');
  const now = new Date(useMinute());
  const errorText = useErrorText();
  const [, register] = useMutation(RegisterPushDeviceDocument);
  const [, remove] = useMutation(RemoveDocument);
  const [{ state, isSubscribed }, look] = useThisDevice();
  const [busy, setBusy] = useState<string | null>(null);
  // The server learns of a permission that was taken away only when it pushes the next time.
  const isLostHere = !isSubscribed && devices.some(({ isCurrent }) => isCurrent);
  const isOnHere = !isLostHere && devices.some(({ isCurrent }) => isCurrent);
  const nameOf = ({ browser, system }: Device) => (browser && system ? t('devices.name', { browser, system }) : (browser ?? system ?? t('devices.unknown')));
  const during = async (what: string, act: () => Promise<void>) => {
    setBusy(what);
    try {
      await act();
    } catch {
      // The browser's push service does not answer, or there is none.
      showFailure(t('devices.browserFailed'));
    } finally {
      setBusy(null);
    }
  };
  const switchOn = () => during('here', async () => {
    const input = await subscribeHere(pushKey, viewerId).finally(look);
    if (input === 'DENIED') return;
    const { data, error } = await register({ input });
    if (error) return void showFailure(errorText(error));
    onChanged();
    if (data?.registerPushDevice.__typename === 'PushConsentMissing') showFailure(t('devices.noConsent'));
    else showDone(t('devices.switchedOn'));
  });
  const switchOff = (device: Device) => during(device.id, async () => {
    if (device.isCurrent) await unsubscribeHere().finally(look);
    const { error } = await remove({ deviceId: device.id });
    if (error) return void showFailure(errorText(error));
    onChanged();
    showDone(t('devices.removed'));
  });
  const inTheWay = { ON_HOME_SCREEN_ONLY: t('devices.homeScreen'), DENIED: t('devices.denied'), UNSUPPORTED: t('devices.unsupported'), READY: null }[state];
  return (
    <section className={classes.card} aria-labelledby="devices">
      <h2 id="devices" className={classes.title}>{t('devices.title')}</h2>
      {!isOnHere && (inTheWay ? <p className={classes.notice} role="status">{inTheWay}</p> : (
        <>
          {isLostHere && <p className={classes.notice} role="status">{t('devices.lost')}</p>}
          <p className={classes.hint}>{t('devices.lead')}</p>
          <Button className={classes.first} loading={busy === 'here'} onClick={() => void switchOn()}>{t('devices.switchOn')}</Button>
        </>
      ))}
      {devices.length === 0 ? <p className={classes.hint}>{t('devices.none')}</p> : (
        <ul className={classes.rows}>
          {devices.map(device => (
            <li key={device.id} className={classes.row}>
              <div className={classes.main}>
                <span className={classes.name}>{nameOf(device)}{device.isCurrent && <span className={isLostHere ? classes.lost : classes.here}>{t(isLostHere ? 'devices.hereLost' : 'devices.here')}</span>}</span>
                <p className={classes.hint}>
                  {t('devices.since', { time: formatMoment(device.createdAt, i18n.language, now) })}
                  {device.lastReachedAt && <> · {t('devices.reached', { time: formatMoment(device.lastReachedAt, i18n.language, now) })}</>}
                </p>
              </div>
              <Button variant="default" loading={busy === device.id} aria-label={t('devices.removeOne', { device: nameOf(device) })} onClick={() => void switchOff(device)}>{t('devices.remove')}</Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
