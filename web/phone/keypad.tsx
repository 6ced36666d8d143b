import { ActionIcon, Popover, TextInput, UnstyledButton } from '@mantine/core';
import { IconGridDots } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKey, useShortcut } from '../ui/keys.tsx';
import classes from './phone.module.css';

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'] as const;

/** The keys of a telephone, for those who ask to press one. */
export function Keypad({ onTone }: { onTone: (key: string) => boolean }) {
  const { t } = useTranslation('phone');
  const [isOpen, setOpen] = useState(false);
  const [sent, setSent] = useState('');
  const [isRefused, setRefused] = useState(false);
  const toggle = () => { setOpen(!isOpen); setSent(''); setRefused(false); };
  useKey('phoneKeypad', toggle, { inDialogs: true });
  const shortcut = useShortcut('phoneKeypad');
  const send = (tones: string) => {
    if (!tones) return;
    const isTaken = onTone(tones);
    setRefused(!isTaken);
    if (isTaken) setSent(before => before + tones);
  };
  return (
    <Popover opened={isOpen} onChange={setOpen} position="top" trapFocus returnFocus shadow="md" transitionProps={{ duration: 100 }}>
      <Popover.Target>
        <ActionIcon {...shortcut} variant="default" size={30} aria-label={t('card.keypad')} title={t('card.keypad')} aria-haspopup="dialog" onClick={toggle}><IconGridDots size={16} aria-hidden /></ActionIcon>
      </Popover.Target>
      <Popover.Dropdown className={classes.keypad}>
        <TextInput
          data-autofocus label={t('keypad.sent')} description={t('keypad.hint')} value={sent} error={isRefused ? t('keypad.refused') : undefined} autoComplete="off" inputMode="tel"
          // What is typed at the end is sent; what was sent cannot be taken back.
          onChange={({ currentTarget: { value } }) => { if (value.startsWith(sent)) send(value.slice(sent.length).replaceAll(/[^0-9*#]/g, '')); }}
        />
        <div className={classes.keys}>
          {KEYS.map(key => (
            <UnstyledButton key={key} className={classes.key} aria-label={t('keypad.key', { key: key === '*' ? t('keypad.star') : key === '#' ? t('keypad.hash') : key })} onClick={() => send(key)}>{key}</UnstyledButton>
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
