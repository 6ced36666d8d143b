import { useMutation } from 'urql';
import { OVER_HTTP } from '../graphql/client.ts';
import { graphql } from '../graphql/generated/index.ts';
import { addresses } from './addresses.ts';

const SignOutDocument = graphql(`mutation SignOut { signOut }`);

/** Ends the session on the server, then loads the sign-in page afresh. */
export function useSignOut(): () => Promise<void> {
  const [, signOut] = useMutation(SignOutDocument);
  return async () => {
    const { error } = await signOut({}, OVER_HTTP);
    if (error?.networkError) throw error;
    location.assign(addresses.signIn());
  };
}
