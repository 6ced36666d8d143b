import { useTranslation } from 'react-i18next';
import { useClient } from 'urql';
import { OVER_SOCKET } from '../graphql/client.ts';
import { graphql } from '../graphql/generated/index.ts';
import { showUndo } from '../ui/toasts.tsx';
import { feedbackAddress } from './addresses.ts';

const NewestFeedbackDocument = graphql(`query NewestFeedback($secretaryId: ID!) { feedback(secretaryId: $secretaryId, first: 1) { edges { cursor node { id rating ratedAt customer { id name } } } } }`);

/** What was said this long before its event was said in another one. */
const JUST_NOW_MS = 5_000;

/** Tells a secretary that a customer has said something about her note; nothing when a rating was taken back. */
export function useFeedbackNotice(ownId: string): (at: string) => Promise<void> {
  const { t } = useTranslation('feedback');
  const client = useClient();
  return async at => {
    const { data } = await client.query(NewestFeedbackDocument, { secretaryId: ownId }, { ...OVER_SOCKET, requestPolicy: 'network-only' });
    const newest = data?.feedback.edges[0]?.node;
    if (!newest || Math.abs(Date.parse(at) - Date.parse(newest.ratedAt)) > JUST_NOW_MS) return;
    showUndo({
      message: t(newest.rating === 'GOOD' ? 'desk.noteGood' : 'desk.noteBad', { customer: newest.customer.name }), undo: t('desk.show'),
      // Beside the desk, which goes on: it may be in a call.
      onUndo: () => { window.open(feedbackAddress(), '_blank'); },
    });
  };
}
