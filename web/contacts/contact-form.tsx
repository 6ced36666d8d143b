import { Button, Switch, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMutation } from 'urql';
import type { Contact_PartsFragment } from '../graphql/generated/graphql.ts';
import { isWaitingFor } from '../graphql/unsent.ts';
import { graphql } from '../graphql/generated/index.ts';
import { ChangedMeanwhile } from '../ui/changed-meanwhile.tsx';
import { useEditedForm } from '../ui/edited-form.ts';
import { useErrorText } from '../ui/faces.tsx';
import { useMadeId } from '../ui/made-id.ts';
import { EditNotices, FormButtons, FormSection, NotSaved } from '../ui/form-parts.tsx';
import { FormFields, Writing } from '../ui/read-only.tsx';
import { CONTACT_PARTS, contactDifferences } from './contact-differences.ts';
import { checkContact, contactInput, valuesOfContact, type ContactValues } from './contact-values.ts';
import { GroupsField } from './groups-field.tsx';
import { NumbersField } from './numbers-field.tsx';

const CreateContactDocument = graphql(`
  mutation CreateContact($customerId: ID!, $input: ContactInput!, $id: ID) {
    createContact(customerId: $customerId, input: $input, id: $id) {
      __typename
      ... on Contact { id ...Contact_parts }
      ... on ContactInvalid { problems { field code message } }
    }
  }
`);
const UpdateContactDocument = graphql(`
  mutation UpdateContact($contactId: ID!, $input: ContactInput!, $expectedVersion: Int!) {
    updateContact(contactId: $contactId, input: $input, expectedVersion: $expectedVersion) {
      __typename
      ... on Contact { id ...Contact_parts }
      ... on ContactInvalid { problems { field code message } }
      ... on ContactChangedMeanwhile { current { id ...Contact_parts } }
    }
  }
`);

/** Enters or changes a contact; `stored` is what the address book says now, null for a new one. */
export function ContactForm({ customerId, stored, initial, groups, draftKey, cancelTo, onSaved }: {
  customerId: string; groups: readonly string[]; stored: Contact_PartsFragment | null; initial: ContactValues; draftKey: string; cancelTo: string; onSaved: (name: string, isWaiting: boolean) => void;
}) {
  const { t } = useTranslation('contacts');
  const { t: common } = useTranslation('portal');
  const { t: app } = useTranslation();
  const errorText = useErrorText();
  const [refusal, setRefusal] = useState<string | null>(null);
  const [, create] = useMutation(CreateContactDocument);
  const idOf = useMadeId();
  const [, update] = useMutation(UpdateContactDocument);
  const edited = useEditedForm<ContactValues, Contact_PartsFragment>({
    draftKey, initial, stored, parts: CONTACT_PARTS, valuesOf: valuesOfContact,
    validate: values => Object.fromEntries(Object.entries(checkContact(values)).map(([field, code]) => [field, code === 'INVALID_EMAIL' ? t('form.emailWrong') : common(`problems.${code}`)])),
  });
  const { form, version, conflicts, isSaving, setSaving, forget } = edited;

  const submit = form.onSubmit(async values => {
    if (conflicts.length > 0) { scrollTo({ top: 0 }); return; }
    setSaving(true);
    setRefusal(null);
    const { input, fieldOf } = contactInput(values);
    const { data, error, isWaiting } = stored && version !== null
      ? await update({ contactId: stored.id, input, expectedVersion: version }).then(answer => ({ data: answer.data?.updateContact, error: answer.error, isWaiting: isWaitingFor(answer) }))
      : await create({ customerId, input, id: idOf(input) }).then(answer => ({ data: answer.data?.createContact, error: answer.error, isWaiting: isWaitingFor(answer) }));
    setSaving(false);
    if (isWaiting) { forget(); onSaved(input.name, true); return; }
    switch (data?.__typename) {
      case 'Contact': forget(); onSaved(input.name, false); return;
      // The answer carries what is stored now, which is merged in above.
      case 'ContactChangedMeanwhile': scrollTo({ top: 0 }); return;
      case 'ContactInvalid': {
        const errors = Object.fromEntries(data.problems.map(({ field, code }) => [fieldOf(field), fieldOf(field) === 'emails' ? t('form.emailWrong') : common(`problems.${code}`)]));
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
    <form onSubmit={submit} noValidate style={{ display: 'contents' }}>
      <EditNotices isRestored={edited.isRestored} isMerged={edited.isMerged && conflicts.length === 0} onDiscard={edited.discard} />
      {conflicts.length > 0 && <ChangedMeanwhile differences={contactDifferences(conflicts, form.values, edited.stored, t)} onTake={edited.take} onTakeAll={edited.discard} onKeepMine={edited.keepMine} />}
      <FormFields>
        <FormSection title={t('form.who')}>
          <TextInput label={t('form.name')} withAsterisk autoComplete="off" maxLength={200} {...form.getInputProps('name')} />
          <TextInput label={t('form.company')} autoComplete="off" maxLength={200} {...form.getInputProps('company')} />
        </FormSection>
        <NumbersField form={form} />
        <FormSection title={t('form.writing')}>
          <TextInput label={t('form.email')} description={t('form.emailHint')} inputMode="email" autoComplete="off" autoCapitalize="none" spellCheck={false} maxLength={1000} {...form.getInputProps('emails')} />
          <Textarea label={t('form.address')} autosize minRows={2} maxRows={6} maxLength={500} {...form.getInputProps('address')} />
        </FormSection>
        <GroupsField form={form} known={groups} />
        <FormSection title={t('form.treatment')}>
          <Switch label={t('form.vip')} description={t('form.vipHint')} {...form.getInputProps('isVip', { type: 'checkbox' })} />
          <Switch label={t('form.always')} description={t('form.alwaysHint')} disabled={form.values.isBlocked} {...form.getInputProps('hasOwnRule', { type: 'checkbox' })} />
          {form.values.hasOwnRule && !form.values.isBlocked && (
            <TextInput label={t('form.alwaysTo')} type="tel" inputMode="tel" withAsterisk {...form.getInputProps('alwaysPutThroughTo')} />
          )}
          <Switch label={t('form.blocked')} description={t('form.blockedHint')} {...form.getInputProps('isBlocked', { type: 'checkbox' })} />
        </FormSection>
        <FormSection title={t('form.remarks')}>
          <Textarea aria-label={t('form.remarks')} description={t('form.remarksHint')} autosize minRows={2} maxRows={10} maxLength={2000} {...form.getInputProps('remarks')} />
        </FormSection>
      </FormFields>
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
