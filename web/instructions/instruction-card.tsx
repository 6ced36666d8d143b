import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMinute } from '../ui/minute.ts';
import { instructionAddresses } from './addresses.ts';
import type { InstructionParts } from './instruction-parts.ts';
import classes from './instructions.module.css';
import { frameWords, weeklyWords } from './instruction-words.ts';
import { RuleBadge } from './rule-badge.tsx';

/** One instruction in a list; the whole of it leads to the instruction. */
export function InstructionCard({ instruction, timeZone }: { instruction: InstructionParts; timeZone: string }) {
  const { t, i18n } = useTranslation('instructions');
  const now = useMinute();
  const weekly = weeklyWords(instruction, i18n.language, t);
  return (
    <Link to={instructionAddresses.one(instruction.id)} className={classes.card} data-rule={instruction.putThrough}>
      <span className={classes.cardTitle}>{instruction.title}</span>
      <span className={classes.cardTimes}>{[frameWords(instruction, timeZone, i18n.language, now, t), weekly].filter(Boolean).join(' · ')}</span>
      <RuleBadge rule={instruction.putThrough} />
    </Link>
  );
}
