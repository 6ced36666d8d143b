import { Button } from '@mantine/core';
import { IconMessage2, IconPencil, IconPlayerStop } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { graphql, readFragment, type FragmentType } from '../graphql/generated/index.ts';
import { useMinute } from '../ui/minute.ts';
import { Writing } from '../ui/read-only.tsx';
import { untilWords } from './instruction-words.ts';
import { instructionAddresses } from './addresses.ts';
import { ArrivalNote } from './arrival-note.tsx';
import { useInstructionActs } from './instruction-acts.ts';
import { Instruction_parts, type InstructionCustomer } from './instruction-parts.ts';
import classes from './instructions.module.css';
import { RuleBadge } from './rule-badge.tsx';

export const ActiveCard_customer = graphql(`
  fragment ActiveCard_customer on Customer {
    id
    activeUntil
    activeInstruction { id ...Instruction_parts }
  }
`);

/** What happens with a call that comes in now, and until when. */
export function ActiveCard({ customer: masked, whose }: { customer: FragmentType<typeof ActiveCard_customer>; whose: InstructionCustomer }) {
  const { t, i18n } = useTranslation('instructions');
  const now = useMinute();
  const acts = useInstructionActs(whose);
  const { activeInstruction, activeUntil } = readFragment(ActiveCard_customer, masked);
  const instruction = readFragment(Instruction_parts, activeInstruction);
  const until = (at: string) => untilWords(at, whose.timeZone, i18n.language, now);
  if (!instruction) {
    return (
      <div className={classes.active} data-rule="NONE">
        <p className={classes.activeTitle}>{t('active.none')}</p>
        <p className={classes.rule} data-rule="NONE"><IconMessage2 size={17} aria-hidden />{t('active.noneText')}</p>
        {activeUntil && <p className={classes.activeUntil}>{t('active.noneUntil', { until: until(activeUntil) })}</p>}
        <ArrivalNote timeZone={whose.timeZone} />
      </div>
    );
  }
  // Something else can come before its own end: hours that close, an instruction that goes before it.
  const isTemporary = Boolean(instruction.validUntil);
  return (
    <div className={classes.active} data-rule={instruction.putThrough}>
      <div className={classes.activeHead}>
        <p className={classes.activeTitle}>{instruction.title}</p>
        <p className={classes.activeUntil}>{activeUntil ? t('frame.until', { until: until(activeUntil) }) : t('frame.standing')}</p>
      </div>
      <RuleBadge rule={instruction.putThrough} />
      {instruction.message && instruction.putThrough !== 'ALL' && <p className={classes.quote}><q>{instruction.message}</q></p>}
      <ArrivalNote timeZone={whose.timeZone} />
      <Writing>
        <div className={classes.activeButtons}>
          {isTemporary && (
            <Button variant="default" loading={acts.isBusy} leftSection={<IconPlayerStop size={18} aria-hidden />} onClick={() => void acts.end(instruction)}>{t('active.end')}</Button>
          )}
          <Button component={Link} to={instructionAddresses.one(instruction.id)} variant="default" leftSection={<IconPencil size={18} aria-hidden />}>{t('active.change')}</Button>
        </div>
      </Writing>
    </div>
  );
}
