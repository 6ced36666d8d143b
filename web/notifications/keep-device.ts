import { useEffect } from 'react';
import { useClient } from 'urql';
import { graphql } from '../graphql/generated/index.ts';
import { RegisterPushDeviceDocument } from './notification-parts.ts';
import { ownSubscription, subscribeHere } from './this-device.ts';

const DeviceKeptDocument = graphql(`query DeviceKept { notifications { pushKey devices { id isCurrent } } }`);

/** Once somebody has signed in anew on a device that they have notified, it is theirs under the new session, too. */
export function useKeepDevice(viewerId: string): void {
  const client = useClient();
  useEffect(() => {
    const keep = async () => {
      if (!(await ownSubscription(viewerId)) || Notification.permission !== 'granted') return;
      const { data } = await client.query(DeviceKeptDocument, {}, { requestPolicy: 'network-only' }).toPromise();
      if (!data || data.notifications.devices.some(({ isCurrent }) => isCurrent)) return;
      const input = await subscribeHere(data.notifications.pushKey, viewerId);
      if (input !== 'DENIED') await client.mutation(RegisterPushDeviceDocument, { input }).toPromise();
    };
    // Whatever is in the way, the page of the notifications says so.
    void keep().catch(() => undefined);
  }, [client, viewerId]);
}
