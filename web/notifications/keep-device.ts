import type { Client } from 'urql';
import { graphql } from '../graphql/generated/index.ts';
import { RegisterPushDeviceDocument } from './notification-parts.ts';
import { ownSubscription, subscribeHere } from './this-device.ts';

const DeviceKeptDocument = graphql(`query DeviceKept { notifications { pushKey devices { id isCurrent } } }`);

/** Once somebody has signed in anew on a device that they have notified, it is theirs under the new session, too. */
export async function keepDevice(client: Client, viewerId: string): Promise<void> {
  if (!(await ownSubscription(viewerId)) || Notification.permission !== 'granted') return;
  const { data } = await client.query(DeviceKeptDocument, {}, { requestPolicy: 'network-only' }).toPromise();
  if (!data || data.notifications.devices.some(({ isCurrent }) => isCurrent)) return;
  const input = await subscribeHere(data.notifications.pushKey, viewerId);
  if (input !== 'DENIED') await client.mutation(RegisterPushDeviceDocument, { input }).toPromise();
}
