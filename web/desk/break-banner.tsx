import { Button } from '@mantine/core';
import { IconBellOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Presence, PresenceReason } from '../graphql/generated/graphql.ts';
import { KeyHint, useShortcut } from '../ui/keys.tsx';
import classes from './break-banner.module.css';
import { useSetPresence } from './presence-menu.tsx';

/** Says to somebody that they are on a break that they did not choose, since their telephone rang and nobody picked up, with the way back. */
export function BreakBanner({ presence, reason }: { presence: Presence; reason: PresenceReason | null }) {
  const { t } = useTranslation('desk');
  const setPresence = useSetPresence();
  const shortcut = useShortcut('presence');
  return (
    <div role="status" aria-live="polite">
      {presence === 'BREAK' && reason === 'LET_IT_RING' && (
        <div className={classes.banner}>
          <IconBellOff size={18} aria-hidden />
          <p>{t('letItRing.text')}</p>
          <Button size="xs" onClick={() => { void setPresence('AVAILABLE'); }} {...shortcut} rightSection={<KeyHint action="presence" />}>{t('letItRing.back')}</Button>
        </div>
      )}
    </div>
  );
}
