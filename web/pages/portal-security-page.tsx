import { useTranslation } from 'react-i18next';
import classes from '../account/account.module.css';
import { useViewer, type CustomerUserViewer } from '../app/viewer.tsx';
import { places } from '../portal/addresses.ts';
import { Page } from '../portal/page.tsx';
import { CustomerKeys } from './api-key-cards.tsx';
import { SecurityCards } from './security-cards.tsx';

/** The security of a customer's account. */
export function PortalSecurityPage() {
  const { t } = useTranslation('account');
  const viewer = useViewer() as CustomerUserViewer;
  return (
    <Page title={t('title')} back={{ to: places.home(), label: t('backHome') }}>
      <div className={classes.stack}>
        <SecurityCards email={viewer.email} />
        <CustomerKeys customerId={viewer.customer.id} />
      </div>
    </Page>
  );
}
