import { IconForbid2, IconNotes, IconPhoneOutgoing } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { graphql, readFragment, type FragmentType } from '../graphql/generated/index.ts';
import type { DecisionBar_DecisionFragment } from '../graphql/generated/graphql.ts';
import { formatMoment, formatTime } from '../ui/times.ts';
import classes from './decision-bar.module.css';

const DecisionBar_decision = graphql(`
  fragment DecisionBar_decision on Decision {
    kind
    message
    remarks
    reasons {
      __typename
      message
      ... on ByInstruction { title validUntil }
      ... on ByRule { rule }
      ... on ByContact { name match standing }
    }
  }
`);

type Decided = FragmentType<typeof DecisionBar_decision>;
type Reason = DecisionBar_DecisionFragment['reasons'][number];

/** Put through or not, and why: one coloured bar in words and symbol, with what to tell the caller. */
export function DecisionBar({ decision: masked, decidedAnewAt, nobodyReached }: { decision: Decided; decidedAnewAt: string | null; nobodyReached: boolean }) {
  return <DecisionFace decision={readFragment(DecisionBar_decision, masked)} decidedAnewAt={decidedAnewAt} nobodyReached={nobodyReached} />;
}

/** The same for a decision that no call has led to, such as one that is tried out. */
export function DecisionFace({ decision, decidedAnewAt = null, nobodyReached = false }: { decision: DecisionBar_DecisionFragment; decidedAnewAt?: string | null; nobodyReached?: boolean }) {
  const { t, i18n } = useTranslation('calls');
  const reasonTexts = useReasonTexts();
  const isPutThrough = decision.kind === 'PUT_THROUGH' && !nobodyReached;
  return (
    <div className={classes.decision}>
      <div className={isPutThrough ? classes.putThrough : classes.message}>
        <DecisionSymbol kind={isPutThrough ? 'PUT_THROUGH' : 'TAKE_MESSAGE'} size={26} />
        <div>
          <p className={classes.verdict}>
            {nobodyReached ? t('decision.nobodyReached') : t(`decision.${decision.kind}`)}
            {decision.kind === 'TAKE_MESSAGE' && <span className={classes.not}>{t('decision.notPutThrough')}</span>}
            {decidedAnewAt && <span className={classes.anew}>{t('decision.decidedAnew', { time: formatTime(decidedAnewAt, i18n.language) })}</span>}
          </p>
          <p className={classes.reasons}><span>{t('decision.because')}</span> {reasonTexts(decision.reasons).join(' · ')}</p>
        </div>
      </div>
      {decision.message && !isPutThrough && <p className={classes.tell}><span>{t('decision.tell')}</span> {t('quote', { text: decision.message })}</p>}
      {decision.remarks && <p className={classes.remarks}><IconNotes size={15} aria-hidden /><span><b>{t('decision.remarks')}</b> {decision.remarks}</span></p>}
    </div>
  );
}

/** The symbol of a decision, beside its words or with words for screen readers. */
export function DecisionSymbol({ kind, size, label }: { kind: 'PUT_THROUGH' | 'TAKE_MESSAGE'; size: number; label?: string }) {
  const Icon = kind === 'PUT_THROUGH' ? IconPhoneOutgoing : IconForbid2;
  return <Icon size={size} stroke={1.8} {...(label ? { role: 'img', 'aria-label': label } : { 'aria-hidden': true })} />;
}

/** The reasons of a decision in the viewer's language, what weighed most first. */
export function useReasonTexts(): (reasons: readonly Reason[]) => string[] {
  const { t, i18n } = useTranslation('calls');
  const text = (reason: Reason): string => {
    switch (reason.__typename) {
      case 'ByInstruction':
        return reason.validUntil
          ? t('reasons.instructionUntil', { title: reason.title, until: formatMoment(reason.validUntil, i18n.language) })
          : t('reasons.instruction', { title: reason.title });
      case 'ByRule': return t(`reasons.rule${reason.rule}`);
      case 'ByContact': {
        const plain = t(`reasons.${reason.standing}`, { name: reason.name });
        return reason.match === 'EXTENSION' ? t('reasons.byExtension', { reason: plain }) : reason.match === 'IDENTIFIED' ? t('reasons.byHand', { reason: plain }) : plain;
      }
      case 'ByWithheldNumber': return t('reasons.withheld');
      case 'ByDefault': return t('reasons.byDefault');
      default: return (reason as { message: string }).message;
    }
  };
  return reasons => reasons.map(text);
}
