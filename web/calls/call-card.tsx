import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { OVER_SOCKET } from '../graphql/client.ts';
import { attemptState } from '../graphql/attempt-state.ts';
import { graphql } from '../graphql/generated/index.ts';
import { EmptyFace, ErrorFace, LoadingFace } from '../ui/faces.tsx';
import { formatNumber } from '../ui/phone-numbers.ts';
import { formatDuration, formatMoment } from '../ui/times.ts';
import { VoicePlayer } from '../ui/voice-player.tsx';
import { possibleOn } from './abilities.ts';
import classes from './call-card.module.css';
import { useCallerName } from './caller-name.ts';
import { saysMore } from './end-reasons.ts';

const CallCardDocument = graphql(`
  query CallCard($id: ID!) {
    call(id: $id) {
      id
      receivedAt
      takenAt
      state
      result
      endReason
      abilities
      callBackDoneAt
      takenBy { id name }
      customer { id name customerNumber }
      caller { ...CallerName_caller }
      attempts { id outcome announced answeredAt forwardingNumber { id label number } }
      voiceMessage { id seconds path }
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
              {call.takenBy ? ` · ${t('card.taken', { name: call.takenBy.name })}` : saysMore(call.endReason) ? ` · ${t(`inHand.endedBy.${call.endReason}`)}` : ''}
              {call.callBackDoneAt ? ` · ${t('card.callBackDone', { time: formatMoment(call.callBackDoneAt, i18n.language) })}` : ''}
            </dd>
            {call.attempts.length > 0 && (
              <>
                <dt>{t('card.attempts')}</dt>
                <dd>
                  {call.attempts.map(attempt => (
                    <div key={attempt.id}>
                      {attempt.forwardingNumber.label ?? formatNumber(attempt.forwardingNumber.number)}: {t(`steps.${attemptState(attempt)}`)}
                      {possibleOn(call.abilities).dialling === 'LEADS' && ` (${t(attempt.announced ? 'steps.announced' : 'steps.blind')})`}
                    </div>
                  ))}
                </dd>
              </>
            )}
          </dl>
          {call.voiceMessage && <VoicePlayer path={call.voiceMessage.path} label={t('voice.label', { length: formatDuration(call.voiceMessage.seconds) })} failed={t('voice.failed')} />}
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
