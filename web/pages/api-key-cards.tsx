import { useQuery } from 'urql';
import { KeysCard } from '../api-keys/keys-card.tsx';
import { addresses } from '../app/addresses.ts';
import { graphql } from '../graphql/generated/index.ts';
import { ErrorFace, LoadingFace } from '../ui/faces.tsx';

const CustomerKeysDocument = graphql(`
  query CustomerKeys($customerId: ID!) { apiKeys(customerId: $customerId) { id ...Key_key } }
`);
const ServiceKeysDocument = graphql(`
  query ServiceKeys { serviceApiKeys { id ...Key_key } }
`);

/** The keys of a customer, for those who manage there; nothing for everybody else. */
export function CustomerKeys({ customerId }: { customerId: string }) {
  const [{ data, error }, again] = useQuery({ query: CustomerKeysDocument, variables: { customerId }, requestPolicy: 'cache-and-network' });
  const anew = () => again({ requestPolicy: 'network-only' });
  if (!data) return error ? <ErrorFace error={error} onRetry={anew} /> : <LoadingFace />;
  return data.apiKeys && <KeysCard customerId={customerId} keys={data.apiKeys} explorerAddress={addresses.explorer()} onChanged={anew} />;
}

/** The service's own keys, for supervisors. */
export function ServiceKeys() {
  const [{ data, error }, again] = useQuery({ query: ServiceKeysDocument, requestPolicy: 'cache-and-network' });
  const anew = () => again({ requestPolicy: 'network-only' });
  if (!data) return error ? <ErrorFace error={error} onRetry={anew} /> : <LoadingFace />;
  return <KeysCard customerId={null} keys={data.serviceApiKeys} explorerAddress={addresses.explorer()} onChanged={anew} />;
}
