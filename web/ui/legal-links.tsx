import { useTranslation } from 'react-i18next';
import classes from './legal-links.module.css';

/** Where the privacy statement and the legal notice stand, in this language; the server shows them without any script. */
export const legalAddresses = (language: string): { statement: string; imprint: string } =>
  language === 'en' ? { statement: '/privacy', imprint: '/imprint' } : { statement: '/datenschutz', imprint: '/impressum' };

/** Leads to the privacy statement and the legal notice, at the foot of a page. */
export function LegalLinks({ className }: { className?: string | undefined }) {
  const { t, i18n } = useTranslation();
  const { statement, imprint } = legalAddresses(i18n.language);
  return (
    <footer className={className}>
      <nav aria-label={t('legal.label')} className={classes.links}>
        <a href={statement}>{t('legal.statement')}</a>
        <a href={imprint}>{t('legal.imprint')}</a>
      </nav>
    </footer>
  );
}
