import { Button, Center, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useRouteError } from 'react-router';

/** What a page shows that crashed, instead of nothing. */
export function CrashedPage() {
  const { t } = useTranslation();
  const error = useRouteError();
  return (
    <Center component="main" mih="100%" p="xl">
      <Stack maw={460} gap="md" role="alert">
        <Title order={1}>{t('errors.title')}</Title>
        <Text>{t('errors.page')}</Text>
        <Text c="dimmed" size="sm">{error instanceof Error ? error.message : String(error)}</Text>
        <Button onClick={() => location.reload()} w="fit-content">{t('errors.reload')}</Button>
      </Stack>
    </Center>
  );
}
