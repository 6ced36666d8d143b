import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { manageAddresses } from './addresses.ts';
import classes from './customers.module.css';

/** What of an instruction stands in the list. */
export interface ListedInstruction { id: string; title: string; isActive: boolean }

/** The instructions of a customer, to be changed by a supervisor who acts for them. */
export function InstructionsCard({ customerId, instructions, isActing }: { customerId: string; instructions: readonly ListedInstruction[]; isActing: boolean }) {
  const { t } = useTranslation('manage');
  return (
    <section className={classes.card} aria-labelledby="instructions-title">
      <div className={classes.head}>
        <h2 id="instructions-title" className={classes.heading}>{t('acting.instructions')}</h2>
        {isActing && <Button component={Link} to={manageAddresses.newInstruction(customerId)} leftSection={<IconPlus size={18} aria-hidden />}>{t('acting.newInstruction')}</Button>}
      </div>
      <p className={classes.muted}>{t('acting.instructionsLead')}</p>
      {instructions.length === 0 && <p className={classes.text}>{t('acting.noInstructions')}</p>}
      {instructions.length > 0 && (
        <ul className={classes.rows}>
          {instructions.map(({ id, title, isActive }) => (
            <li key={id} className={classes.row}>
              <div className={classes.main}>
                <span className={classes.name}>{title}</span>
                {isActive && <p className={classes.muted}>{t('acting.isActive')}</p>}
              </div>
              {isActing && <Button component={Link} to={manageAddresses.instruction(customerId, id)} variant="default" aria-label={t('acting.openLabel', { title })}>{t('acting.open')}</Button>}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
