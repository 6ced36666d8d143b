import { Button, Textarea, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMutation } from 'urql';
import { ChangedMeanwhile } from '../ui/changed-meanwhile.tsx';
import { useEditedForm } from '../ui/edited-form.ts';
import { isWaitingFor } from '../graphql/unsent.ts';
import { useErrorText } from '../ui/faces.tsx';
import { EditNotices, FormButtons, FormSection, NotSaved } from '../ui/form-parts.tsx';
import { useMadeId } from '../ui/made-id.ts';
import { FormFields, Writing } from '../ui/read-only.tsx';
import { wallTime } from '../ui/zoned-time.ts';
import { ForwardingNumbersField } from './forwarding-numbers-field.tsx';
import { GreetingField } from './greeting-field.tsx';
import { changeSaved } from './arrival.ts';
import { CreateInstructionDocument, UpdateInstructionDocument } from './instruction-acts.ts';
import { checkInstruction } from './instruction-check.ts';
import { INSTRUCTION_PARTS, instructionDifferences } from './instruction-differences.ts';
import type { InstructionCustomer, InstructionParts } from './instruction-parts.ts';
import { filledNumbers, instructionInput, valuesOfInstruction, type InstructionValues } from './instruction-values.ts';
import { OverlapsNotice } from './overlaps-notice.tsx';
import { RuleField } from './rule-field.tsx';
import { TransferField } from './transfer-field.tsx';
import { TimeFrameField } from './time-frame-field.tsx';
import { WeeklyHoursField } from './weekly-hours-field.tsx';

/** Writes or changes an instruction; `stored` is what is in force of it now, null for a new one. `preview` shows what is typed as others will see it. */
export function InstructionForm({ customer, stored, initial, draftKey, cancelTo, preview, onSaved }: {
  customer: InstructionCustomer; stored: InstructionParts | null; initial: InstructionValues; draftKey: string; cancelTo: string; preview: (values: InstructionValues) => ReactNode; onSaved: (title: string, isWaiting: boolean) => void;
}) {
  const { t, i18n } = useTranslation('instructions');
  const { t: common } = useTranslation('portal');
  const { t: app } = useTranslation();
  const errorText = useErrorText();
  const zone = customer.timeZone;
  const [today] = useState(() => wallTime(Date.now(), zone).day);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [, create] = useMutation(CreateInstructionDocument);
  const idOf = useMadeId();
  const [, update] = useMutation(UpdateInstructionDocument);
  const edited = useEditedForm<InstructionValues, InstructionParts>({
    draftKey, initial, stored, parts: INSTRUCTION_PARTS, valuesOf: from => valuesOfInstruction(from, zone),
    validate: values => Object.fromEntries(Object.entries(checkInstruction(values, zone, Date.now())).map(([field, code]) => [field, common(`problems.${code}`)])),
  });
  const { form, version, conflicts, isSaving, setSaving, forget } = edited;

  const showProblems = (errors: Record<string, unknown>) => {
    setRefusal('');
    edited.focusFirst(errors);
  };
  const submit = form.onSubmit(async values => {
    if (conflicts.length > 0) { scrollTo({ top: 0 }); return; }
    setSaving(true);
    setRefusal(null);
    const { input, fieldOf } = instructionInput(values, zone, stored);
    const { result, error, isWaiting } = stored
      ? await update({ instructionId: stored.id, input, expectedVersion: version }).then(answer => ({ result: answer.data?.updateInstruction, error: answer.error, isWaiting: false }))
      : await create({ customerId: customer.id, input, id: idOf(input) }).then(answer => ({ result: answer.data?.createInstruction, error: answer.error, isWaiting: isWaitingFor(answer) }));
    setSaving(false);
    if (isWaiting) { forget(); onSaved(input.title, true); return; }
    switch (result?.__typename) {
      case 'Instruction': forget(); changeSaved(result.id, result.version); onSaved(input.title, false); return;
      // The answer carries what is stored now, which is merged in above.
      case 'InstructionChangedMeanwhile': scrollTo({ top: 0 }); return;
      case 'InstructionInvalid': {
        const errors = Object.fromEntries(result.problems.map(({ field, code }) => [fieldOf(field), common(`problems.${code}`)]));
        form.setErrors(errors);
        showProblems(errors);
        return;
      }
      default: setRefusal(error ? errorText(error) : '');
    }
  }, showProblems);

  const problems = Object.keys(form.errors).length;
  return (
    <form onSubmit={submit} noValidate style={{ display: 'contents' }}>
      <EditNotices isRestored={edited.isRestored} isMerged={edited.isMerged && conflicts.length === 0} onDiscard={edited.discard} />
      {conflicts.length > 0 && <ChangedMeanwhile differences={instructionDifferences(conflicts, form.values, edited.stored, i18n.language, today, t)} onTake={edited.take} onTakeAll={edited.discard} onKeepMine={edited.keepMine} />}
      <FormFields>
        <FormSection title={t('form.what')}>
          <TextInput label={t('form.title')} description={t('form.titleHint')} withAsterisk autoComplete="off" maxLength={200} {...form.getInputProps('title')} />
        </FormSection>
        <RuleField form={form} />
        {form.values.putThrough !== 'NONE' && <ForwardingNumbersField form={form} />}
        {form.values.putThrough !== 'NONE' && filledNumbers(form.values).length > 0 && <TransferField form={form} />}
        <TimeFrameField form={form} timeZone={zone} />
        <WeeklyHoursField form={form} customer={customer} />
        <GreetingField form={form} />
        <FormSection title={t('form.remarks')}>
          <Textarea aria-label={t('form.remarks')} description={t('form.remarksHint')} autosize minRows={2} maxRows={10} maxLength={4000} {...form.getInputProps('remarks')} />
        </FormSection>
      </FormFields>
      {preview(form.values)}
      <Writing><OverlapsNotice values={form.values} customer={customer} stored={stored} /></Writing>
      {refusal !== null && (problems > 0 || refusal !== '') && <NotSaved problems={problems} text={refusal || null} />}
      <Writing>
        <FormButtons>
          <Button type="submit" loading={isSaving}>{t('form.save')}</Button>
          <Button component={Link} to={cancelTo} variant="default" onClick={forget}>{app('cancel')}</Button>
        </FormButtons>
      </Writing>
    </form>
  );
}
