import { ActionIcon, Autocomplete, Button, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { FormSection } from '../ui/form-parts.tsx';
import { newNumberRow, type ContactValues } from './contact-values.ts';
import classes from './contacts.module.css';

const MOST_NUMBERS = 30;

/** The numbers by which a contact is recognised. */
export function NumbersField({ form }: { form: UseFormReturnType<ContactValues> }) {
  const { t } = useTranslation('contacts');
  const { numbers } = form.values;
  const labels = [t('form.labels.mobile'), t('form.labels.office'), t('form.labels.direct'), t('form.labels.central'), t('form.labels.home')];
  return (
    <FormSection title={t('form.numbers')} hint={t('form.numbersHint')}>
      {numbers.map(({ key }, index) => (
        <div key={key} className={classes.numberRow}>
          <TextInput
            className={classes.grow} type="tel" inputMode="tel" autoComplete="off" maxLength={40}
            aria-label={t('form.numberN', { n: index + 1 })} placeholder={t('form.numberPlaceholder')} {...form.getInputProps(`numbers.${index}.number`)}
          />
          <Autocomplete
            size="md" className={classes.label} data={labels} maxLength={40} autoComplete="off" comboboxProps={{ width: 'max-content', position: 'bottom-end' }}
            aria-label={t('form.labelN', { n: index + 1 })} placeholder={t('form.labelPlaceholder')} {...form.getInputProps(`numbers.${index}.label`)}
          />
          {numbers.length > 1 && (
            <ActionIcon variant="subtle" color="gray" size={46} aria-label={t('form.removeNumber', { n: index + 1 })} onClick={() => form.removeListItem('numbers', index)}>
              <IconTrash size={20} stroke={1.7} aria-hidden />
            </ActionIcon>
          )}
        </div>
      ))}
      {numbers.length < MOST_NUMBERS && (
        <Button variant="subtle" className={classes.add} leftSection={<IconPlus size={18} aria-hidden />} onClick={() => form.insertListItem('numbers', newNumberRow())}>{t('form.addNumber')}</Button>
      )}
    </FormSection>
  );
}
