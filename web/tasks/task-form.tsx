import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation, useQuery } from 'urql';
import type { Task_PartsFragment } from '../graphql/generated/graphql.ts';
import { graphql, readFragment } from '../graphql/generated/index.ts';
import { ChangedMeanwhile } from '../ui/changed-meanwhile.tsx';
import { useEditedForm } from '../ui/edited-form.ts';
import { useErrorText } from '../ui/faces.tsx';
import { EditNotices, FormButtons, FormSection, NotSaved } from '../ui/form-parts.tsx';
import { FormFields, Writing } from '../ui/read-only.tsx';
import { showDone, showFailure } from '../ui/toasts.tsx';
import { wallTime } from '../ui/zoned-time.ts';
import { STARTING_TEMPLATES, type TemplateValues } from './starting-templates.ts';
import { TASK_KINDS, Template_parts } from './task-parts.ts';
import { checkTask, TASK_PARTS, taskDifferences, taskInput, valuesOfTask, withTemplate, type TaskValues } from './task-values.ts';
import classes from './tasks.module.css';

const CreateTaskDocument = graphql(`
  mutation CreateTask($customerId: ID!, $input: TaskInput!, $callId: ID) {
    createTask(customerId: $customerId, input: $input, callId: $callId) { __typename ... on Task { id ...Task_parts } ... on TaskInvalid { problems { field code } } }
  }
`);
const UpdateTaskDocument = graphql(`
  mutation UpdateTask($taskId: ID!, $input: TaskInput!, $expectedVersion: Int!) {
    updateTask(taskId: $taskId, input: $input, expectedVersion: $expectedVersion) {
      __typename ... on Task { id ...Task_parts } ... on TaskInvalid { problems { field code } } ... on TaskChangedMeanwhile { current { id ...Task_parts } }
    }
  }
`);
const TemplatesDocument = graphql(`query TaskTemplates($customerId: ID!) { customer(id: $customerId) { id taskTemplates { id ...Template_parts } } }`);
const DeleteTemplateDocument = graphql(`mutation DeleteTaskTemplate($templateId: ID!) { deleteTaskTemplate(templateId: $templateId) { __typename ... on Deleted { id } } }`);

