import { ActionIcon, Button, Checkbox, Group, Modal, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import type { Language, SecretaryPhone_PhoneFragment } from '../graphql/generated/graphql.ts';
import { graphql, readFragment, type FragmentType } from '../graphql/generated/index.ts';
import { EmptyFace, useErrorText } from '../ui/faces.tsx';
import { NotSaved } from '../ui/form-parts.tsx';
import { formatNumber } from '../ui/phone-numbers.ts';
import { showDone } from '../ui/toasts.tsx';
import { SecretaryPhone_phone } from './telephony-parts.ts';
import classes from './telephony.module.css';

const SetPhoneDocument = graphql(`
  mutation SetSecretaryPhone($secretaryId: ID!, $input: SecretaryPhoneInput!) {
    setSecretaryPhone(secretaryId: $secretaryId, input: $input) { __typename ... on SecretaryPhone { ...SecretaryPhone_phone } ... on SecretaryPhoneInvalid { problems { field code message } } }
  }
`);

/** Where everybody of the team is rung. */
export function SecretaryPhones({ phones, onSaved }: { phones: readonly FragmentType<typeof SecretaryPhone_phone>[]; onSaved: () => void }) {
  const { t } = useTranslation('telephony');
  const [editing, setEditing] = useState<string | null>(null);
  const known = readFragment(SecretaryPhone_phone, phones);
  const chosen = known.find(({ secretary }) => secretary.id === editing);
  return (
    <section className={classes.card} aria-labelledby="phones">
      <h2 id="phones" className={classes.heading}>{t('tabs.phones')}</h2>
      <p className={classes.muted}>{t('phones.lead')}</p>
      {known.length === 0 && <EmptyFace title={t('phones.empty')} />}
      <ul className={classes.rows}>
        {known.map(({ secretary, sipEndpoint, number, languages }) => (
          <li key={secretary.id} className={classes.row}>
            <div className={classes.main}>
              <span className={classes.name}>{secretary.name}</span>
              <p className={classes.muted}>{[sipEndpoint, number && formatNumber(number)].filter(Boolean).join(' · ') || t('phones.none')} · {languages.map(language => t(`phones.${language}`)).join(', ')}</p>
            </div>
            <ActionIcon variant="default" size={36} aria-label={t('phones.edit', { name: secretary.name })} onClick={() => setEditing(secretary.id)}><IconPencil size={18} aria-hidden /></ActionIcon>
          </li>
        ))}
      </ul>
      {chosen && <EditPhone phone={chosen} onClose={() => setEditing(null)} onSaved={() => { setEditing(null); onSaved(); showDone(t('saved')); }} />}
    </section>
  );
}

function EditPhone({ phone, onClose, onSaved }: { phone: SecretaryPhone_PhoneFragment; onClose: () => void; onSaved: () => void }) {
  const { t } = useTranslation('telephony');
  const { t: app } = useTranslation();
  const { t: common } = useTranslation('portal');
  const errorText = useErrorText();
  const [refusal, setRefusal] = useState<string | null>(null);
  const [{ fetching }, save] = useMutation(SetPhoneDocument);
  const form = useForm<{ sipEndpoint: string; number: string; languages: string[] }>({
    initialValues: { sipEndpoint: phone.sipEndpoint ?? '', number: phone.number ? formatNumber(phone.number) : '', languages: [...phone.languages] },
  });
  const words = (field: string, code: string) =>
    field !== 'sipEndpoint' ? common(`problems.${code as 'REQUIRED'}`) : code === 'TAKEN' ? t('phones.inUse') : code === 'NOT_ALLOWED' ? t('phones.kept') : t('phones.letters');
  const submit = form.onSubmit(async values => {
    setRefusal(null);
    const { data, error } = await save({ secretaryId: phone.secretary.id, input: { sipEndpoint: values.sipEndpoint.trim() || null, number: values.number.trim() || null, languages: values.languages as Language[] } });
    const result = data?.setSecretaryPhone;
    switch (result?.__typename) {
      case 'SecretaryPhone': onSaved(); return;
      case 'SecretaryPhoneInvalid': form.setErrors(Object.fromEntries(result.problems.map(({ field, code }) => [field, words(field, code)]))); setRefusal(''); return;
      default: setRefusal(error ? errorText(error) : '');
    }
  });
  return (
    <Modal opened onClose={onClose} title={t('phones.edit', { name: phone.secretary.name })} size={520}>
      <form className={classes.stack} onSubmit={submit} noValidate>
        <TextInput data-autofocus label={t('phones.sipEndpoint')} description={t('phones.sipEndpointHint')} maxLength={60} autoComplete="off" spellCheck={false} {...form.getInputProps('sipEndpoint')} />
        <TextInput label={t('phones.number')} description={t('phones.numberHint')} type="tel" inputMode="tel" autoComplete="off" {...form.getInputProps('number')} />
        <Checkbox.Group label={t('phones.languages')} description={t('phones.languagesHint')} {...form.getInputProps('languages')}>
          <Group gap="lg" mt="xs">{(['DE', 'EN'] as const).map(language => <Checkbox key={language} value={language} label={t(`phones.${language}`)} />)}</Group>
        </Checkbox.Group>
        {refusal !== null && <NotSaved problems={Object.keys(form.errors).length} text={refusal || null} />}
        <Group gap="sm">
          <Button type="submit" loading={fetching}>{t('save')}</Button>
          <Button variant="default" onClick={onClose}>{app('cancel')}</Button>
        </Group>
      </form>
    </Modal>
  );
}
