import { Button, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { ChangePasswordForm } from '../account/change-password-form.tsx';
import { useSignOut } from '../app/session.ts';
import { Shell } from '../app/shell.tsx';
import shell from '../app/shell.module.css';
import { showFailure } from '../ui/toasts.tsx';

/** Stands in place of every page for whoever has signed in with a temporary password. */
export function ChangePasswordPage({ email }: { email: string }) {
  const { t } = useTranslation('account');
  const { t: app } = useTranslation('app');
  const signOut = useSignOut();
  return (
    <Shell title={t('due.title')}>
      <Stack gap="md" className={shell.card}>
        <div>
          <Title order={1}>{t('due.title')}</Title>
          <Text c="dimmed">{t('due.lead')}</Text>
        </div>
        <ChangePasswordForm email={email} currentLabel={t('password.temporary')} onChanged={() => location.reload()} />
        <Button variant="subtle" onClick={() => void signOut().catch(() => showFailure(app('errors.network')))}>{app('signOut')}</Button>
      </Stack>
    </Shell>
  );
}
