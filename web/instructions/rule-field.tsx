import { Radio, Stack, Textarea } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { FormSection } from '../ui/form-parts.tsx';
import type { InstructionValues } from './instruction-values.ts';
import classes from './instructions.module.css';

const RULES = ['ALL', 'VIP', 'NONE'] as const;

/** Whom to put through, and what the others are told. */
export function RuleField({ form }: { form: UseFormReturnType<InstructionValues> }) {
  const { t } = useTranslation('instructions');
  const { putThrough } = form.values;
  return (
    <FormSection title={t('form.rule')}>
      <Radio.Group aria-label={t('form.rule')} {...form.getInputProps('putThrough')}>
        <Stack gap={8}>
          {RULES.map(rule => <Radio key={rule} value={rule} label={t(`rule.${rule}`)} description={t(`ruleHint.${rule}`)} className={`${classes.ruleChoice} ${putThrough === rule ? classes.ruleOn : ''}`} />)}
        </Stack>
      </Radio.Group>
      <Textarea
        label={t('form.message')} description={t(`messageHint.${putThrough}`)} withAsterisk={putThrough !== 'ALL'} autosize minRows={2} maxRows={8} maxLength={2000}
        {...form.getInputProps('message')}
      />
    </FormSection>
  );
}
