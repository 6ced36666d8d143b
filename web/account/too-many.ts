import { useTranslation } from 'react-i18next';

/** Says how long to wait before the next attempt. */
export function useTooManyText(): (seconds: number) => string {
  const { t } = useTranslation('account');
  return seconds => (seconds < 60 ? t('tooMany.seconds', { count: Math.max(1, seconds) }) : t('tooMany.minutes', { count: Math.ceil(seconds / 60) }));
}
