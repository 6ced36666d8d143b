import { ExportSheet } from './export-sheet.tsx';
import { useTranslation } from 'react-i18next';

/** The way to a file of the whole address book. */
export function ContactsExport({ customerId, opened, onClose }: { customerId: string; opened: boolean; onClose: () => void }) {
  const { t } = useTranslation('exports');
  return <ExportSheet kind="contacts" path="/exports/contacts" formats={['vcf', 'csv']} query={{ customer: customerId }} what={t('contacts.what')} opened={opened} onClose={onClose} />;
}
