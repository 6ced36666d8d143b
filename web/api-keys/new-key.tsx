import { Alert, Button, Checkbox, CopyButton, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconAlertTriangle, IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import type { ApiScope } from '../graphql/generated/graphql.ts';
import { graphql } from '../graphql/generated/index.ts';
import { useErrorText } from '../ui/faces.tsx';
import { NotSaved } from '../ui/form-parts.tsx';
import { useMinute } from '../ui/minute.ts';
import { Sheet } from '../ui/sheet.tsx';
import { addDays, momentOf, wallTime } from '../ui/zoned-time.ts';
import classes from './api-keys.module.css';

const CreateApiKeyDocument = graphql(`
  mutation CreateApiKey($customerId: ID!, $input: ApiKeyInput!) {
    createApiKey(customerId: $customerId, input: $input) {
      __typename
      ... on ApiKeyCreated { secret apiKey { id name } }
      ... on ApiKeyInvalid { problems { field } }
    }
  }
`);
const CreateServiceApiKeyDocument = graphql(`
  mutation CreateServiceApiKey($name: String!, $expiresAt: DateTime!) {
    createServiceApiKey(name: $name, expiresAt: $expiresAt) {
      __typename
      ... on ApiKeyCreated { secret apiKey { id name } }
      ... on ApiKeyInvalid { problems { field } }
    }
  }
`);

const SCOPES = [
  'CALLS_READ', 'CALLS_WRITE', 'CONTACTS_READ', 'CONTACTS_WRITE', 'INSTRUCTIONS_READ', 'INSTRUCTIONS_WRITE', 'TASKS_READ', 'TASKS_WRITE', 'APPOINTMENTS_READ', 'APPOINTMENTS_WRITE', 'CUSTOMERS_READ', 'WEBHOOKS_MANAGE',
] as const satisfies ApiScope[];
const MOST_DAYS = 2 * 365;

interface Made { name: string; secret: string }

/** Makes a key and shows its secret this once. */
export function NewKey({ customerId, onMade, onClose }: { customerId: string | null; onMade: () => void; onClose: () => void }) {
  const { t } = useTranslation('keys');
  const [made, setMade] = useState<Made | null>(null);
  return (
    <Sheet opened onClose={onClose} title={t(made ? 'made.title' : 'form.title')} isHeld={made !== null}>
      {made ? <Secret made={made} onDone={onClose} /> : <KeyForm customerId={customerId} onMade={key => { setMade(key); onMade(); }} onCancel={onClose} />}
    </Sheet>
  );
}

function KeyForm({ customerId, onMade, onCancel }: { customerId: string | null; onMade: (made: Made) => void; onCancel: () => void }) {
  const { t } = useTranslation('keys');
  const { t: app } = useTranslation();
  const errorText = useErrorText();
  const [refusal, setRefusal] = useState<string | null>(null);
  const [{ fetching }, create] = useMutation(CreateApiKeyDocument);
  const [{ fetching: fetchingService }, createForService] = useMutation(CreateServiceApiKeyDocument);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const today = wallTime(useMinute(), zone).day;
  const form = useForm<{ name: string; scopes: ApiScope[]; expiresAt: string }>({ initialValues: { name: '', scopes: [], expiresAt: addDays(today, 365) } });
  const submit = form.onSubmit(async ({ name, scopes, expiresAt: lastDay }) => {
    setRefusal(null);
    const expiresAt = lastDay && momentOf({ day: addDays(lastDay, 1), time: '00:00' }, zone);
    if (!expiresAt) return refuse(['expiresAt']);
    const { result, error } = await (customerId === null
      ? createForService({ name, expiresAt }).then(({ data, error }) => ({ result: data?.createServiceApiKey, error }))
      : create({ customerId, input: { name, scopes, expiresAt } }).then(({ data, error }) => ({ result: data?.createApiKey, error })));
    switch (result?.__typename) {
      case 'ApiKeyCreated': return onMade({ name: result.apiKey.name, secret: result.secret });
      case 'ApiKeyInvalid': return refuse(result.problems.map(({ field }) => field));
      default: setRefusal(error ? errorText(error) : '');
    }
  });
  const refuse = (fields: string[]) => {
    form.setErrors(Object.fromEntries(fields.map(field => [field, t(`form.problems.${field as 'name' | 'scopes' | 'expiresAt'}`)])));
    setRefusal('');
  };
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <TextInput data-autofocus label={t('form.name')} description={t('form.nameHint')} maxLength={100} autoComplete="off" {...form.getInputProps('name')} />
      {customerId !== null && (
        <Checkbox.Group label={t('form.scopes')} {...form.getInputProps('scopes')}>
          <div className={classes.choices}>{SCOPES.map(scope => <Checkbox key={scope} value={scope} label={t(`scopes.${scope}`)} description={t(`scopeHints.${scope}`)} />)}</div>
        </Checkbox.Group>
      )}
      <TextInput type="date" w="fit-content" label={t('form.until')} description={t('form.untilHint')} min={addDays(today, 1)} max={addDays(today, MOST_DAYS - 1)} {...form.getInputProps('expiresAt')} />
      {refusal !== null && <NotSaved problems={Object.keys(form.errors).length} text={refusal || null} />}
      <div className={classes.secret}>
        <Button type="submit" loading={fetching || fetchingService}>{t('form.submit')}</Button>
        <Button variant="default" onClick={onCancel}>{app('cancel')}</Button>
      </div>
    </form>
  );
}

function Secret({ made, onDone }: { made: Made; onDone: () => void }) {
  const { t } = useTranslation('keys');
  return (
    <div className={classes.form}>
      <Alert color="yellow" variant="light" icon={<IconAlertTriangle size={20} aria-hidden />} styles={{ message: { color: 'var(--vz-text)' } }}>{t('made.lead')}</Alert>
      <div role="group" aria-label={t('made.label', { name: made.name })}>
        <Text fw={600} mb={4}>{t('made.label', { name: made.name })}</Text>
        <div className={classes.secret}>
          <code>{made.secret}</code>
          <CopyButton value={made.secret} timeout={2_000}>
            {({ copied, copy }) => (
              <Button data-autofocus variant="default" onClick={copy} leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}>
                <span aria-live="polite">{t(copied ? 'made.copied' : 'made.copy')}</span>
              </Button>
            )}
          </CopyButton>
        </div>
      </div>
      <p className={classes.muted}>{t('made.usage')}</p>
      <Button w="fit-content" onClick={onDone}>{t('made.done')}</Button>
    </div>
  );
}
