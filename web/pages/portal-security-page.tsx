import { Anchor } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import classes from '../account/account.module.css';
import { useViewer, type CustomerUserViewer } from '../app/viewer.tsx';
import { places } from '../portal/addresses.ts';
import { Page } from '../portal/page.tsx';
import { webhookAddresses } from '../webhooks/addresses.ts';
import webhookClasses from '../webhooks/webhooks.module.css';
import { CustomerKeys } from './api-key-cards.tsx';
import { SecurityCards } from './security-cards.tsx';

/** The security of a customer's account. */
export function PortalSecurityPage() {
  const { t } = useTranslation('account');
  const { t: webhooks } = useTranslation('webhooks');
  const viewer = useViewer() as CustomerUserViewer;
  return (
    <Page title={t('title')} back={{ to: places.home(), label: t('backHome') }}>
      <div className={classes.stack}>
        <SecurityCards email={viewer.email} />
        <CustomerKeys customerId={viewer.customer.id} />
        {viewer.right === 'MANAGE' && (
          <section className={webhookClasses.card} aria-labelledby="webhooks-card">
            <h2 id="webhooks-card" className={webhookClasses.heading}>{webhooks('title')}</h2>
            <p className={webhookClasses.muted}>{webhooks('card.text')} <Anchor component={Link} to={webhookAddresses.all()} underline="always" inherit>{webhooks('card.open')}</Anchor></p>
          </section>
        )}
      </div>
    </Page>
  );
}
