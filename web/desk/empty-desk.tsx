import { Anchor, Button } from '@mantine/core';
import { IconCoffee, IconHeadset } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Presence } from '../graphql/generated/graphql.ts';
import { KeyHint } from '../ui/keys.tsx';
import classes from './empty-desk.module.css';
import { useSetPresence } from './presence-menu.tsx';

/** The middle of the desk while nobody calls: what will be here, the few keys that matter, and a way back when away. */
export function EmptyDesk({ presence, ringAddress }: { presence: Presence; ringAddress: string | null }) {
  const { t } = useTranslation('desk');
  const setPresence = useSetPresence();
  const isAway = presence === 'BREAK' || presence === 'OFFLINE';
  const Icon = isAway ? IconCoffee : IconHeadset;
  return (
    <div className={classes.empty}>
      <Icon size={44} stroke={1.2} className={classes.icon} aria-hidden />
      <p className={classes.title}>{isAway ? t('empty.away', { presence: t(`presence.${presence}`) }) : t('empty.title')}</p>
      {isAway
        ? <Button onClick={() => { void setPresence('AVAILABLE'); }} rightSection={<KeyHint action="presence" />}>{t('empty.goAvailable')}</Button>
        : <p className={classes.text}>{t('empty.ready')}</p>}
      <dl className={classes.keys}>
        <div><dt><KeyHint action="take" /></dt><dd>{t('empty.takeHint')}</dd></div>
        <div><dt><KeyHint action="search" /></dt><dd>{t('empty.searchHint')}</dd></div>
        <div><dt><KeyHint action="help" /></dt><dd>{t('empty.helpHint')}</dd></div>
      </dl>
      {ringAddress && <Anchor href={ringAddress} target="_blank" size="sm">{t('empty.tryOut')}</Anchor>}
    </div>
  );
}
