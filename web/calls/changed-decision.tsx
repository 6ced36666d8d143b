import { IconArrowRight, IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { graphql, readFragment, type FragmentType } from '../graphql/generated/index.ts';
import { KeyedButton } from '../ui/keys.tsx';
import classes from './changed-decision.module.css';
import { DecisionSymbol, useReasonTexts } from './decision-bar.tsx';
import { useRefusals } from './refusals.ts';

const ChangedDecision_call = graphql(`
  fragment ChangedDecision_call on Call {
    id
    decision { kind message }
    changedDecision {
      kind
      message
      reasons {
        __typename
        message
        ... on ByInstruction { title validUntil }
        ... on ByRule { rule }
        ... on ByContact { name match standing }
      }
    }
  }
`);

const AdoptDocument = graphql(`
  mutation AdoptChangedDecision($callId: ID!) {
    adoptChangedDecision(callId: $callId) {
      __typename
      ... on Call { id ...CallInHand_call }
      ... on NotYourCall { takenBy { id name } }
    }
  }
`);

/** What has changed about the decision since the call was taken, old → new, until it is acknowledged. */
export function ChangedDecision({ call: masked }: { call: FragmentType<typeof ChangedDecision_call> }) {
  const { t } = useTranslation('calls');
  const call = readFragment(ChangedDecision_call, masked);
  const [{ fetching }, adopt] = useMutation(AdoptDocument);
  const refused = useRefusals();
  const reasonTexts = useReasonTexts();
  const changed = call.changedDecision;
  if (!changed) return null;
  const act = async () => {
    const { data, error } = await adopt({ callId: call.id });
    refused(data?.adoptChangedDecision, error);
  };
  return (
    <div className={classes.changed}>
      <div className={classes.words}>
        <p>
          <b className={classes.head}><IconRefresh size={15} aria-hidden /> {t('decision.changed')}:</b>
          {changed.kind === call.decision.kind ? t('decision.sameKind') : (
            <>
              <span className="visually-hidden">{t('decision.from')}: </span>
              <s className={classes.old}><DecisionSymbol kind={call.decision.kind} size={15} /> {t(`decision.${call.decision.kind}`)}</s>
              <IconArrowRight size={15} aria-hidden />
              <span className="visually-hidden">{t('decision.to')}: </span>
              <strong className={changed.kind === 'PUT_THROUGH' ? classes.putThrough : classes.message}><DecisionSymbol kind={changed.kind} size={15} /> {t(`decision.${changed.kind}`)}</strong>
            </>
          )}
        </p>
        <p className={classes.reasons}>{t('decision.because')} {reasonTexts(changed.reasons).join(' · ')}</p>
      </div>
      <KeyedButton action="adopt" onAct={act} loading={fetching} variant="default" size="xs">{t('decision.adopt')}</KeyedButton>
    </div>
  );
}
