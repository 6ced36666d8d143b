import { Anchor, Button, Group, Text } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import type { Key_KeyFragment } from '../graphql/generated/graphql.ts';
import { graphql, readFragment, type FragmentType } from '../graphql/generated/index.ts';
import { useErrorText } from '../ui/faces.tsx';
import { useMinute } from '../ui/minute.ts';
import { Sheet } from '../ui/sheet.tsx';
import { formatMoment } from '../ui/times.ts';
import { showDone, showFailure } from '../ui/toasts.tsx';
import { formatTag } from '../ui/zoned-time.ts';
import classes from './api-keys.module.css';
import { NewKey } from './new-key.tsx';

export const Key_key = graphql(`
  fragment Key_key on ApiKey { id name hint scopes createdAt createdBy expiresAt lastUsedAt }
`);
const RevokeApiKeyDocument = graphql(`mutation RevokeApiKey($apiKeyId: ID!) { revokeApiKey(apiKeyId: $apiKeyId) { __typename ... on Deleted { id } } }`);

/** The keys in force, a new one, and each to be revoked: of a customer, or of the service for null. */
export function KeysCard({ customerId, keys, explorerAddress, onChanged }: { customerId: string | null; keys: readonly FragmentType<typeof Key_key>[]; explorerAddress: string; onChanged: () => void }) {
  const { t } = useTranslation('keys');
  const { t: app } = useTranslation();
  const heading = useId();
  const errorText = useErrorText();
  const [isMaking, setMaking] = useState(false);
  const [asked, setAsked] = useState<Key_KeyFragment | null>(null);
  const [{ fetching }, revoke] = useMutation(RevokeApiKeyDocument);
  const known = readFragment(Key_key, keys);
  const whose = customerId === null ? 'service.' : '';
  const go = async (apiKeyId: string) => {
    const { error } = await revoke({ apiKeyId });
    setAsked(null);
    if (error) return showFailure(errorText(error));
    showDone(t('revoke.done'));
    onChanged();
  };
  return (
    <section className={classes.card} aria-labelledby={heading}>
      <div className={classes.head}>
        <h2 id={heading} className={classes.heading}>{t(`${whose}title`)}</h2>
        <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setMaking(true)}>{t('create')}</Button>
      </div>
      <p className={classes.muted}>{t(`${whose}lead`)} <Anchor href={explorerAddress} target="_blank" underline="always" inherit>{t('explorer')}</Anchor></p>
      {known.length === 0 && <Text>{t(`${whose}empty`)}</Text>}
      {known.length > 0 && <ul className={classes.rows}>{known.map(key => <Key key={key.id} of={key} onRevoke={() => setAsked(key)} />)}</ul>}
      {isMaking && <NewKey customerId={customerId} onMade={onChanged} onClose={() => setMaking(false)} />}
      <Sheet opened={asked !== null} onClose={() => setAsked(null)} title={t('revoke.title', { name: asked?.name })}>
        <Text mb="lg">{t('revoke.text')}</Text>
        <Group gap="sm">
          <Button color="red.9" loading={fetching} onClick={() => asked && void go(asked.id)}>{t('revoke.confirm')}</Button>
          <Button variant="default" onClick={() => setAsked(null)}>{app('cancel')}</Button>
        </Group>
      </Sheet>
    </section>
  );
}

function Key({ of: key, onRevoke }: { of: Key_KeyFragment; onRevoke: () => void }) {
  const { t, i18n } = useTranslation('keys');
  const now = new Date(useMinute());
  const when = (at: string) => formatMoment(at, i18n.language, now);
  // It ends with this day, and the next begins in that moment.
  const lastDay = new Intl.DateTimeFormat(formatTag(i18n.language), { dateStyle: 'medium' }).format(Date.parse(key.expiresAt) - 1);
  return (
    <li className={classes.row}>
      <div className={classes.main}>
        <span className={classes.name}>{key.name} <code>{t('begins', { hint: key.hint })}</code></span>
        <ul className={classes.scopes}>{key.scopes.map(scope => <li key={scope}>{t(`scopes.${scope}`)}</li>)}</ul>
        <p className={classes.muted}>{key.lastUsedAt ? t('used', { time: when(key.lastUsedAt) }) : t('unused')} · {t('until', { day: lastDay })}</p>
        <p className={classes.muted}>{t('createdBy', { name: key.createdBy, time: when(key.createdAt) })}</p>
      </div>
      <Button variant="default" aria-label={t('revoke.label', { name: key.name })} onClick={onRevoke}>{t('revoke.button')}</Button>
    </li>
  );
}
