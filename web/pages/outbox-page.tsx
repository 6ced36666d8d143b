import { Anchor, Button, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import classes from '../account/account.module.css';
import { OutboxMail } from '../account/outbox-mail.tsx';
import { addresses } from '../app/addresses.ts';
import { Shell } from '../app/shell.tsx';
import { useViewer } from '../app/viewer.tsx';
import { OVER_HTTP } from '../graphql/client.ts';
import { graphql } from '../graphql/generated/index.ts';
import { EmptyFace, ErrorFace, LoadingFace } from '../ui/faces.tsx';

const OutboxDocument = graphql(`
  query Outbox { outbox { id text ...OutboxMail_mail } }
`);

/** The mails that the demo does not send, for whoever sits at this computer; elsewhere for supervisors what became of each. */
export function OutboxPage() {
  const { t } = useTranslation('account');
  const viewer = useViewer();
  const [{ data, error, fetching }, again] = useQuery({ query: OutboxDocument, requestPolicy: 'network-only', context: OVER_HTTP });
  const anew = () => again({ requestPolicy: 'network-only' });
  const mails = data?.outbox;
  const isRefused = error?.graphQLErrors.some(({ extensions }) => extensions['code'] === 'FORBIDDEN' || extensions['code'] === 'UNAUTHENTICATED');
  const isSupervisor = viewer?.__typename === 'Secretary' && viewer.isSupervisor;
  return (
    <Shell title={t('outbox.title')} wide>
      {isRefused
        ? <EmptyFace title={t('outbox.onlySupervisors')} action={<Anchor component={Link} to={addresses.home()}>{t('backHome')}</Anchor>}>{t('outbox.onlySupervisorsHint')}</EmptyFace>
        : (
          <div className={classes.stack}>
            <div className={classes.head}>
              <div>
                <Title order={1}>{t('outbox.title')}</Title>
                <Text c="dimmed">{isSupervisor && !mails?.some(({ text }) => text) ? t('outbox.lead') : t('outbox.leadDemo')}</Text>
              </div>
              <Button variant="default" loading={fetching} onClick={anew}>{t('outbox.refresh')}</Button>
            </div>
            {mails
              ? mails.length === 0 ? <EmptyFace title={t('outbox.none')}>{t('outbox.noneHint')}</EmptyFace> : mails.map(mail => <OutboxMail key={mail.id} mail={mail} />)
              : error ? <ErrorFace error={error} onRetry={anew} /> : <LoadingFace />}
          </div>
        )}
    </Shell>
  );
}
