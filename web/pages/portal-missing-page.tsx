import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { places } from '../portal/addresses.ts';
import { Page } from '../portal/page.tsx';
import { EmptyFace } from '../ui/faces.tsx';

/** An address of the portal behind which there is nothing. */
export function PortalMissingPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('notFound.title')}>
      <EmptyFace title={t('notFound.text')} action={<Button component={Link} to={places.home()} mt="sm">{t('notFound.home')}</Button>} />
    </Page>
  );
}
