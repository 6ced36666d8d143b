import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** As many as the service hands out in one list. */
export const MOST_IN_A_LIST = 200;

/** The end of a narrow list that goes on: loads more of it, or says that there is more than can be shown. */
export function LoadMore({ hasMore, isLoading, onMore, isFull = false }: { hasMore: boolean; isLoading: boolean; onMore: () => void; isFull?: boolean }) {
  const { t } = useTranslation();
  if (!hasMore) return null;
  if (isFull) return <Text size="sm" c="dimmed" mt={8}>{t('list.full', { count: MOST_IN_A_LIST })}</Text>;
  return <Button size="xs" variant="default" fullWidth mt={8} loading={isLoading} onClick={onMore}>{t('list.more')}</Button>;
}
