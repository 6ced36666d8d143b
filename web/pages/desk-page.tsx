import { useTranslation } from 'react-i18next';
import { Shell } from '../app/shell.tsx';

/** The live desk of a secretary. */
export function DeskPage() {
  const { t } = useTranslation();
  return <Shell title={t('name')}>{null}</Shell>;
}
