import { Button, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import type { Debtor_PartsFragment } from '../graphql/generated/graphql.ts';
import { graphql } from '../graphql/generated/index.ts';
import { ChangedMeanwhile } from '../ui/changed-meanwhile.tsx';
import { useEditedForm } from '../ui/edited-form.ts';
import { useErrorText } from '../ui/faces.tsx';
import { EditNotices, FormButtons, NotSaved } from '../ui/form-parts.tsx';
import { centsOf } from './amounts.ts';
import { AddTaskDebtorsDocument } from './debtor-documents.ts';
import { DEBTOR_PARTS, debtorDifferences, debtorInput, valuesOfDebtor, type DebtorValues } from './debtor-values.ts';
import classes from './tasks.module.css';

const UpdateTaskDebtorDocument = graphql(`
  mutation UpdateTaskDebtor($debtorId: ID!, $input: TaskDebtorInput!, $expectedVersion: Int) {
    updateTaskDebtor(debtorId: $debtorId, input: $input, expectedVersion: $expectedVersion) {
      __typename ... on TaskDebtor { id ...Debtor_parts } ... on TaskDebtorsInvalid { problems { field code } }
      ... on TaskDebtorChangedMeanwhile { debtor: current { id ...Debtor_parts } } ... on TaskChangedMeanwhile { current { id ...Task_parts } }
    }
  }
`);

/** One debtor, new or to be changed; what is typed is kept for this tab, and brought together with what others saved meanwhile. */
export function DebtorForm({ taskId, stored, draftKey, onDone, onCancel }: { taskId: string; stored: Debtor_PartsFragment | null; draftKey: string; onDone: () => void; onCancel: () => void }) {
  const { t } = useTranslation('tasks');
  const { t: common } = useTranslation('portal');
  const { t: app } = useTranslation();
  const errorText = useErrorText();
  const [refusal, setRefusal] = useState<string | null>(null);
  const [, add] = useMutation(AddTaskDebtorsDocument);
  const [, update] = useMutation(UpdateTaskDebtorDocument);
  const edited = useEditedForm<DebtorValues, Debtor_PartsFragment>({
    draftKey, initial: valuesOfDebtor(stored), stored, parts: DEBTOR_PARTS, valuesOf: valuesOfDebtor,
    validate: ({ name, amount }) => ({
      ...(name.trim() === '' && { name: common('problems.REQUIRED') }), ...(amount.trim() !== '' && centsOf(amount) === null && { amount: t('debtors.amountWrong') }),
    }),
  });
  const { form, version, conflicts, isSaving, setSaving, forget } = edited;
  const field = (name: keyof DebtorValues) => ({ autoComplete: 'off', ...form.getInputProps(name) });
  const submit = form.onSubmit(async values => {
    if (conflicts.length > 0) return;
    setSaving(true);
    setRefusal(null);
    const input = debtorInput(values);
    const { data, error } = stored
      ? await update({ debtorId: stored.id, input, expectedVersion: version }).then(answer => ({ data: answer.data?.updateTaskDebtor, error: answer.error }))
      : await add({ taskId, debtors: [input] }).then(answer => ({ data: answer.data?.addTaskDebtors, error: answer.error }));
    setSaving(false);
    switch (data?.__typename) {
      case 'Task': case 'TaskDebtor': forget(); onDone(); return;
      case 'TaskDebtorsInvalid':
        form.setErrors(Object.fromEntries(data.problems.map(({ field: path, code }) => [path.replace(/^debtors\.0\./, '').replace('amountCents', 'amount'), common(`problems.${code}`)])));
        if (data.problems.some(({ field: path }) => path === 'debtors')) setRefusal(t('debtors.list.full'));
        return;
      // The answer carries what is stored now, which is merged in above.
      case 'TaskDebtorChangedMeanwhile': return;
      case 'TaskChangedMeanwhile': setRefusal(t('meanwhile')); return;
      default: setRefusal(error ? errorText(error) : t('failed'));
    }
  }, edited.focusFirst);
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <EditNotices isRestored={edited.isRestored} isMerged={edited.isMerged && conflicts.length === 0} onDiscard={edited.discard} />
      {conflicts.length > 0 && <ChangedMeanwhile differences={debtorDifferences(conflicts, form.values, edited.stored, t)} onTake={edited.take} onTakeAll={edited.discard} onKeepMine={edited.keepMine} />}
      <p className={classes.hint}>{t('debtors.legal')}</p>
      <TextInput label={t('debtors.name')} withAsterisk maxLength={200} data-autofocus {...field('name')} />
      <div className={classes.pair}>
        <TextInput label={t('debtors.number')} type="tel" inputMode="tel" {...field('number')} />
        <TextInput label={t('debtors.otherNumber')} type="tel" inputMode="tel" {...field('otherNumber')} />
      </div>
      <div className={classes.pair}>
        <TextInput label={t('debtors.amount')} inputMode="decimal" {...field('amount')} />
        <TextInput label={t('debtors.reference')} maxLength={200} {...field('reference')} />
      </div>
      <Textarea label={t('debtors.remarks')} autosize minRows={2} maxRows={6} maxLength={2000} {...field('remarks')} />
      {refusal !== null && <NotSaved problems={0} text={refusal} />}
      <FormButtons>
        <Button type="submit" loading={isSaving}>{t('debtors.save')}</Button>
        <Button variant="default" onClick={() => { forget(); onCancel(); }}>{app('cancel')}</Button>
      </FormButtons>
    </form>
  );
}
