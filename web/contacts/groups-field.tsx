import { TagsInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { FormSection } from '../ui/form-parts.tsx';
import type { ContactValues } from './contact-values.ts';

const MOST_GROUPS = 20;
const MOST_CHARACTERS = 60;

/** The groups that a contact is in: those there are, or a new one. */
export function GroupsField({ form, known }: { form: UseFormReturnType<ContactValues>; known: readonly string[] }) {
  const { t } = useTranslation('contacts');
  return (
    <FormSection title={t('form.groups')} hint={t('form.groupsHint')}>
      <TagsInput
        size="md" aria-label={t('form.groups')} placeholder={form.values.groups.length === 0 ? t('form.groupsPlaceholder') : ''} data={[...known]} maxTags={MOST_GROUPS} acceptValueOnBlur
        splitChars={[';']} clearable={false} {...form.getInputProps('groups')} onChange={groups => form.setFieldValue('groups', groups.map(group => group.trim().slice(0, MOST_CHARACTERS)).filter(Boolean))}
      />
    </FormSection>
  );
}
