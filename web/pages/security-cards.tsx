import { useQuery } from 'urql';
import classes from '../account/account.module.css';
import { PasswordCard } from '../account/password-card.tsx';
import { SecondFactorCard } from '../account/second-factor-card.tsx';
import { SessionsCard } from '../account/sessions-card.tsx';
import { graphql } from '../graphql/generated/index.ts';
import { ErrorFace, LoadingFace } from '../ui/faces.tsx';

const SecurityDocument = graphql(`
  query Security { secondFactor { ...SecondFactorCard_secondFactor } sessions { id ...Session_session } }
`);

/** What everybody has for the security of their account, in the portal and at the desk. */
export function SecurityCards({ email }: { email: string | null }) {
  const [{ data, error }, again] = useQuery({ query: SecurityDocument, requestPolicy: 'cache-and-network' });
  const anew = () => again({ requestPolicy: 'network-only' });
  if (!data) return error ? <ErrorFace error={error} onRetry={anew} /> : <LoadingFace />;
  return (
    <div className={classes.stack}>
      <PasswordCard email={email} onChanged={anew} />
      <SecondFactorCard secondFactor={data.secondFactor} email={email} />
      <SessionsCard sessions={data.sessions} />
    </div>
  );
}
