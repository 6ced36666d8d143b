import { Anchor } from '@mantine/core';
import { IconArrowForwardUp, IconMessage2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { WhatIfAnswer_DecisionFragment } from '../graphql/generated/graphql.ts';
import { graphql, readFragment, type FragmentType } from '../graphql/generated/index.ts';
import { formatNumber } from '../ui/phone-numbers.ts';
import { momentInWords } from '../ui/zoned-time.ts';
import { instructionAddresses } from './addresses.ts';
import { SECRETARY_PLACEHOLDER } from './greeting-field.tsx';
import classes from './what-if.module.css';

export const WhatIfAnswer_decision = graphql(`
  fragment WhatIfAnswer_decision on Decision {
    kind
    greeting
    message
    remarks
    transfer
    plan { id number label situation ringSeconds }
    instruction { id }
    reasons {
      __typename
      ... on ByInstruction { title validUntil }
      ... on ByRule { rule }
      ... on ByContact { contactId name match standing }
    }
  }
`);

type Reason = WhatIfAnswer_DecisionFragment['reasons'][number];

/** What the desk would be told for a caller, with all its reasons, as a customer reads them. */
export function WhatIfAnswer({ decision: masked, timeZone, now }: { decision: FragmentType<typeof WhatIfAnswer_decision>; timeZone: string; now: number }) {
  const { t, i18n } = useTranslation('instructions');
  const decision = readFragment(WhatIfAnswer_decision, masked);
  const isPutThrough = decision.kind === 'PUT_THROUGH';
  const Symbol = isPutThrough ? IconArrowForwardUp : IconMessage2;
  const words = (reason: Reason): string => {
    switch (reason.__typename) {
      case 'ByInstruction':
        return reason.validUntil
          ? t('whatIf.why.instructionUntil', { title: reason.title, until: momentInWords(reason.validUntil, timeZone, i18n.language, now) })
          : t('whatIf.why.instruction', { title: reason.title });
      case 'ByRule': return t(`whatIf.why.rule.${reason.rule}`);
      case 'ByContact': {
        const standing = t(`whatIf.why.contact.${reason.standing}`, { name: reason.name });
        return reason.match === 'NUMBER' ? standing : `${standing} ${t(`whatIf.why.match.${reason.match}`)}`;
      }
      case 'ByWithheldNumber': return t('whatIf.why.withheld');
      case 'ByDefault': return t('whatIf.why.default');
    }
  };
  return (
    <div className={classes.answer}>
      <p className={classes.verdict} data-kind={decision.kind}><Symbol size={22} aria-hidden />{t(`whatIf.kind.${decision.kind}`)}</p>
      <h3 className={classes.part}>{t('whatIf.because')}</h3>
      <ul className={classes.reasons}>{decision.reasons.map(reason => <li key={reason.__typename + words(reason)}>{words(reason)}</li>)}</ul>
      {decision.plan.length > 0 && (
        <>
          <h3 className={classes.part}>{t('whatIf.plan')}</h3>
          <ol className={classes.plan}>
            {decision.plan.map(({ id, number, label, situation, ringSeconds }) => (
              <li key={id}>{label && <strong>{label} </strong>}<span className={classes.number}>{formatNumber(number)}</span><small>{t(`situation.${situation}`)} · {t('whatIf.rings', { seconds: ringSeconds })}</small></li>
            ))}
          </ol>
        </>
      )}
      <h3 className={classes.part}>{t('whatIf.greeting')}</h3>
      <p className={classes.said}><q>{decision.greeting.replaceAll(SECRETARY_PLACEHOLDER, t('form.exampleName'))}</q></p>
      {decision.message && (
        <>
          <h3 className={classes.part}>{t(isPutThrough ? 'whatIf.messageElse' : 'whatIf.message')}</h3>
          <p className={classes.said}><q>{decision.message}</q></p>
        </>
      )}
      {decision.remarks && <><h3 className={classes.part}>{t('form.remarks')}</h3><p className={classes.said}>{decision.remarks}</p></>}
      {decision.instruction && <Anchor component={Link} to={instructionAddresses.one(decision.instruction.id)} className={classes.open}>{t('whatIf.open')}</Anchor>}
    </div>
  );
}
