import { Alert, Button, FileButton, Textarea } from '@mantine/core';
import { IconAlertTriangle, IconFileUpload } from '@tabler/icons-react';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { useErrorText } from '../ui/faces.tsx';
import { fileText } from '../ui/file-text.ts';
import { FormButtons } from '../ui/form-parts.tsx';
import { useKeptDraft } from '../ui/kept-draft.ts';
import { AddTaskDebtorsDocument } from './debtor-documents.ts';
import { cellProblem, MOST_AT_ONCE, readDebtors, type CellProblem } from './debtor-table.ts';
import classes from './tasks.module.css';

/** Larger files are no lists for one task. */
const MOST_BYTES = 1024 * 1024;
const SHOWN = 12;

/** Many debtors at once, pasted or from a file: all of them or, with every wrong place named, none. What is pasted is kept for this tab. */
export function DebtorListForm({ taskId, draftKey, onDone, onCancel }: { taskId: string; draftKey: string; onDone: (count: number) => void; onCancel: () => void }) {
  const { t } = useTranslation('tasks');
  const { t: app } = useTranslation();
  const errorText = useErrorText();
  const { kept, keep, forget } = useKeptDraft<{ text: string }>(draftKey);
  const [text, setText] = useState(kept?.text ?? '');
  const [problems, setProblems] = useState<readonly CellProblem[]>([]);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isSaving, setSaving] = useState(false);
  const [, add] = useMutation(AddTaskDebtorsDocument);
  const table = readDebtors(text);
  const count = table.debtors.length;
  const write = (next: string) => {
    setText(next);
    keep({ text: next });
    setProblems([]);
    setRefusal(null);
  };
  const choose = async (file: File | null) => {
    if (!file) return;
    if (file.size > MOST_BYTES) { setRefusal(t('debtors.list.tooLarge')); return; }
    const read = fileText(new Uint8Array(await file.arrayBuffer()));
    if (read === null) setRefusal(t('debtors.list.noText'));
    else write(read);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setRefusal(count > MOST_AT_ONCE ? t('debtors.list.tooMany') : null);
    setProblems(table.problems);
    if (count === 0 || count > MOST_AT_ONCE || table.problems.length > 0) return;
    setSaving(true);
    const { data, error } = await add({ taskId, debtors: table.debtors.map(({ input }) => input) });
    setSaving(false);
    switch (data?.addTaskDebtors.__typename) {
      case 'Task': forget(); onDone(count); return;
      case 'TaskDebtorsInvalid': {
        const found = data.addTaskDebtors.problems.flatMap(({ field, code }) => cellProblem(table, field, code) ?? []);
        setProblems(found);
        if (found.length === 0) setRefusal(t('debtors.list.full'));
        return;
      }
      case 'TaskChangedMeanwhile': setRefusal(t('meanwhile')); return;
      default: setRefusal(error ? errorText(error) : t('failed'));
    }
  };
  const fieldName = { name: t('debtors.name'), number: t('debtors.number'), otherNumber: t('debtors.otherNumber'), amountCents: t('debtors.amount'), reference: t('debtors.reference'), remarks: t('debtors.remarks') };
  const sayPlace = ({ line, column, field }: CellProblem) => (column === null ? t('debtors.list.placeOnly', { line, field: fieldName[field] }) : t('debtors.list.place', { line, column, field: fieldName[field] }));
  return (
    <form className={classes.form} onSubmit={event => void submit(event)} noValidate>
      <p className={classes.hint}>{t('debtors.legal')}</p>
      <Textarea label={t('debtors.list.label')} description={t('debtors.list.hint')} rows={8} wrap="off" spellCheck={false} value={text} onChange={event => write(event.currentTarget.value)} data-autofocus />
      <div className={classes.acts}>
        <FileButton onChange={file => void choose(file)} accept=".csv,.txt,text/csv,text/plain" inputProps={{ 'aria-label': t('debtors.list.file') }}>
          {props => <Button {...props} variant="default" size="compact-md" leftSection={<IconFileUpload size={16} aria-hidden />}>{t('debtors.list.file')}</Button>}
        </FileButton>
        {count > 0 && <span className={classes.meta} role="status">{t('debtors.list.understood', { count })}</span>}
      </div>
      {(problems.length > 0 || refusal !== null) && (
        <Alert color="red" variant="light" role="alert" icon={<IconAlertTriangle size={20} aria-hidden />} classNames={{ message: classes.alert ?? '' }}>
          {refusal ?? t('debtors.list.wrong', { count: problems.length })}
          {problems.length > 0 && (
            <ul className={classes.problems}>
              {problems.slice(0, SHOWN).map(problem => <li key={`${problem.line} ${problem.field} ${problem.code}`}>{sayPlace(problem)}: {t(`debtors.list.codes.${problem.code}`, { typed: problem.typed.slice(0, 40) })}</li>)}
              {problems.length > SHOWN && <li>{t('debtors.list.moreWrong', { count: problems.length - SHOWN })}</li>}
            </ul>
          )}
        </Alert>
      )}
      <FormButtons>
        <Button type="submit" loading={isSaving} disabled={count === 0}>{t('debtors.list.add', { count })}</Button>
        <Button variant="default" onClick={() => { forget(); onCancel(); }}>{app('cancel')}</Button>
      </FormButtons>
    </form>
  );
}
