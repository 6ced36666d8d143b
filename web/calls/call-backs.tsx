import { Button, Drawer } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCheck, IconPhoneX, IconStarFilled } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation, useQuery } from 'urql';
import { OVER_SOCKET } from '../graphql/client.ts';
import { graphql, readFragment } from '../graphql/generated/index.ts';
import { EmptyFace, ErrorFace, LoadingFace } from '../ui/faces.tsx';
import { formatDuration, formatMoment } from '../ui/times.ts';
import { VoicePlayer } from '../ui/voice-player.tsx';
import classes from './call-backs.module.css';
import { useCallerName } from './caller-name.ts';
import { saysMore } from './end-reasons.ts';
import { useRefusals } from './refusals.ts';

const CallBackRow_call = graphql(`
  fragment CallBackRow_call on Call {
    id
    receivedAt
    result
    endReason
    needsCallBack
    customer { id name }
    caller { ...CallerName_caller }
    note { id callerName callerNumber concern urgent }
    voiceMessage { id seconds path }
  }
`);

const CallBacksDocument = graphql(`
  query CallBacks($after: String) {
    calls(first: 30, after: $after, filter: { needsCallBack: true }) {
      edges { cursor node { id ...CallBackRow_call } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

const MarkCallBackDoneDocument = graphql(`
  mutation MarkCallBackDone($callId: ID!) {
    markCallBackDone(callId: $callId) { __typename ... on Call { id needsCallBack callBackDoneAt } }
  }
`);

/** Missed calls and wished call-backs, until somebody has called back. */
export function CallBacks({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation('calls');
  const [after, setAfter] = useState<string | null>(null);
  const [{ data, fetching, error }, again] = useQuery({ query: CallBacksDocument, variables: { after }, requestPolicy: 'cache-and-network', context: OVER_SOCKET });
  const [, markDone] = useMutation(MarkCallBackDoneDocument);
  const refused = useRefusals();
  const callerName = useCallerName();
  const calls = data?.calls.edges.map(({ node }) => readFragment(CallBackRow_call, node)).filter(({ needsCallBack }) => needsCallBack) ?? [];
  const done = async (callId: string) => {
    const { data: marked, error: failed } = await markDone({ callId });
    if (!refused(marked?.markCallBackDone, failed)) notifications.show({ message: t('callBacks.marked'), color: 'leaf' });
  };
  return (
    <Drawer opened onClose={onClose} position="right" size="lg" title={t('callBacks.title')}>
      <p className={classes.lead}>{t('callBacks.lead')}</p>
      {error && !data && <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} />}
      {!data && !error && <LoadingFace />}
      {data && calls.length === 0 && !fetching && <EmptyFace icon={<IconCheck size={30} aria-hidden />} title={t('callBacks.none')}>{t('callBacks.noneHint')}</EmptyFace>}
      <ul className={classes.rows}>
        {calls.map(call => {
          const caller = callerName(call.caller);
          const name = call.note?.callerName ?? caller.name;
          return (
            <li key={call.id} className={classes.row}>
              <div className={classes.text}>
                <p className={classes.who}>
                  {caller.isVip && <IconStarFilled size={13} className={classes.vip} role="img" aria-label={t('caller.vip')} />}
                  <b>{name}</b> <span>{call.note?.callerNumber ?? caller.number}</span>
                  {call.note?.urgent && <span className={classes.urgent}>{t('note.urgent')}</span>}
                </p>
                <p className={classes.meta}>{call.customer.name} · {formatMoment(call.receivedAt, i18n.language)} · {call.note ? t('note.callBackWished') : call.result ? t(`results.${call.result}`) : ''}{!call.note && saysMore(call.endReason) ? `, ${t(`inHand.endedBy.${call.endReason}`)}` : ''}</p>
                {call.note && <p className={classes.concern}>{call.note.concern}</p>}
                {!call.note && !call.voiceMessage && <p className={classes.concern}><IconPhoneX size={14} aria-hidden /> {t('caller.noNote')}</p>}
                {call.voiceMessage && <VoicePlayer path={call.voiceMessage.path} label={t('voice.label', { length: formatDuration(call.voiceMessage.seconds) })} failed={t('voice.failed')} />}
              </div>
              <Button size="xs" variant="default" leftSection={<IconCheck size={14} aria-hidden />} aria-label={t('callBacks.doneLabel', { caller: name, customer: call.customer.name })} onClick={() => { void done(call.id); }}>
                {t('callBacks.done')}
              </Button>
            </li>
          );
        })}
      </ul>
      {data?.calls.pageInfo.hasNextPage && <Button variant="default" fullWidth loading={fetching} onClick={() => setAfter(data.calls.pageInfo.endCursor)}>{t('callBacks.more')}</Button>}
    </Drawer>
  );
}
