import { ActionIcon, Button } from '@mantine/core';
import { IconMicrophone, IconMicrophoneOff, IconPhoneCall, IconPhoneOff, IconPhoneRinging, IconVolume } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { KeyedButton, KeyHint, useKey, useShortcut } from '../ui/keys.tsx';
import { callTag } from './call-tag.ts';
import { Keypad } from './keypad.tsx';
import { LevelMeter } from './level-meter.tsx';
import { inUse, type Leg } from './phone-state.ts';
import type { PhoneOnDesk } from './use-phone.ts';
import classes from './phone.module.css';

/** A call that may be behind what rings or speaks. */
export interface KnownCall { id: string; customerName: string }

/** What rings and speaks at the telephone of this desk; nothing while it is quiet. */
export function PhoneCard({ desk: { phone, state, ringing }, calls, shownCallId, onTake }: {
  desk: PhoneOnDesk; calls: readonly KnownCall[]; shownCallId: string | null; onTake: (call: KnownCall) => void;
}) {
  const { t } = useTranslation('phone');
  const callOf = ({ tag }: Leg) => calls.find(({ id }) => callTag(id) === tag);
  const nameOf = (leg: Leg) => callOf(leg)?.customerName || leg.name || t('card.unknown');
  const first = ringing[0];
  // To take a call is to answer it; only what the desk does not know is answered as it is.
  const answer = (leg: Leg) => {
    const call = callOf(leg);
    if (call) onTake(call);
    else void phone.answer(leg.id);
  };
  const leg = inUse(state, shownCallId && callTag(shownCallId));
  const others = state.legs.filter(({ id, phase }) => phase !== 'RINGING' && id !== leg?.id);
  useKey('phoneAnswer', first ? () => answer(first) : null);
  if (!leg && !first) return null;
  return (
    <section className={classes.card} aria-label={t('card.label')}>
      {ringing.map(one => (
        <div key={one.id} className={classes.ringing}>
          <p className={classes.name}><IconPhoneRinging size={15} aria-hidden /> <span>{nameOf(one)}</span></p>
          <p className={classes.hint}>{t('card.ringing')}</p>
          <div className={classes.acts}>
            {one === first
              ? <AnswerButton onAnswer={() => answer(one)} />
              : <Button size="xs" flex={1} onClick={() => answer(one)}>{t('card.answer')}</Button>}
            <HangUpButton label={t('card.decline', { name: nameOf(one) })} onHangUp={() => phone.hangUp(one.id)} />
          </div>
        </div>
      ))}
      {leg && <LegInUse key={leg.id} desk={{ phone, state, ringing }} leg={leg} name={nameOf(leg)} />}
      {others.map(one => (
        <div key={one.id} className={classes.other}>
          <p className={classes.name}><IconPhoneCall size={15} aria-hidden /> <span>{nameOf(one)}</span></p>
          <HangUpButton label={t('card.hangUp', { name: nameOf(one) })} onHangUp={() => phone.hangUp(one.id)} />
        </div>
      ))}
    </section>
  );
}

function AnswerButton({ onAnswer }: { onAnswer: () => void }) {
  const { t } = useTranslation('phone');
  const shortcut = useShortcut('phoneAnswer');
  return <Button {...shortcut} size="xs" flex={1} rightSection={<KeyHint action="phoneAnswer" />} onClick={onAnswer}>{t('card.answer')}</Button>;
}

function HangUpButton({ label, onHangUp, shortcut = {} }: { label: string; onHangUp: () => void; shortcut?: object }) {
  return <ActionIcon {...shortcut} variant="default" size={30} className={classes.hangUp} aria-label={label} title={label} onClick={onHangUp}><IconPhoneOff size={16} aria-hidden /></ActionIcon>;
}

function LegInUse({ desk: { phone, state }, leg, name }: { desk: PhoneOnDesk; leg: Leg; name: string }) {
  const { t } = useTranslation('phone');
  const { local, remote } = phone.streams(leg.id);
  const isTalking = leg.phase === 'TALKING';
  const shortcut = useShortcut('phoneHangUp');
  useKey('phoneHangUp', () => phone.hangUp(leg.id));
  return (
    <div className={classes.talk}>
      <p className={classes.name}><IconPhoneCall size={15} aria-hidden /> <span>{name}</span></p>
      <div className={classes.levels}>
        <LevelMeter stream={isTalking ? local : null} label={t('level.microphone')} icon={state.isMuted ? <IconMicrophoneOff size={14} aria-hidden /> : <IconMicrophone size={14} aria-hidden />} />
        <LevelMeter stream={isTalking ? remote : null} label={t('level.remote')} icon={<IconVolume size={14} aria-hidden />} />
      </div>
      {state.isMuted && <p className={classes.warning} role="status">{t('card.isMuted')}</p>}
      {state.problem && <p className={classes.warning} role="alert">{t('card.noMicrophone')}</p>}
      {state.needsClick && <p className={classes.warning} role="alert">{t('card.noSound')} <Button size="compact-xs" variant="default" onClick={() => phone.playSound()}>{t('card.playSound')}</Button></p>}
      <div className={classes.acts}>
        <KeyedButton action="phoneMute" size="xs" flex={1} variant={state.isMuted ? 'filled' : 'default'} color={state.isMuted ? 'red.9' : 'petrol'} aria-pressed={state.isMuted} disabled={!isTalking} onAct={() => phone.toggleMute()}>
          {state.isMuted ? t('card.unmute') : t('card.mute')}
        </KeyedButton>
        {isTalking && <Keypad onTone={tones => phone.sendTones(leg.id, tones)} />}
        <HangUpButton label={t('card.hangUp', { name })} shortcut={shortcut} onHangUp={() => phone.hangUp(leg.id)} />
      </div>
    </div>
  );
}
