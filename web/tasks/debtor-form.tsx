import { Button, Textarea, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import type { Debtor_PartsFragment, TaskDebtorInput } from '../graphql/generated/graphql.ts';
import { graphql } from '../graphql/generated/index.ts';
import { useErrorText } from '../ui/faces.tsx';
import { FormButtons, NotSaved } from '../ui/form-parts.tsx';
import { useKeptDraft } from '../ui/kept-draft.ts';
import { formatNumber } from '../ui/phone-numbers.ts';
import { centsOf } from './amounts.ts';
import { AddTaskDebtorsDocument } from './debtor-documents.ts';
import classes from './tasks.module.css';

const UpdateTaskDebtorDocument = graphql(`
  mutation UpdateTaskDebtor($debtorId: ID!, $input: TaskDebtorInput!) {
    updateTaskDebtor(debtorId: $debtorId, input: $input) { __typename ... on TaskDebtor { id ...Debtor_parts } ... on TaskDebtorsInvalid { problems { field code } } ... on TaskChangedMeanwhile { current { id ...Task_parts } } }
  }
`);

type Values = Record<'name' | 'number' | 'otherNumber' | 'amount' | 'reference' | 'remarks', string>;

const valuesOf = (debtor: Debtor_PartsFragment | null): Values => ({
  name: debtor?.name ?? '', number: debtor?.number ? formatNumber(debtor.number) : '', otherNumber: debtor?.otherNumber ? formatNumber(debtor.otherNumber) : '',
  amount: typeof debtor?.amountCents === 'number' ? (debtor.amountCents / 100).toFixed(2).replace('.', ',') : '', reference: debtor?.reference ?? '', remarks: debtor?.remarks ?? '',
});

/** One debtor, new or to be changed; what is typed is kept for this tab. */
export function DebtorForm({ taskId, stored, draftKey, onDone, onCancel }: { taskId: string; stored: Debtor_PartsFragment | null; draftKey: string; onDone: () => void; onCancel: () => void }) {
  const { t } = useTranslation('tasks');
  const { t: common } = useTranslation('portal');
  const { t: app } = useTranslation();
  const errorText = useErrorText();
  const { kept, keep, forget } = useKeptDraft<Values>(draftKey);
  const [values, setValues] = useState<Values>(kept ?? valuesOf(stored));
  const [errors, setErrors] = useState<Partial<Record<string, string>>>({});
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isSaving, setSaving] = useState(false);
  const [, add] = useMutation(AddTaskDebtorsDocument);
  const [, update] = useMutation(UpdateTaskDebtorDocument);
  const field = (name: keyof Values) => ({
    value: values[name], error: errors[name], autoComplete: 'off',
    onChange: (event: { currentTarget: { value: string } }) => { const next = { ...values, [name]: event.currentTarget.value }; setValues(next); keep(next); },
  });
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const amountCents = values.amount.trim() === '' ? null : centsOf(values.amount);
    const wrong: Partial<Record<string, string>> = {
      ...(values.name.trim() === '' && { name: common('problems.REQUIRED') }), ...(values.amount.trim() !== '' && amountCents === null && { amount: t('debtors.amountWrong') }),
    };
    setErrors(wrong);
    setRefusal(null);
    if (Object.keys(wrong).length > 0) return;
    setSaving(true);
    const input: TaskDebtorInput = {
      name: values.name, number: values.number.trim() || null, otherNumber: values.otherNumber.trim() || null, amountCents, reference: values.reference.trim() || null, remarks: values.remarks.trim() || null,
    };
    const { data, error } = stored
      ? await update({ debtorId: stored.id, input }).then(answer => ({ data: answer.data?.updateTaskDebtor, error: answer.error }))
      : await add({ taskId, debtors: [input] }).then(answer => ({ data: answer.data?.addTaskDebtors, error: answer.error }));
    setSaving(false);
    switch (data?.__typename) {
      case 'Task': case 'TaskDebtor': forget(); onDone(); return;
      case 'TaskDebtorsInvalid':
        setErrors(Object.fromEntries(data.problems.map(({ field: path, code }) => [path.replace(/^debtors\.0\./, '').replace('amountCents', 'amount'), common(`problems.${code}`)])));
        if (data.problems.some(({ field: path }) => path === 'debtors')) setRefusal(t('debtors.list.full'));
        return;
      case 'TaskChangedMeanwhile': setRefusal(t('meanwhile')); return;
      default: setRefusal(error ? errorText(error) : t('failed'));
    }
  };
  return (
    <form className={classes.form} onSubmit={event => void submit(event)} noValidate>
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
