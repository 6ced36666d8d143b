import { Alert, Button, Group, Select, Stack, Switch, Text } from '@mantine/core';
import { IconMicrophone, IconVolume } from '@tabler/icons-react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { canChooseSpeaker, type Device } from './devices.ts';
import { LevelMeter } from './level-meter.tsx';
import type { Phone } from './phone.ts';
import { inUse, type PhoneState } from './phone-state.ts';
import { playTestTone } from './sound-out.ts';

/** Switches the telephone of this browser on and off, says what is wrong with it, and chooses with what to speak and hear. */
export function PhonePanel({ phone, state, soundMenu }: { phone: Phone; state: PhoneState; soundMenu: string }) {
  const { t } = useTranslation('phone');
  const devices = useSyncExternalStore(phone.devices.watch, phone.devices.current);
  const isOn = state.line !== 'OFF';
  const words = { CONNECTING: t('panel.connecting'), LOST: t('panel.lost'), OTHER_TAB: t('panel.otherTab') } as Partial<Record<PhoneState['line'], string>>;
  const word = words[state.line];
  const choices = (known: readonly Device[], chosen: string | null) => {
    // The browser's own entry for the default says the same in another language.
    const own = known.filter(({ id }) => id !== 'default' && id !== 'communications').map(({ id, label }) => ({ value: id, label }));
    return { data: [{ value: '', label: t('panel.standard') }, ...own], value: own.some(({ value }) => value === chosen) ? chosen : '' };
  };
  return (
    <Stack gap="sm">
      <Switch checked={isOn} label={t('panel.on')} description={t('panel.onHint')} onChange={event => { if (event.currentTarget.checked) phone.switchOn(); else phone.switchOff(); }} />
      {state.problem && (
        <Alert color="red" variant="light" p="sm" role="alert">
          {t(`problem.${state.problem}`)}
          <Button size="xs" variant="default" mt="xs" display="block" onClick={() => phone.lookAgain()}>{t('panel.again')}</Button>
        </Alert>
      )}
      {word && <Text size="sm" c="dimmed">{word}</Text>}
      {isOn && state.line !== 'OTHER_TAB' && (
        <>
          {state.line !== 'NO_MICROPHONE' && (
            <>
              <Select
                label={t('panel.microphone')} allowDeselect={false} {...choices(devices.microphones, devices.microphone)} comboboxProps={{ withinPortal: false }}
                onChange={id => phone.chooseMicrophone(id || null)}
              />
              <MicrophoneLevel phone={phone} state={state} chosen={devices.microphone} />
            </>
          )}
          {canChooseSpeaker
            ? (
                <Group align="end" wrap="nowrap" gap="xs">
                  <Select
                    flex={1} label={t('panel.speaker')} allowDeselect={false} {...choices(devices.speakers, devices.speaker)} comboboxProps={{ withinPortal: false }}
                    onChange={id => phone.chooseSpeaker(id || null)}
                  />
                  <TestTone speaker={devices.speaker} />
                </Group>
              )
            : <Group justify="space-between" wrap="nowrap"><Text size="sm" c="dimmed">{t('panel.speakerFixed')}</Text><TestTone speaker={null} /></Group>}
          <Text size="xs" c="dimmed">{t('panel.ringTone', { menu: soundMenu })}</Text>
        </>
      )}
    </Stack>
  );
}

function TestTone({ speaker }: { speaker: string | null }) {
  const { t } = useTranslation('phone');
  const [isPlaying, setPlaying] = useState(false);
  const play = async () => {
    setPlaying(true);
    await playTestTone(speaker).finally(() => setPlaying(false));
  };
  return <Button variant="default" flex="none" leftSection={<IconVolume size={16} aria-hidden />} aria-disabled={isPlaying} onClick={() => { if (!isPlaying) void play(); }}>{t('panel.testTone')}</Button>;
}

/** What the microphone hears: in a call what is spoken there, else it is opened for as long as this is shown. */
function MicrophoneLevel({ phone, state, chosen }: { phone: Phone; state: PhoneState; chosen: string | null }) {
  const { t } = useTranslation('phone');
  const [probe, setProbe] = useState<MediaStream | null>(null);
  const leg = inUse(state, null);
  const isProbing = leg === null && state.problem === null;
  useEffect(() => {
    if (!isProbing) return;
    let isOver = false;
    let stream: MediaStream | undefined;
    const end = () => { for (const track of stream?.getTracks() ?? []) track.stop(); };
    phone.devices.open().then(opened => {
      stream = opened;
      if (isOver) end();
      else setProbe(opened);
    }, () => {
      // The telephone itself says what is wrong with the microphone.
      void phone.checkMicrophone();
    });
    return () => {
      isOver = true;
      setProbe(null);
      end();
    };
  }, [phone, chosen, isProbing]);
  return <LevelMeter stream={leg ? phone.streams(leg.id).local : probe} label={t('level.microphone')} icon={<IconMicrophone size={15} aria-hidden />} />;
}
