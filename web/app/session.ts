import { useMutation } from 'urql';
import { OVER_HTTP } from '../graphql/client.ts';
import { deviceOwner, emptyDeviceStore } from '../graphql/device-store.ts';
import { graphql } from '../graphql/generated/index.ts';
import { addresses } from './addresses.ts';

const SignOutDocument = graphql(`mutation SignOut { signOut }`);

// How this device looks, sounds and is operated, whoever sits at it; everything else is about the person who leaves.
const OF_THE_DEVICE = /^vorzimmer\.(language|color-scheme|sound|phone-devices|.*keys)$/;

async function emptyDevice(): Promise<void> {
  const owner = deviceOwner.id();
  if (owner) await emptyDeviceStore(owner);
  for (const storage of [localStorage, sessionStorage])
    for (const key of Object.keys(storage)) if (key.startsWith('vorzimmer.') && !OF_THE_DEVICE.test(key)) storage.removeItem(key);
}

/** The server has forgotten the device with the session; the browser gives its subscription up as well. */
async function endPush(): Promise<void> {
  const registration = 'serviceWorker' in navigator ? await navigator.serviceWorker.getRegistration('/') : undefined;
  await (await registration?.pushManager?.getSubscription())?.unsubscribe();
}

/** Ends the session on the server, empties what this device kept of it, then loads the sign-in page afresh. */
export function useSignOut(): () => Promise<void> {
  const [, signOut] = useMutation(SignOutDocument);
  return async () => {
    const { error } = await signOut({}, OVER_HTTP);
    if (error?.networkError) throw error;
    await emptyDevice();
    await endPush().catch(() => undefined);
    location.assign(addresses.signIn());
  };
}
