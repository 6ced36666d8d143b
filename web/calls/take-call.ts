import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { graphql } from '../graphql/generated/index.ts';
import { useErrorText } from '../ui/faces.tsx';
import { formatTime } from '../ui/times.ts';

const TakeCallDocument = graphql(`
  mutation TakeCall($callId: ID!) {
    takeCall(callId: $callId) {
      __typename
      ... on Call { id state takenAt takenBy { id name } }
      ... on CallAlreadyTaken { winner: takenBy { id name } since: takenAt }
      ... on CallOver { result }
    }
  }
`);

/** Takes a ringing call; true when it is ours now, else it has been said who has it. */
export function useTakeCall(): (call: { id: string; customerName: string }) => Promise<boolean> {
  const { t, i18n } = useTranslation('calls');
  const [, takeCall] = useMutation(TakeCallDocument);
  const errorText = useErrorText();
  return async ({ id, customerName }) => {
    const { data, error } = await takeCall({ callId: id });
    const result = data?.takeCall;
    switch (result?.__typename) {
      case 'Call': return true;
      case 'CallAlreadyTaken':
        notifications.show({ message: t('waiting.alreadyTaken', { name: result.winner.name, customer: customerName, time: formatTime(result.since, i18n.language) }), color: 'yellow' });
        return false;
      case 'CallOver':
        notifications.show({ message: t('waiting.over', { customer: customerName }), color: 'yellow' });
        return false;
      default:
        if (error) notifications.show({ message: errorText(error), color: 'red', role: 'alert' });
        return false;
    }
  };
}
