import { IconArrowForwardUp, IconHandStop, IconHeadset, IconInfoCircle, IconMessage2, IconPhoneCall, IconPhoneOff, IconPhoneX, IconPhone, type Icon } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CallResult, CallState } from '../graphql/generated/graphql.ts';
import classes from './history.module.css';

const RESULT_ICONS: Record<CallResult, Icon> = {
  MESSAGE_TAKEN: IconMessage2,
  PUT_THROUGH: IconArrowForwardUp,
  ABANDONED: IconPhoneOff,
  MISSED: IconPhoneX,
  INFORMATION_GIVEN: IconInfoCircle,
  REFUSED: IconHandStop,
};
const STATE_ICONS: Record<CallState, Icon> = {
  RINGING: IconPhoneCall,
  TAKEN: IconHeadset,
  PUTTING_THROUGH: IconArrowForwardUp,
  PUT_THROUGH: IconArrowForwardUp,
  ENDED: IconPhone,
};

type Outcome = { state: CallState; result?: CallResult | null; note?: object | null };

/** What colour may stand beside the words: what happened well, what waits, what went wrong. */
export function toneOf({ state, result, note }: Outcome): 'live' | 'put-through' | 'message' | 'missed' | 'plain' {
  if (state !== 'ENDED') return 'live';
  if (result === 'MISSED' || result === 'ABANDONED') return 'missed';
  if (result === 'PUT_THROUGH') return 'put-through';
  if (result === 'MESSAGE_TAKEN' || note) return 'message';
  return 'plain';
}

/** What came of a call, as a symbol. */
export function OutcomeIcon({ call, size = 22 }: { call: Outcome; size?: number }) {
  const Symbol = call.state === 'ENDED' && call.result ? RESULT_ICONS[call.result] : call.state === 'ENDED' && call.note ? IconMessage2 : STATE_ICONS[call.state];
  return <span className={classes.outcome} data-tone={toneOf(call)} aria-hidden><Symbol size={size} stroke={1.7} /></span>;
}

/** What came of a call, in words. */
export function useOutcomeWords(): (call: Outcome) => string {
  const { t } = useTranslation('history');
  return call => (call.state === 'ENDED' ? t(`result.${call.result ?? (call.note ? 'MESSAGE_TAKEN' : 'open')}`) : t(`state.${call.state}`));
}
