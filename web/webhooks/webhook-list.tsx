import { IconChevronRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { readFragment, type FragmentType } from '../graphql/generated/index.ts';
import { webhookAddresses } from './addresses.ts';
import { Webhook_parts } from './webhook-parts.ts';
import { WebhookStatus } from './webhook-status.tsx';
import classes from './webhooks.module.css';

/** The webhooks, each a way to its log. */
export function WebhookList({ webhooks }: { webhooks: readonly FragmentType<typeof Webhook_parts>[] }) {
  const { t } = useTranslation('webhooks');
  return (
    <ul className={classes.list}>
      {readFragment(Webhook_parts, webhooks).map(webhook => (
        <li key={webhook.id}>
          <Link to={webhookAddresses.one(webhook.id)} className={classes.webhook}>
            <span className={classes.main}>
              <span className={classes.name}>{webhook.description ?? webhook.url}</span>
              {webhook.description && <span className={classes.muted}>{webhook.url}</span>}
              <span className={classes.muted}>{webhook.kinds.map(kind => t(`kinds.${kind}`)).join(' · ')}</span>
              <WebhookStatus of={webhook} />
            </span>
            <IconChevronRight size={20} color="var(--vz-muted)" aria-hidden />
          </Link>
        </li>
      ))}
    </ul>
  );
}
