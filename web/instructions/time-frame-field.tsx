import { SegmentedControl, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { FormSection } from '../ui/form-parts.tsx';
import type { InstructionValues } from './instruction-values.ts';
import classes from './instructions.module.css';

/** From when until when, on the customer's own clock. */
export function TimeFrameField({ form, timeZone }: { form: UseFormReturnType<InstructionValues>; timeZone: string }) {
  const { t } = useTranslation('instructions');
  const begins = useId();
  const ends = useId();
  const isElsewhere = Intl.DateTimeFormat().resolvedOptions().timeZone !== timeZone;
  return (
    <FormSection title={t('form.frame')} hint={isElsewhere ? t('form.zone', { zone: timeZone }) : undefined}>
      <div className={classes.choice}>
        <span id={begins} className={classes.label}>{t('form.begins')}</span>
        <SegmentedControl
          fullWidth size="md" aria-labelledby={begins} data={[{ value: 'now', label: t('form.beginsNow') }, { value: 'at', label: t('form.beginsAt') }]}
          {...form.getInputProps('begins')} onChange={value => form.setFieldValue('begins', value as 'now' | 'at')}
        />
        {form.values.begins === 'at' && (
          <div className={classes.pair}>
            <TextInput type="date" label={t('form.fromDay')} {...form.getInputProps('fromDay')} />
            <TextInput type="time" label={t('form.fromTime')} {...form.getInputProps('fromTime')} />
          </div>
        )}
      </div>
      <div className={classes.choice}>
        <span id={ends} className={classes.label}>{t('form.ends')}</span>
        <SegmentedControl
          fullWidth size="md" aria-labelledby={ends} data={[{ value: 'never', label: t('form.endsNever') }, { value: 'at', label: t('form.endsAt') }]}
          {...form.getInputProps('ends')} onChange={value => form.setFieldValue('ends', value as 'never' | 'at')}
        />
        {form.values.ends === 'at' && (
          <div className={classes.pair}>
            <TextInput type="date" label={t('form.untilDay')} {...form.getInputProps('untilDay')} />
            <TextInput type="time" label={t('form.untilTime')} {...form.getInputProps('untilTime')} />
          </div>
        )}
        <p className={classes.hint}>{t(form.values.ends === 'never' ? 'form.standingHint' : 'form.temporaryHint')}</p>
      </div>
    </FormSection>
  );
}
