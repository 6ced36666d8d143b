import { PasswordInput, Switch, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { TelephoneDoorKind } from '../graphql/generated/graphql.ts';

/** What is typed about a way in. */
export interface DoorValues { name: string; withHmac: boolean; account: string; hmacSecret: string; apiSecret: string }

/** The fields that a kind of telephone system needs; secrets are never shown again, so that a change leaves them empty. */
export function DoorFields({ kind, form, isNew }: { kind: TelephoneDoorKind; form: UseFormReturnType<DoorValues>; isNew: boolean }) {
  const { t } = useTranslation('telephony');
  return (
    <>
      <TextInput data-autofocus label={t('form.name')} description={t('form.nameHint')} withAsterisk maxLength={100} autoComplete="off" {...form.getInputProps('name')} />
      {kind === 'GENERIC' && isNew && <Switch label={t('form.withHmac')} description={t('form.withHmacHint')} {...form.getInputProps('withHmac', { type: 'checkbox' })} />}
      {kind === 'PLACETEL' && <PasswordInput label={t('form.key')} description={t(isNew ? 'form.keyHint' : 'form.keyEditHint')} maxLength={500} autoComplete="off" {...form.getInputProps('hmacSecret')} />}
      {(kind === 'SIPGATE' || kind === 'TWILIO') && (
        <>
          <TextInput label={t(`form.account${kind}`)} description={t(`form.account${kind}Hint`)} withAsterisk={kind === 'TWILIO'} maxLength={200} autoComplete="off" {...form.getInputProps('account')} />
          <PasswordInput label={t(`form.secret${kind}`)} description={t(isNew ? `form.secret${kind}Hint` : 'form.secretEditHint')} withAsterisk={kind === 'TWILIO' && isNew} maxLength={500} autoComplete="off" {...form.getInputProps('apiSecret')} />
        </>
      )}
    </>
  );
}

/** The words for what the server found wrong, by field. */
export function useDoorProblems(): (problems: readonly { field: string; code: string }[]) => Record<string, string> {
  const { t } = useTranslation('telephony');
  const { t: common } = useTranslation('portal');
  return problems => Object.fromEntries(problems.map(({ field, code }) => [
    field,
    field === 'account' && code === 'OUT_OF_RANGE' ? t('form.account') : field === 'hmacSecret' && code === 'OUT_OF_RANGE' ? t('form.short') : common(`problems.${code as 'REQUIRED'}`),
  ]));
}
