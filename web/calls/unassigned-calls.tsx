import { Drawer, Table } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { OVER_SOCKET } from '../graphql/client.ts';
import { graphql } from '../graphql/generated/index.ts';
import { EmptyFace, ErrorFace, LoadingFace } from '../ui/faces.tsx';
import { formatNumber } from '../ui/phone-numbers.ts';
import { formatMoment } from '../ui/times.ts';
import classes from './call-backs.module.css';

const UnassignedCallsDocument = graphql(`
  query UnassignedCalls {
    unassignedCalls(first: 100) {
      edges { cursor node { id calledNumber callerNumber receivedAt reporter } }
      pageInfo { hasNextPage endCursor }
    }
    telephoneDoors { id name }
  }
`);

/** Calls to numbers that are nobody's line; for supervisors. */
export function UnassignedCalls({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation('calls');
  const [{ data, error }, again] = useQuery({ query: UnassignedCallsDocument, requestPolicy: 'cache-and-network', context: OVER_SOCKET });
  const doors = new Map(data?.telephoneDoors.map(({ id, name }) => [`door:${id}`, name]));
  const rows = data?.unassignedCalls.edges.map(({ node }) => node) ?? [];
  return (
    <Drawer opened onClose={onClose} position="right" size="lg" title={t('unassigned.title')}>
      <p className={classes.lead}>{t('unassigned.lead')}</p>
      {error && !data && <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} />}
      {!data && !error && <LoadingFace />}
      {data && rows.length === 0 && <EmptyFace icon={<IconCheck size={30} aria-hidden />} title={t('unassigned.none')} />}
      {rows.length > 0 && (
        <Table aria-label={t('unassigned.title')}>
          <Table.Thead><Table.Tr><Table.Th>{t('unassigned.called')}</Table.Th><Table.Th>{t('unassigned.caller')}</Table.Th><Table.Th>{t('unassigned.received')}</Table.Th><Table.Th>{t('unassigned.reporter')}</Table.Th></Table.Tr></Table.Thead>
          <Table.Tbody>
            {rows.map(row => (
              <Table.Tr key={row.id}>
                <Table.Td className={classes.number}>{formatNumber(row.calledNumber)}</Table.Td>
                <Table.Td className={classes.number}>{row.callerNumber ? formatNumber(row.callerNumber) : t('caller.withheld')}</Table.Td>
                <Table.Td>{formatMoment(row.receivedAt, i18n.language)}</Table.Td>
                <Table.Td>{doors.get(row.reporter) ?? row.reporter}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Drawer>
  );
}
