import { useMutation } from 'urql';
import { DRAFT_PREFIX } from '../calls/note-drafts.ts';
import { OVER_HTTP } from '../graphql/client.ts';
import { graphql } from '../graphql/generated/index.ts';
import { addresses } from './addresses.ts';

const SignOutDocument = graphql(`mutation SignOut { signOut }`);

/** Ends the session on the server, empties what this device kept of it, then loads the sign-in page afresh. */
export function useSignOut(): () => Promise<void> {
  const [, signOut] = useMutation(SignOutDocument);
  return async () => {
    const { error } = await signOut({}, OVER_HTTP);
    if (error?.networkError) throw error;
    for (const key of Object.keys(localStorage)) if (key.startsWith(DRAFT_PREFIX)) localStorage.removeItem(key);
    location.assign(addresses.signIn());
  };
}
