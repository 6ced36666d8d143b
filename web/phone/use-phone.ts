import { notifications } from '@mantine/notifications';
import { useEffect, useEffectEvent, useMemo, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { useClient, useQuery, type Client } from 'urql';
import { OVER_HTTP, OVER_SOCKET } from '../graphql/client.ts';
import { useConnection } from '../graphql/feed.ts';
import { graphql } from '../graphql/generated/index.ts';
import { callTag } from './call-tag.ts';
import { Phone, type Accounts, type PhoneNotice } from './phone.ts';
import { toAnswer, toRing, type Leg, type PhoneState } from './phone-state.ts';

const HasSoftphonesDocument = graphql(`
  query HasSoftphones { hasSoftphones }
`);
const OpenSoftphoneDocument = graphql(`
  mutation OpenSoftphone {
    openSoftphone {
      __typename
      ... on Softphone { username password domain path iceServers { urls username credential } }
    }
  }
`);
const CloseSoftphoneDocument = graphql(`
  mutation CloseSoftphone { closeSoftphone }
`);

const RING_AGAIN_MS = 4_000;

/** The telephone of this desk. */
export interface PhoneOnDesk {
  phone: Phone;
  state: PhoneState;
  /** What rings here and is not answered by itself. */
  ringing: Leg[];
}

/**
 * The telephone of this desk; null where the house has none for browsers. Whatever rings for one of `ownCallIds`, the calls
 * that the person has, is answered by itself; for anything else `ring` makes itself heard again and again.
 */
export function usePhone(ownCallIds: readonly string[], ring: () => void): PhoneOnDesk | null {
  const client = useClient();
  const [{ data }] = useQuery({ query: HasSoftphonesDocument, context: OVER_SOCKET });
  const [phone] = useState(() => new Phone(accountsOf(client)));
  const state = useSyncExternalStore(phone.watch, phone.current);
  const connection = useConnection();
  const isPossible = data?.hasSoftphones === true;
  const own = ownCallIds.map(callTag).join(' ');
  const ownTags = useMemo(() => new Set(own.split(' ')), [own]);
  const ringing = toRing(state, ownTags);
  const isRinging = ringing.length > 0 && !state.legs.some(({ phase }) => phase !== 'RINGING');

  useEffect(() => (isPossible ? phone.attach() : undefined), [phone, isPossible]);
  useEffect(() => { for (const { id } of toAnswer(state, ownTags)) void phone.answer(id); }, [phone, state, ownTags]);
  // Both go the same way: when the one is back, the other need not wait.
  useEffect(() => { if (connection.status === 'online') phone.lookAgainIfLost(); }, [phone, connection.status]);

  const ringAgain = useEffectEvent(ring);
  useEffect(() => {
    // The first sound is the desk's own, for the call that is new.
    const timer = isRinging ? setInterval(() => ringAgain(), RING_AGAIN_MS) : undefined;
    return () => clearInterval(timer);
  }, [isRinging]);

  const tell = useTellNotice();
  const onNotice = useEffectEvent(tell);
  useEffect(() => phone.listen(notice => onNotice(notice)), [phone]);
  return isPossible ? { phone, state, ringing } : null;
}

function useTellNotice(): (notice: PhoneNotice) => void {
  const { t } = useTranslation('phone');
  return notice => {
    const message = notice.kind === 'MICROPHONE_GONE' || notice.kind === 'SPEAKER_GONE' ? t(`notice.${notice.kind}`, { label: notice.label }) : t(`notice.${notice.kind}`);
    notifications.show({ message, color: notice.kind === 'BACK' ? 'leaf' : 'yellow', ...(notice.kind === 'BACK' && { autoClose: 4_000 }) });
  };
}

function accountsOf(client: Client): Accounts {
  return {
    async open() {
      // What fails is asked again; that the telephone is not there yet is seen at it.
      const { data } = await client.mutation(OpenSoftphoneDocument, {}, OVER_HTTP).toPromise();
      if (data?.openSoftphone.__typename !== 'Softphone') return null;
      const { username, password, domain, path, iceServers } = data.openSoftphone;
      return {
        username, password, domain,
        url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${path}`,
        iceServers: iceServers.map(({ urls, username: name, credential }) => ({ urls, ...(name !== null && { username: name }), ...(credential !== null && { credential }) })),
      };
    },
    async close() {
      await client.mutation(CloseSoftphoneDocument, {}, OVER_HTTP).toPromise();
    },
  };
}
