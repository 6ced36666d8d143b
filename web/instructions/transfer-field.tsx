import { Radio, Stack } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { FormSection } from '../ui/form-parts.tsx';
import type { InstructionValues } from './instruction-values.ts';
import classes from './instructions.module.css';

const WAYS = ['ANNOUNCED', 'BLIND'] as const;

/** How callers who are put through are handed over. */
export function TransferField({ form }: { form: UseFormReturnType<InstructionValues> }) {
  const { t } = useTranslation('instructions');
  return (
    <FormSection title={t('form.transfer')} hint={t('form.transferHint')}>
      <Radio.Group aria-label={t('form.transfer')} {...form.getInputProps('transfer')}>
        <Stack gap={8}>
          {WAYS.map(way => <Radio key={way} value={way} label={t(`transfer.${way}`)} description={t(`transferHint.${way}`)} className={`${classes.ruleChoice} ${form.values.transfer === way ? classes.ruleOn : ''}`} />)}
        </Stack>
      </Radio.Group>
    </FormSection>
  );
}
