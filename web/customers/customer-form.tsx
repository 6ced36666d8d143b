import { Button, NativeSelect, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMutation } from 'urql';
import type { Customer_DataFragment } from '../graphql/generated/graphql.ts';
import { graphql } from '../graphql/generated/index.ts';
import { ChangedMeanwhile } from '../ui/changed-meanwhile.tsx';
import { useEditedForm } from '../ui/edited-form.ts';
import { useErrorText } from '../ui/faces.tsx';
import { EditNotices, NotSaved } from '../ui/form-parts.tsx';
import { CUSTOMER_PARTS, customerDifferences, customerInput, newCustomer, STATES, valuesOfCustomer, type CustomerValues } from './customer-values.ts';
import classes from './customers.module.css';

const CreateCustomerDocument = graphql(`
  mutation CreateCustomer($input: CustomerInput!, $contractStartedOn: String) {
    createCustomer(input: $input, contractStartedOn: $contractStartedOn) { __typename ... on Customer { id ...Customer_data } ... on CustomerInvalid { problems { field code message } } }
  }
`);
const UpdateCustomerDocument = graphql(`
  mutation UpdateCustomer($customerId: ID!, $input: CustomerInput!, $expectedVersion: Int) {
    updateCustomer(customerId: $customerId, input: $input, expectedVersion: $expectedVersion) {
      __typename
      ... on Customer { id ...Customer_data }
      ... on CustomerInvalid { problems { field code message } }
      ... on CustomerChangedMeanwhile { current { id ...Customer_data } }
    }
  }
`);

const ZONES = Intl.supportedValuesOf('timeZone');

/** Makes or changes a customer; `stored` is what is said about them now, null for a new one. */
export function CustomerForm({ stored, cancelTo, onSaved }: { stored: Customer_DataFragment | null; cancelTo: string | null; onSaved: (customer: { id: string; name: string }) => void }) {
  const { t } = useTranslation('manage');
  const { t: common } = useTranslation('portal');
  const { t: app } = useTranslation();
  const errorText = useErrorText();
  const [refusal, setRefusal] = useState<string | null>(null);
  const [startsOn, setStartsOn] = useState('');
  const [, create] = useMutation(CreateCustomerDocument);
  const [, update] = useMutation(UpdateCustomerDocument);
  const edited = useEditedForm<CustomerValues, Customer_DataFragment>({
    draftKey: `customer.${stored?.id ?? 'new'}`, initial: stored ? valuesOfCustomer(stored) : newCustomer, stored, parts: CUSTOMER_PARTS, valuesOf: valuesOfCustomer,
    validate: ({ name, customerNumber, timeZone }) => ({
      ...(name.trim() === '' && { name: common('problems.REQUIRED') }), ...(customerNumber.trim() === '' && { customerNumber: common('problems.REQUIRED') }), ...(!timeZone && { timeZone: common('problems.REQUIRED') }),
    }),
  });
  const { form, version, conflicts, isSaving, setSaving, forget } = edited;

  const submit = form.onSubmit(async values => {
    if (conflicts.length > 0) { scrollTo({ top: 0 }); return; }
    setSaving(true);
    setRefusal(null);
    const input = customerInput(values);
    const { result, error } = stored
      ? await update({ customerId: stored.id, input, expectedVersion: version }).then(answer => ({ result: answer.data?.updateCustomer, error: answer.error }))
      : await create({ input, contractStartedOn: startsOn || null }).then(answer => ({ result: answer.data?.createCustomer, error: answer.error }));
    setSaving(false);
    switch (result?.__typename) {
      case 'Customer': forget(); onSaved({ id: result.id, name: input.name }); return;
      // The answer carries what is stored now, which is merged in above.
      case 'CustomerChangedMeanwhile': scrollTo({ top: 0 }); return;
      case 'CustomerInvalid': {
        const errors = Object.fromEntries(result.problems.map(({ field, code }) => [field, field === 'customerNumber' && code === 'TAKEN' ? t('form.numberTaken') : common(`problems.${code}`)]));
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
    <form className={classes.card} onSubmit={submit} noValidate aria-label={t('form.title')}>
      <EditNotices isRestored={edited.isRestored} isMerged={edited.isMerged && conflicts.length === 0} onDiscard={edited.discard} />
      {conflicts.length > 0 && <ChangedMeanwhile differences={customerDifferences(conflicts, form.values, edited.stored, t)} onTake={edited.take} onTakeAll={edited.discard} onKeepMine={edited.keepMine} />}
      <div className={classes.pair}>
        <TextInput label={t('form.name')} description={t('form.nameHint')} withAsterisk maxLength={200} autoComplete="off" {...form.getInputProps('name')} />
        <TextInput label={t('form.customerNumber')} description={t('form.customerNumberHint')} withAsterisk maxLength={40} autoComplete="off" {...form.getInputProps('customerNumber')} />
        <NativeSelect label={t('form.language')} description={t('form.languageHint')} data={(['DE', 'EN'] as const).map(value => ({ value, label: t(`languages.${value}`) }))} {...form.getInputProps('language')} />
        <NativeSelect
          label={t('form.federalState')} description={t('form.federalStateHint')}
          data={[{ value: '', label: t('form.noState') }, ...STATES.map(value => ({ value, label: t(`states.${value}`) }))]} {...form.getInputProps('federalState')}
        />
        <Select
          label={t('form.timeZone')} description={t('form.timeZoneHint')} withAsterisk searchable limit={60} allowDeselect={false} maxDropdownHeight={260} nothingFoundMessage={t('form.noZone')}
          data={ZONES.includes(form.values.timeZone) ? ZONES : [form.values.timeZone, ...ZONES]} {...form.getInputProps('timeZone')}
        />
        {!stored && (
          <TextInput
            type="date" label={t('form.contractStartedOn')} description={t('form.contractStartedOnHint')} value={startsOn} error={form.errors['contractStartedOn']}
            onChange={event => { setStartsOn(event.currentTarget.value); form.clearFieldError('contractStartedOn'); }}
          />
        )}
      </div>
      {refusal !== null && (problems > 0 || refusal !== '') && <NotSaved problems={problems} text={refusal || null} />}
      <div className={classes.acts}>
        <Button type="submit" loading={isSaving}>{t(stored ? 'form.save' : 'form.create')}</Button>
        {cancelTo && <Button component={Link} to={cancelTo} variant="default" onClick={forget}>{app('cancel')}</Button>}
      </div>
    </form>
  );
}
