import { Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCheck, IconChevronDown, IconCircle, IconCircleDashed, IconCircleFilled, IconCircleHalf2, IconCoffee } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { graphql } from '../graphql/generated/index.ts';
import type { Presence } from '../graphql/generated/graphql.ts';
import { useErrorText } from '../ui/faces.tsx';
import { useInOrder } from '../ui/in-order.ts';
import { KeyHint, useKey } from '../ui/keys.tsx';
import classes from './status-bar.module.css';

const SetPresenceDocument = graphql(`
  mutation SetPresence($presence: Presence!) {
    setPresence(presence: $presence) { __typename ... on Secretary { id presence presenceSince presenceReason } }
  }
`);

const CHOICES = ['AVAILABLE', 'BUSY', 'WRAP_UP', 'BREAK', 'OFFLINE'] as const satisfies readonly Presence[];
const SYMBOLS = { AVAILABLE: IconCircleFilled, BUSY: IconCircleHalf2, WRAP_UP: IconCircleDashed, BREAK: IconCoffee, OFFLINE: IconCircle } as const;

/** Sets the viewer's own presence. */
export function useSetPresence(): (presence: Presence) => Promise<void> {
  const [, setPresence] = useMutation(SetPresenceDocument);
  const inOrder = useInOrder();
  const errorText = useErrorText();
  return async presence => {
    const { error } = await inOrder(() => setPresence({ presence }));
    if (error) notifications.show({ message: errorText(error), color: 'red', role: 'alert' });
  };
}

/** The sign of a presence: its shape says it, the colour only repeats it. */
export function PresenceSymbol({ presence, size = 12 }: { presence: Presence; size?: number }) {
  const Symbol = SYMBOLS[presence];
  return <Symbol size={size} className={classes[presence]} aria-hidden />;
}

/** The viewer's own presence and how to change it. */
export function PresenceMenu({ presence }: { presence: Presence }) {
  const { t } = useTranslation('desk');
  const setPresence = useSetPresence();
  // What is under way and not answered yet: another press of the key follows it, not what is shown.
  const [latest, setLatest] = useState<{ choice: Presence } | null>(null);
  const choose = async (choice: Presence) => {
    const chosen = { choice };
    setLatest(chosen);
    await setPresence(choice);
    setLatest(now => (now === chosen ? null : now));
  };
  useKey('presence', () => { void choose((latest?.choice ?? presence) === 'AVAILABLE' ? 'BUSY' : 'AVAILABLE'); });
  return (
    <Menu position="bottom-start" withinPortal={false}>
      <Menu.Target>
        <Button variant="default" size="xs" aria-label={t('presence.change', { presence: t(`presence.${presence}`) })} leftSection={<PresenceSymbol presence={presence} />} rightSection={<IconChevronDown size={13} aria-hidden />}>
          {t(`presence.${presence}`)}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label><span className={classes.menuLabel}>{t('presence.toggle')} <KeyHint action="presence" /></span></Menu.Label>
        {CHOICES.map(choice => (
          <Menu.Item key={choice} onClick={() => { void choose(choice); }} leftSection={<PresenceSymbol presence={choice} />} rightSection={choice === presence ? <IconCheck size={14} aria-hidden /> : undefined} aria-current={choice === presence}>
            {t(`presence.${choice}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
