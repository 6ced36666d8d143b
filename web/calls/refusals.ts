import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import type { CombinedError } from 'urql';
import type { DialRefusal } from '../graphql/generated/graphql.ts';
import { useErrorText } from '../ui/faces.tsx';

type Refusal = { __typename: string; takenBy?: { name: string } | null; reason?: DialRefusal };

/** Tells why an act on a call was refused or did not get through; false when it went well. */
export function useRefusals(): (result: Refusal | null | undefined, error: CombinedError | undefined) => boolean {
  const { t } = useTranslation('calls');
  const errorText = useErrorText();
  const tell = (message: string, autoClose = 8_000) => { notifications.show({ message, color: 'red', autoClose, role: 'alert' }); };
  return (result, error) => {
    if (error) { tell(errorText(error)); return true; }
    switch (result?.__typename) {
      case 'NotYourCall': tell(result.takenBy ? t('inHand.notYoursBut', { name: result.takenBy.name }) : t('inHand.notYours')); return true;
      case 'CallOver': tell(t('inHand.isOver')); return true;
      case 'DialRefused': tell(t(result.reason === 'COUNTRY' ? 'steps.refusedCOUNTRY' : 'steps.refusedLIMIT'), 15_000); return true;
      case 'NoNumberLeft': tell(t('steps.noNumberLeft')); return true;
      default: return false;
    }
  };
}
