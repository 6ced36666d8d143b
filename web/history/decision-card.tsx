import { Anchor } from '@mantine/core';
import { IconArrowForwardUp, IconMessage2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CallDetail_CallFragment } from '../graphql/generated/graphql.ts';
import { readFragment, type FragmentType } from '../graphql/generated/index.ts';
import { momentInWords } from '../ui/zoned-time.ts';
import { CallDetail_call } from './call-detail.ts';
import classes from './history.module.css';

type Reason = CallDetail_CallFragment['decision']['reasons'][number];

/** Why the secretary was told to put through or to take a message; `instructionAddress` leads to the instruction that is still there. */
export function DecisionCard({ call: masked, timeZone, instructionAddress }: {
  call: FragmentType<typeof CallDetail_call>; timeZone: string; instructionAddress: (id: string) => string;
}) {
  const { t, i18n } = useTranslation('history');
  const { decision, receivedAt, decisionChangedAt } = readFragment(CallDetail_call, masked);
  const putThrough = decision.kind === 'PUT_THROUGH';
  const words = (reason: Reason): string => {
    switch (reason.__typename) {
      case 'ByInstruction': {
        const { title, validUntil } = reason;
        return validUntil
          ? t('why.instructionUntil', { title, until: momentInWords(validUntil, timeZone, i18n.language, Date.parse(receivedAt)) })
          : t('why.instruction', { title });
      }
      case 'ByRule': return t(`why.rule.${reason.rule}`);
      case 'ByContact': {
        const standing = t(`why.contact.${reason.standing}`, { name: reason.name });
        return reason.match === 'NUMBER' ? standing : `${standing} (${t(`why.match.${reason.match}`)})`;
      }
      case 'ByWithheldNumber': return t('why.withheld');
      case 'ByDefault': return t('why.default');
    }
  };
  return (
    <section className={classes.card} aria-labelledby="why-title">
      <h2 id="why-title" className={classes.cardTitle}>{t('why.title')}</h2>
      <p className={classes.decision} data-kind={decision.kind}>
        {putThrough ? <IconArrowForwardUp size={20} aria-hidden /> : <IconMessage2 size={20} aria-hidden />}
        {t(`why.kind.${decision.kind}`)}
      </p>
      <ul className={classes.reasons}>{decision.reasons.map(reason => <li key={reason.__typename + words(reason)}>{words(reason)}</li>)}</ul>
      {decisionChangedAt && <p className={classes.quiet}>{t('why.changed', { time: momentInWords(decisionChangedAt, timeZone, i18n.language, Date.parse(receivedAt)) })}</p>}
      <dl className={classes.said}>
        <dt>{t('why.greeting')}</dt>
        <dd><q>{decision.greeting.replaceAll('{{secretary}}', t('why.secretary'))}</q></dd>
        {decision.message && <><dt>{t('why.message')}</dt><dd><q>{decision.message}</q></dd></>}
      </dl>
      {decision.instruction && <Anchor component={Link} to={instructionAddress(decision.instruction.id)} className={classes.moreLink}>{t('why.open')}</Anchor>}
    </section>
  );
}
