import { Modal } from '@mantine/core';
import { IconStarFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { OVER_SOCKET } from '../graphql/client.ts';
import { graphql } from '../graphql/generated/index.ts';
import { EmptyFace, ErrorFace, LoadingFace } from '../ui/faces.tsx';
import { formatNumber } from '../ui/phone-numbers.ts';
import { formatMoment } from '../ui/times.ts';
import classes from './customer-card.module.css';

const CustomerCardDocument = graphql(`
  query CustomerCard($id: ID!) {
    customer(id: $id) {
      id
      name
      customerNumber
      lines { id number label }
      activeInstruction { id title greeting message }
      activeUntil
      contacts(first: 12, vipOnly: true) { edges { cursor node { id name company numbers } } pageInfo { hasNextPage endCursor } }
    }
    calls(first: 6, filter: { customerId: $id }) {
      edges { cursor node { id receivedAt caller { number withheld contacts { id name } } note { id callerName concern } } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

/** One customer at a glance: lines, what is in force now, VIPs, latest calls. */
export function CustomerCard({ id, secretaryName, onClose, onCall }: { id: string; secretaryName: string; onClose: () => void; onCall: (id: string) => void }) {
  const { t, i18n } = useTranslation('desk');
  const [{ data, error }, again] = useQuery({ query: CustomerCardDocument, variables: { id }, requestPolicy: 'cache-and-network', context: OVER_SOCKET });
  const customer = data?.customer;
  const instruction = customer?.activeInstruction;
  return (
    <Modal opened onClose={onClose} title={t('customer.title')} size="lg">
      {error && !data && <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} />}
      {!data && !error && <LoadingFace />}
      {data && !customer && <EmptyFace title={t('customer.gone')} />}
      {customer && (
        <div className={classes.card}>
          <div>
            <p className={classes.name}>{customer.name}</p>
            <p className={classes.muted}>{t('customer.number', { number: customer.customerNumber })}</p>
          </div>
          <section>
            <h3>{t('customer.active')}</h3>
            {instruction
              ? (
                <>
                  <p><b>{instruction.title}</b>{customer.activeUntil ? ` · ${t('customer.activeUntil', { time: formatMoment(customer.activeUntil, i18n.language) })}` : ''}</p>
                  <p>{t('quote', { text: instruction.greeting.replaceAll('{{secretary}}', secretaryName) })}</p>
                  {instruction.message && <p className={classes.muted}>{instruction.message}</p>}
                </>
              )
              : <p className={classes.muted}>{t('customer.noneActive')}</p>}
          </section>
          <section>
            <h3>{t('customer.lines')}</h3>
            <ul>{customer.lines.map(line => <li key={line.id}>{formatNumber(line.number)}{line.label ? ` · ${line.label}` : ''}</li>)}</ul>
          </section>
          <section>
            <h3>{t('customer.vips')}</h3>
            {customer.contacts.edges.length === 0 && <p className={classes.muted}>{t('customer.noVips')}</p>}
            <ul>
              {customer.contacts.edges.map(({ node }) => (
                <li key={node.id}><IconStarFilled size={12} className={classes.vip} aria-hidden /> {node.name}{node.company ? `, ${node.company}` : ''} <span className={classes.muted}>{node.numbers.map(formatNumber).join(' · ')}</span></li>
              ))}
            </ul>
          </section>
          <section>
            <h3>{t('customer.calls')}</h3>
            {data.calls.edges.length === 0 && <p className={classes.muted}>{t('customer.noCalls')}</p>}
            <ul>
              {data.calls.edges.map(({ node }) => (
                <li key={node.id}>
                  <button type="button" className={classes.call} onClick={() => onCall(node.id)}>
                    <span className={classes.muted}>{formatMoment(node.receivedAt, i18n.language)}</span>{' '}
                    {node.note?.callerName ?? node.caller.contacts[0]?.name ?? (node.caller.number ? formatNumber(node.caller.number) : '–')}
                    {node.note && <span className={classes.muted}> · {node.note.concern}</span>}
                  </button>
                </li>
              ))}
            </ul>
          </section>
        </div>
      )}
    </Modal>
  );
}
