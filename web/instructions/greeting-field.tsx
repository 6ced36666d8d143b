import { Button, Textarea } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { IconUser } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { FormSection } from '../ui/form-parts.tsx';
import type { InstructionValues } from './instruction-values.ts';
import classes from './instructions.module.css';

export const SECRETARY_PLACEHOLDER = '{{secretary}}';

/** What callers hear first, with the place of the secretary's name, and how it will sound. */
export function GreetingField({ form }: { form: UseFormReturnType<InstructionValues> }) {
  const { t } = useTranslation('instructions');
  const area = useRef<HTMLTextAreaElement>(null);
  const { greeting } = form.values;

  const insert = () => {
    const at = area.current?.selectionStart ?? greeting.length;
    const end = area.current?.selectionEnd ?? at;
    form.setFieldValue('greeting', greeting.slice(0, at) + SECRETARY_PLACEHOLDER + greeting.slice(end));
    area.current?.focus();
    // The caret goes behind what was put in, once the field shows it.
    requestAnimationFrame(() => area.current?.setSelectionRange(at + SECRETARY_PLACEHOLDER.length, at + SECRETARY_PLACEHOLDER.length));
  };

  return (
    <FormSection title={t('form.greetingTitle')}>
      <Textarea
        ref={area} label={t('form.greeting')} description={t('form.greetingHint', { placeholder: SECRETARY_PLACEHOLDER })} withAsterisk autosize minRows={2} maxRows={8} maxLength={1000}
        {...form.getInputProps('greeting')}
      />
      <Button variant="default" size="sm" className={classes.add} leftSection={<IconUser size={16} aria-hidden />} onClick={insert}>{t('form.insertName')}</Button>
      {greeting.trim() !== '' && (
        <figure className={classes.preview}>
          <figcaption>{t('form.sounds')}</figcaption>
          <blockquote><q>{greeting.trim().replaceAll(SECRETARY_PLACEHOLDER, t('form.exampleName'))}</q></blockquote>
        </figure>
      )}
    </FormSection>
  );
}
