import { Alert, Button, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useMutation } from 'urql';
import { addresses } from '../app/addresses.ts';
import { Shell } from '../app/shell.tsx';
import shell from '../app/shell.module.css';
import { OVER_HTTP } from '../graphql/client.ts';
import { forgetAllKept } from '../graphql/device-store.ts';
import { graphql } from '../graphql/generated/index.ts';
import { useErrorText } from '../ui/faces.tsx';

const SetUpDocument = graphql(`
  mutation SetUpFirstSupervisor($token: String!, $name: String!, $email: String!, $password: String!) {
    setUpFirstSupervisor(token: $token, name: $name, email: $email, password: $password) {
      __typename
      ... on SetUpLinkInvalid { message }
      ... on SetUpInvalid { message problems { field message } }
    }
  }
`);

/** The one-time page behind the link that a new installation prints. */
export function SetUpPage() {
  const { t } = useTranslation();
  const [search] = useSearchParams();
  const token = search.get('token') ?? '';
  const [, setUp] = useMutation(SetUpDocument);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const errorText = useErrorText();
  const form = useForm({ mode: 'uncontrolled', initialValues: { name: '', email: '', password: '' } });

  const submit = form.onSubmit(async values => {
    setBusy(true);
    setProblem(null);
    const { data, error } = await setUp({ token, ...values, email: values.email.trim() }, OVER_HTTP);
    const result = data?.setUpFirstSupervisor;
    switch (result?.__typename) {
      case 'SignedIn': await forgetAllKept().catch(() => {}); location.assign(addresses.home()); return;
      case 'SetUpLinkInvalid': setProblem(result.message); break;
      case 'SetUpInvalid':
        setProblem(result.message);
        form.setErrors(Object.fromEntries(result.problems.map(({ field, message }) => [field, message])));
        break;
      default: if (error) setProblem(errorText(error));
    }
    setBusy(false);
  });

  return (
    <Shell title={t('setUp.title')}>
      <form onSubmit={submit} noValidate className={shell.card}>
        <Stack gap="md">
          <div>
            <Title order={1}>{t('setUp.title')}</Title>
            <Text c="dimmed">{t('setUp.lead')}</Text>
          </div>
          {(problem ?? (!token && t('setUp.noToken'))) && <Alert color="red" variant="light" role="alert">{problem ?? t('setUp.noToken')}</Alert>}
          <TextInput label={t('setUp.name')} description={t('setUp.nameHint')} autoComplete="name" size="md" key={form.key('name')} {...form.getInputProps('name')} />
          <TextInput label={t('setUp.email')} type="email" autoComplete="username" size="md" key={form.key('email')} {...form.getInputProps('email')} />
          <PasswordInput label={t('setUp.password')} description={t('setUp.passwordHint')} autoComplete="new-password" size="md" key={form.key('password')} {...form.getInputProps('password')} />
          <Button type="submit" size="md" loading={busy} disabled={!token}>{t('setUp.submit')}</Button>
        </Stack>
      </form>
    </Shell>
  );
}
