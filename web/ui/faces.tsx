import { Button, Center, Loader, Stack, Text } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CombinedError } from 'urql';

/** A view that is still being fetched. */
export function LoadingFace() {
  const { t } = useTranslation();
  return (
    <Center mih={120} h="100%" role="status" data-face="loading" aria-label={t('loading')}>
      <Loader size="sm" type="dots" />
    </Center>
  );
}

/** A view that could not be fetched, in words a person can act on. */
export function ErrorFace({ error, onRetry }: { error: CombinedError; onRetry?: () => void }) {
  const { t } = useTranslation();
  const text = useErrorText();
  return (
    <Center mih={160} h="100%" p="lg">
      <Stack align="center" gap="sm" maw={420} role="alert">
        <IconPlugConnectedX size={32} stroke={1.5} color="var(--vz-muted)" aria-hidden />
        <Text fw={650}>{t('errors.title')}</Text>
        <Text ta="center" c="dimmed">{text(error)}</Text>
        {onRetry && <Button variant="default" onClick={onRetry}>{t('retry')}</Button>}
      </Stack>
    </Center>
  );
}

/** A view with nothing in it yet, and what will be in it. */
export function EmptyFace({ icon, title, children, action }: { icon?: ReactNode; title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <Center mih={120} p="lg">
      <Stack align="center" gap={6} maw={380}>
        {icon}
        <Text fw={600} ta="center">{title}</Text>
        {children && <Text component="div" ta="center" c="dimmed" size="sm">{children}</Text>}
        {action}
      </Stack>
    </Center>
  );
}

/** Puts an error of an operation into words. */
export function useErrorText(): (error: CombinedError) => string {
  const { t } = useTranslation();
  return error => {
    if (error.networkError && error.graphQLErrors.length === 0) return t('errors.network');
    const first = error.graphQLErrors[0];
    const code = first?.extensions['code'];
    if (code === 'FORBIDDEN' || code === 'UNAUTHENTICATED') return t('errors.forbidden');
    if (code === 'BAD_USER_INPUT' && first) return first.message;
    const id = first?.extensions['errorId'];
    return typeof id === 'string' ? t('errors.unexpectedWithId', { id }) : t('errors.unexpected');
  };
}
