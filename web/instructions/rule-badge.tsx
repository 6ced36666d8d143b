import { IconArrowForwardUp, IconMessage2, IconStar } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { PutThroughRule } from '../graphql/generated/graphql.ts';
import classes from './instructions.module.css';

const SYMBOLS = { ALL: IconArrowForwardUp, VIP: IconStar, NONE: IconMessage2 };

/** Whom an instruction puts through, in words and symbol. */
export function RuleBadge({ rule }: { rule: PutThroughRule }) {
  const { t } = useTranslation('instructions');
  const Symbol = SYMBOLS[rule];
  return <span className={classes.rule} data-rule={rule}><Symbol size={17} aria-hidden />{t(`rule.${rule}`)}</span>;
}
