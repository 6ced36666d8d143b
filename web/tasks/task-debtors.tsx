import { Button } from '@mantine/core';
import { IconClipboardList, IconPlus } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import type { Debtor_PartsFragment } from '../graphql/generated/graphql.ts';
import { graphql } from '../graphql/generated/index.ts';
import { ConfirmSheet } from '../ui/confirm-sheet.tsx';
import { ErrorFace, LoadingFace } from '../ui/faces.tsx';
import { Writing } from '../ui/read-only.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { showDone, showFailure } from '../ui/toasts.tsx';
import { DebtorForm } from './debtor-form.tsx';
import { DebtorListForm } from './debtor-list-form.tsx';
import { DebtorList } from './debtor-list.tsx';
import classes from './tasks.module.css';
import { useDebtors } from './use-debtors.ts';

const RemoveTaskDebtorDocument = graphql(`mutation RemoveTaskDebtor($debtorId: ID!) { removeTaskDebtor(debtorId: $debtorId) { __typename ... on Task { id ...Task_parts } } }`);

type Open = { kind: 'one' | 'edit' | 'remove'; debtor: Debtor_PartsFragment | null } | { kind: 'list' } | null;

/** Whom the secretariat is to call for a task, as the customer enters them and sees what came of it; `onGap` takes a way to ask again. */
export function TaskDebtors({ taskId, timeZone, canChange, writerId, onGap }: { taskId: string; timeZone: string; canChange: boolean; writerId: string; onGap: (again: () => void) => void }) {
  const { t } = useTranslation('tasks');
  const { debtors, error, fetching, hasMore, more, again } = useDebtors(taskId);
  const [open, setOpen] = useState<Open>(null);
  const [, remove] = useMutation(RemoveTaskDebtorDocument);
  useEffect(() => { onGap(again); });
  const close = () => setOpen(null);
  // As it is by now: somebody else may change it while it is open.
  const edited = open?.kind === 'edit' ? (debtors?.find(({ id }) => id === open.debtor?.id) ?? open.debtor) : null;
  const done = (text: string) => {
    close();
    again();
    showDone(text);
  };
  return (
    <section className={classes.card} aria-labelledby="debtors-title">
      <h2 id="debtors-title">{t('debtors.title')}</h2>
      {canChange && (
        <Writing>
          <p className={classes.hint}>{t('debtors.legal')}</p>
          <div className={classes.acts}>
            <Button size="sm" variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen({ kind: 'one', debtor: null })}>{t('debtors.addOne')}</Button>
            <Button size="sm" variant="default" leftSection={<IconClipboardList size={16} aria-hidden />} onClick={() => setOpen({ kind: 'list' })}>{t('debtors.addList')}</Button>
          </div>
        </Writing>
      )}
      {!debtors && (error ? <ErrorFace error={error} onRetry={again} /> : <LoadingFace />)}
      {debtors?.length === 0 && <p className={classes.hint}>{t('debtors.none')}</p>}
      {debtors && debtors.length > 0 && (
        <DebtorList
          debtors={debtors} timeZone={timeZone} hasMore={hasMore} isLoading={fetching} onMore={more}
          acts={debtor => (
            <Writing>
              <div className={classes.acts}>
                {canChange && <Button size="compact-md" variant="default" aria-label={t('debtors.editLabel', { name: debtor.name })} onClick={() => setOpen({ kind: 'edit', debtor })}>{t('debtors.edit')}</Button>}
                <Button size="compact-md" variant="default" color="red" aria-label={t('debtors.removeLabel', { name: debtor.name })} onClick={() => setOpen({ kind: 'remove', debtor })}>{t('debtors.remove')}</Button>
              </div>
            </Writing>
          )}
        />
      )}
      <Sheet opened={open?.kind === 'one' || open?.kind === 'edit'} onClose={close} title={t(open?.kind === 'edit' ? 'debtors.editTitle' : 'debtors.addOne')} isHeld>
        {(open?.kind === 'one' || open?.kind === 'edit') && (
          <DebtorForm taskId={taskId} stored={edited} draftKey={`${writerId}.debtor.${open.debtor?.id ?? taskId}`} onDone={() => done(t('debtors.saved'))} onCancel={close} />
        )}
      </Sheet>
      <Sheet opened={open?.kind === 'list'} onClose={close} title={t('debtors.addList')} isHeld>
        {open?.kind === 'list' && <DebtorListForm taskId={taskId} draftKey={`${writerId}.debtors.${taskId}`} onDone={count => done(t('debtors.added', { count }))} onCancel={close} />}
      </Sheet>
      {open?.kind === 'remove' && open.debtor && (
        <ConfirmSheet
          title={t('debtors.removeTitle')} text={t('debtors.removeText', { name: open.debtor.name })} confirm={t('debtors.remove')} isHard onClose={close}
          onConfirm={async () => {
            const { data } = await remove({ debtorId: open.debtor!.id });
            if (!data) { showFailure(t('failed')); return false; }
            again();
            showDone(t('debtors.removed'));
            return true;
          }}
        />
      )}
    </section>
  );
}
