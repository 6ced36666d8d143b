import { Anchor, Button } from '@mantine/core';
import { IconCoffee, IconHeadset } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Presence } from '../graphql/generated/graphql.ts';
import { KeyHint } from '../ui/keys.tsx';
import classes from './empty-desk.module.css';
import { useSetPresence } from './presence-menu.tsx';

/** The middle of the desk while nobody calls: what will be here, the few keys that matter, a welcome until the first call, a way back when away. */
export function EmptyDesk({ presence, welcomeName, ringAddress }: { presence: Presence; welcomeName: string | null; ringAddress: string }) {
  const { t } = useTranslation('desk');
  const setPresence = useSetPresence();
  const isAway = presence === 'BREAK' || presence === 'OFFLINE';
  const Icon = isAway ? IconCoffee : IconHeadset;
  const calm = welcomeName === null ? { title: t('empty.title'), text: t('empty.ready') } : { title: t('empty.welcome', { name: welcomeName }), text: t('empty.welcomeText') };
  return (
    <div className={classes.empty}>
      <Icon size={44} stroke={1.2} className={classes.icon} aria-hidden />
      <p className={classes.title}>{isAway ? t('empty.away', { presence: t(`presence.${presence}`) }) : calm.title}</p>
      {isAway
        ? <Button onClick={() => { void setPresence('AVAILABLE'); }} rightSection={<KeyHint action="presence" />}>{t('empty.goAvailable')}</Button>
        : <p className={classes.text}>{calm.text}</p>}
      <dl className={classes.keys}>
        <div><dt><KeyHint action="take" /></dt><dd>{t('empty.takeHint')}</dd></div>
        <div><dt><KeyHint action="search" /></dt><dd>{t('empty.searchHint')}</dd></div>
        <div><dt><KeyHint action="help" /></dt><dd>{t('empty.helpHint')}</dd></div>
      </dl>
      <Anchor href={ringAddress} target="_blank" size="sm">{t('empty.tryOut')}</Anchor>
    </div>
  );
}
