import { Button } from '@mantine/core';
import { IconRestore } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { graphql, readFragment, type FragmentType } from '../graphql/generated/index.ts';
import { useMinute } from '../ui/minute.ts';
import { Writing } from '../ui/read-only.tsx';
import { momentInWords } from '../ui/zoned-time.ts';
import { useInstructionActs } from './instruction-acts.ts';
import type { InstructionCustomer } from './instruction-parts.ts';
import classes from './instructions.module.css';

export const DeletedInstructions_customer = graphql(`
  fragment DeletedInstructions_customer on Customer { id deletedInstructions { instructionId version title writtenAt writtenBy } }
`);

/** What was deleted in the last weeks and can be brought back. */
export function DeletedInstructions({ customer: masked, whose }: { customer: FragmentType<typeof DeletedInstructions_customer>; whose: InstructionCustomer }) {
  const { t, i18n } = useTranslation('instructions');
  const now = useMinute();
  const acts = useInstructionActs(whose);
  const { deletedInstructions } = readFragment(DeletedInstructions_customer, masked);
  if (deletedInstructions.length === 0) return null;
  return (
    <section className={classes.group} aria-labelledby="deleted-title">
      <h2 id="deleted-title" className={classes.groupTitle}>{t('deleted.title')}</h2>
      <p className={classes.groupHint}>{t('deleted.hint')}</p>
      <ul className={classes.versions}>
        {deletedInstructions.map(({ instructionId, version, title, writtenAt, writtenBy }) => {
          const when = momentInWords(writtenAt, whose.timeZone, i18n.language, now);
          return (
            <li key={instructionId}>
              <p className={classes.versionHead}>{title}<small>{writtenBy ? t('versions.whenBy', { when, who: writtenBy }) : when}</small></p>
              <Writing>
                <Button variant="default" size="sm" loading={acts.isBusy} leftSection={<IconRestore size={17} aria-hidden />} aria-label={t('deleted.restoreLabel', { title })} onClick={() => void acts.restore(instructionId, title, version, null)}>{t('deleted.restore')}</Button>
              </Writing>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
