import { Button, Center, Stack, Text, Title } from '@mantine/core';
import { Component, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface Crash { readonly error: unknown; readonly place: unknown }

/** Shows what can be done when a page crashed, until another place is gone to. */
export class ErrorBoundary extends Component<{ place: unknown; children: ReactNode }, { crash: Crash | null }> {
  override state: { crash: Crash | null } = { crash: null };
  static getDerivedStateFromError(error: unknown) { return { crash: { error, place: undefined } }; }
  static getDerivedStateFromProps({ place }: { place: unknown }, { crash }: { crash: Crash | null }) {
    if (crash === null) return null;
    return crash.place === undefined ? { crash: { ...crash, place } } : crash.place === place ? null : { crash: null };
  }
  override render() { return this.state.crash ? <CrashedPage error={this.state.crash.error} /> : this.props.children; }
}

/** What a page shows that crashed, instead of nothing. */
function CrashedPage({ error }: { error: unknown }) {
  const { t } = useTranslation();
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
