import { Button, Popover } from '@mantine/core';
import { IconMicrophoneOff, IconPhone, IconPhoneCall, IconPhoneOff, IconPhoneRinging } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKey, useShortcut } from '../ui/keys.tsx';
import { PhonePanel } from './phone-panel.tsx';
import type { PhoneState } from './phone-state.ts';
import type { PhoneOnDesk } from './use-phone.ts';
import classes from './phone.module.css';

/** The telephone in the first line of the desk: how it is with it, and the way to its settings. */
export function PhoneStatus({ desk: { phone, state, ringing }, soundMenu }: { desk: PhoneOnDesk; soundMenu: string }) {
  const { t } = useTranslation('phone');
  const [isOpen, setOpen] = useState(false);
  useKey('phone', () => setOpen(!isOpen), { inDialogs: true });
  const shortcut = useShortcut('phone');
  const shown = shownState(state, ringing.length > 0);
  const Icon = ICONS[shown];
  const text = t(`state.${shown}`);
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" width={360} trapFocus returnFocus shadow="md" transitionProps={{ duration: 100 }}>
      <Popover.Target>
        <Button
          {...shortcut} size="xs" variant="default" className={classes.status} data-state={shown} aria-label={t('button', { state: text })} aria-haspopup="dialog"
          leftSection={<Icon size={15} aria-hidden />} onClick={() => setOpen(!isOpen)}
        >
          {t('title')} <span className={classes.statusWord}>{text}</span>
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        {isOpen && <PhonePanel phone={phone} state={state} soundMenu={soundMenu} />}
      </Popover.Dropdown>
    </Popover>
  );
}

const ICONS = {
  OFF: IconPhoneOff, OTHER_TAB: IconPhoneOff, NO_MICROPHONE: IconMicrophoneOff, CONNECTING: IconPhone, READY: IconPhone, LOST: IconPhoneOff,
  ringing: IconPhoneRinging, talking: IconPhoneCall, muted: IconMicrophoneOff,
} as const;

function shownState({ line, legs, isMuted }: PhoneState, rings: boolean): keyof typeof ICONS {
  if (line === 'LOST' || line === 'NO_MICROPHONE') return line;
  if (legs.some(({ phase }) => phase === 'TALKING')) return isMuted ? 'muted' : 'talking';
  return rings ? 'ringing' : line;
}
