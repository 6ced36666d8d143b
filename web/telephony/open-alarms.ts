import { useQuery } from 'urql';
import { OVER_SOCKET } from '../graphql/client.ts';
import { graphql } from '../graphql/generated/index.ts';

const OpenAlarmsDocument = graphql(`
  query OpenAlarms { telephony { alarms { id dismissedAt } } }
`);

/** How many alarms are open, for supervisors; 0 for all others. */
export function useOpenAlarms(isSupervisor: boolean): number {
  const [{ data }] = useQuery({ query: OpenAlarmsDocument, pause: !isSupervisor, context: OVER_SOCKET });
  return data?.telephony.alarms.filter(({ dismissedAt }) => dismissedAt === null).length ?? 0;
}
