import { Anchor, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { addresses } from '../app/addresses.ts';
import { Shell } from '../app/shell.tsx';

/** What an address without a page shows. */
export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <Shell title={t('notFound.title')}>
      <Stack gap="sm">
        <Title order={1}>{t('notFound.title')}</Title>
        <Text c="dimmed">{t('notFound.text')}</Text>
        <Anchor component={Link} to={addresses.home()}>{t('notFound.home')}</Anchor>
      </Stack>
    </Shell>
  );
}
