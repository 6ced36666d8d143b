import { Button, Group, Modal, SegmentedControl, Slider, Stack, Text } from '@mantine/core';
import { IconBell, IconVolume } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { notificationPermission } from './attention.ts';
import { SOUNDS, chooseSound, playSound, soundChoice, type Sound } from './sound.ts';

/** How a new call makes itself noticed: sound, volume, notifications in the background. */
export function SoundSettings({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('desk');
  const [choice, setChoice] = useState(soundChoice);
  const [permission, setPermission] = useState(notificationPermission);
  const choose = (next: typeof choice) => { setChoice(next); chooseSound(next); };
  return (
    <Modal opened onClose={onClose} title={t('sound.title')} size="md">
      <Stack gap="md">
        <div>
          <Text fw={600} id="sound-label">{t('sound.sound')}</Text>
          <SegmentedControl
            fullWidth aria-labelledby="sound-label" value={choice.sound} data={SOUNDS.map(sound => ({ value: sound, label: t(`sound.${sound}`) }))}
            onChange={sound => { const next = { ...choice, sound: sound as Sound }; choose(next); playSound(next); }}
          />
        </div>
        <div>
          <Text fw={600} id="volume-label">{t('sound.volume')}</Text>
          <Group wrap="nowrap">
            <Slider flex={1} thumbLabel={t('sound.volume')} value={choice.volume} disabled={choice.sound === 'off'} onChange={volume => choose({ ...choice, volume })} />
            <Button variant="default" leftSection={<IconVolume size={16} aria-hidden />} disabled={choice.sound === 'off'} onClick={() => playSound(choice)}>{t('sound.try')}</Button>
          </Group>
        </div>
        <div>
          <Text fw={600}>{t('sound.notifications')}</Text>
          {permission === 'default' && (
            <Button variant="default" mt={4} leftSection={<IconBell size={16} aria-hidden />} onClick={async () => { await Notification.requestPermission(); setPermission(notificationPermission()); }}>
              {t('sound.notificationsAsk')}
            </Button>
          )}
          {permission === 'granted' && <Text size="sm" c="dimmed">{t('sound.notificationsOn')}</Text>}
          {permission === 'denied' && <Text size="sm" c="dimmed">{t('sound.notificationsDenied')}</Text>}
          {permission === 'missing' && <Text size="sm" c="dimmed">{t('sound.notificationsMissing')}</Text>}
        </div>
      </Stack>
    </Modal>
  );
}