/** Orders or changes a task; `stored` is what is ordered now, null for a new one. */
export function TaskForm({ customerId, timeZone, stored, initial, callId, draftKey, onSaved, onCancel }: {
  customerId: string; timeZone: string; stored: Task_PartsFragment | null; initial: TaskValues; callId: string | null; draftKey: string; onSaved: (taskId: string) => void; onCancel: () => void;
}) {
  const { t } = useTranslation('tasks');
  const { t: common } = useTranslation('portal');
  const { t: app } = useTranslation();
  const errorText = useErrorText();
  const [refusal, setRefusal] = useState<string | null>(null);
  const [, create] = useMutation(CreateTaskDocument);
  const [, update] = useMutation(UpdateTaskDocument);
  const edited = useEditedForm<TaskValues, Task_PartsFragment>({
    draftKey, initial, stored, parts: TASK_PARTS, valuesOf: valuesOfTask,
    validate: values => Object.fromEntries(Object.entries(checkTask(values)).map(([field, code]) => [field, common(`problems.${code}`)])),
  });
  const { form, version, conflicts, isSaving, setSaving, forget } = edited;
  const submit = form.onSubmit(async values => {
    if (conflicts.length > 0) return;
    setSaving(true);
    setRefusal(null);
    const input = taskInput(values, timeZone);
    const { data, error } = stored && version !== null
      ? await update({ taskId: stored.id, input, expectedVersion: version }).then(answer => ({ data: answer.data?.updateTask, error: answer.error }))
      : await create({ customerId, input, callId }).then(answer => ({ data: answer.data?.createTask, error: answer.error }));
    setSaving(false);
    switch (data?.__typename) {
      case 'Task': forget(); onSaved(data.id); return;
      // The answer carries what is stored now, which is merged in above.
      case 'TaskChangedMeanwhile': return;
      case 'TaskInvalid': {
        const errors = Object.fromEntries(data.problems.map(({ field, code }) => [field, common(`problems.${code}`)]));
        form.setErrors(errors);
        setRefusal('');
        edited.focusFirst(errors);
        return;
      }
      default: setRefusal(error ? errorText(error) : '');
    }
  }, errors => { setRefusal(''); edited.focusFirst(errors); });
  const problems = Object.keys(form.errors).length;
  return (
    <form onSubmit={submit} noValidate className={classes.form}>
      <EditNotices isRestored={edited.isRestored} isMerged={edited.isMerged && conflicts.length === 0} onDiscard={edited.discard} />
      {conflicts.length > 0 && <ChangedMeanwhile differences={taskDifferences(conflicts, form.values, edited.stored, t)} onTake={edited.take} onTakeAll={edited.discard} onKeepMine={edited.keepMine} />}
      <FormFields>
        <FormSection title={t('form.what')}>
          {!stored && callId === null && <Templates customerId={customerId} onChoose={template => form.setValues(withTemplate(form.values, template, wallTime(Date.now(), timeZone).day))} />}
          <NativeSelect label={t('form.kind')} data={TASK_KINDS.map(kind => ({ value: kind, label: t(`kinds.${kind}`) }))} {...form.getInputProps('kind')} />
          <TextInput label={t('form.title')} withAsterisk autoComplete="off" maxLength={200} {...form.getInputProps('title')} />
          <Textarea label={t('form.text')} description={t('form.textHint')} autosize minRows={3} maxRows={12} maxLength={5000} {...form.getInputProps('text')} />
          {form.values.kind === 'COLLECTION_CALLS' && !stored && <p className={classes.hint}>{t('form.debtorsNext')}</p>}
        </FormSection>
        {form.values.kind !== 'COLLECTION_CALLS' && (
          <FormSection title={t('form.who')}>
            <TextInput label={t('form.personName')} autoComplete="off" maxLength={200} {...form.getInputProps('personName')} />
            <TextInput label={t('form.personNumber')} type="tel" inputMode="tel" autoComplete="off" withAsterisk={form.values.kind === 'CALL_BACK'} {...form.getInputProps('personNumber')} />
          </FormSection>
        )}
        <FormSection title={t('form.when')} hint={t('form.whenHint')}>
          <div className={classes.pair}>
            <TextInput type="date" label={t('form.dueDay')} {...form.getInputProps('dueDay')} />
            <TextInput type="time" label={t('form.dueTime')} {...form.getInputProps('dueTime')} />
          </div>
        </FormSection>
      </FormFields>
      {refusal !== null && (problems > 0 || refusal !== '') && <NotSaved problems={problems} text={refusal || null} />}
      <Writing>
        <FormButtons>
          <Button type="submit" loading={isSaving}>{t(stored ? 'form.saveChanges' : 'form.save')}</Button>
          <Button variant="default" onClick={() => { forget(); onCancel(); }}>{app('cancel')}</Button>
        </FormButtons>
      </Writing>
    </form>
  );
}

/** What can be begun with: the customer's own templates, and those that are always there. */
function Templates({ customerId, onChoose }: { customerId: string; onChoose: (template: TemplateValues) => void }) {
  const { t, i18n } = useTranslation('tasks');
  const [{ data }] = useQuery({ query: TemplatesDocument, variables: { customerId }, requestPolicy: 'cache-and-network' });
  const [, remove] = useMutation(DeleteTemplateDocument);
  const [chosen, setChosen] = useState('');
  const own = (data?.customer?.taskTemplates ?? []).map(masked => readFragment(Template_parts, masked)).map(({ text, dueInDays, ...rest }): TemplateValues => ({ ...rest, text: text ?? '', dueInDays: dueInDays ?? null }));
  const starting = STARTING_TEMPLATES[i18n.language.startsWith('en') ? 'en' : 'de'];
  const choose = (id: string) => {
    setChosen(id);
    const template = [...own, ...starting].find(one => one.id === id);
    if (template) onChoose(template);
  };
  const drop = async () => {
    const { data: gone } = await remove({ templateId: chosen });
    if (!gone) { showFailure(t('failed')); return; }
    setChosen('');
    showDone(t('detail.templateDeleted'));
  };
  return (
    <>
      <NativeSelect
        label={t('form.template')} value={chosen} onChange={event => choose(event.currentTarget.value)}
        data={[
          { value: '', label: t('form.templateNone') },
          ...(own.length > 0 ? [{ group: t('form.templatesOwn'), items: own.map(({ id, name }) => ({ value: id, label: name })) }] : []),
          { group: t('form.templatesStart'), items: starting.map(({ id, name }) => ({ value: id, label: name })) },
        ]}
      />
      {own.some(({ id }) => id === chosen) && <Button variant="subtle" color="red" size="compact-md" className={classes.start} onClick={() => void drop()}>{t('detail.deleteTemplate')}</Button>}
    </>
  );
}
