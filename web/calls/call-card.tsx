import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { OVER_SOCKET } from '../graphql/client.ts';
import { graphql } from '../graphql/generated/index.ts';
import { EmptyFace, ErrorFace, LoadingFace } from '../ui/faces.tsx';
import { formatNumber } from '../ui/phone-numbers.ts';
import { formatMoment } from '../ui/times.ts';
import classes from './call-card.module.css';
import { useCallerName } from './caller-name.ts';

const CallCardDocument = graphql(`
  query CallCard($id: ID!) {
    call(id: $id) {
      id
      receivedAt
      takenAt
      state
      result
      callBackDoneAt
      takenBy { id name }
      customer { id name customerNumber }
      caller { ...CallerName_caller }
      attempts { id outcome forwardingNumber { id label number } }
      note { id callerName callerCompany callerNumber concern urgent callBackWished writtenAt updatedAt writtenBy { id name } }
    }
  }
`);

/** One earlier call with everything that came of it, to read. */
export function CallCard({ id, onClose }: { id: string; onClose: () => void }) {
  const { t, i18n } = useTranslation('calls');
  const [{ data, error }, again] = useQuery({ query: CallCardDocument, variables: { id }, requestPolicy: 'cache-and-network', context: OVER_SOCKET });
  const callerName = useCallerName();
  const call = data?.call;
  const caller = call && callerName(call.caller);
  return (
    <Modal opened onClose={onClose} title={t('card.title')} size="lg">
      {error && !data && <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} />}
      {!data && !error && <LoadingFace />}
      {data && !call && <EmptyFace title={t('card.gone')} />}
      {call && caller && (
        <>
          <p className={classes.title}>{caller.name} → {call.customer.name}</p>
          <dl className={classes.facts}>
            <dt>{t('card.received')}</dt><dd>{formatMoment(call.receivedAt, i18n.language)}{caller.number && caller.number !== caller.name ? ` · ${caller.number}` : ''}</dd>
            <dt>{t('card.result')}</dt>
            <dd>
              {call.result ? t(`results.${call.result}`) : t(call.state === 'ENDED' ? 'results.none' : 'results.open')}
              {call.takenBy ? ` · ${t('card.taken', { name: call.takenBy.name })}` : ''}
              {call.callBackDoneAt ? ` · ${t('card.callBackDone', { time: formatMoment(call.callBackDoneAt, i18n.language) })}` : ''}
            </dd>
            {call.attempts.length > 0 && (
              <>
                <dt>{t('card.attempts')}</dt>
                <dd>{call.attempts.map(({ id: attemptId, outcome, forwardingNumber }) => <div key={attemptId}>{forwardingNumber.label ?? formatNumber(forwardingNumber.number)}: {outcome ? t(`steps.${outcome}`) : t('steps.ringing')}</div>)}</dd>
              </>
            )}
          </dl>
          {call.note
            ? (
              <section className={classes.note} aria-label={t('card.note')}>
                <p className={classes.who}><b>{call.note.callerName}</b> {[call.note.callerCompany, call.note.callerNumber].filter(Boolean).join(' · ')}</p>
                <p className={classes.concern}>{call.note.concern}</p>
                <p className={classes.by}>
                  {[call.note.urgent && t('note.urgent'), call.note.callBackWished && t('note.callBackWished'), t('card.by', { name: call.note.writtenBy.name, time: formatMoment(call.note.updatedAt ?? call.note.writtenAt, i18n.language) })].filter(Boolean).join(' · ')}
                </p>
              </section>
            )
            : <p className={classes.by}>{t('card.noNote')}</p>}
        </>
      )}
    </Modal>
  );
}
