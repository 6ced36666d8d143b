import { useTranslation } from 'react-i18next';
import { ContactImport } from '../contact-import/contact-import.tsx';
import { contactAddresses } from '../contacts/addresses.ts';
import { Page } from '../portal/page.tsx';
import { usePortalCustomer } from '../portal/portal-customer.tsx';
import { ReadOnlyNote, Writing } from '../ui/read-only.tsx';

/** Bringing contacts from a file into the address book. */
export function PortalContactImportPage() {
  const { t } = useTranslation('contactImport');
  const { t: contacts } = useTranslation('contacts');
  const { id } = usePortalCustomer();
  return (
    <Page title={t('title')} back={{ to: contactAddresses.list(), label: contacts('back') }}>
      <ReadOnlyNote />
      <Writing><ContactImport customerId={id} listAddress={contactAddresses.list()} /></Writing>
    </Page>
  );
}
