import type { CallOnLine } from '../port.ts';
import { type Ari, AriError } from './ari.ts';
import type { Sound } from './arrangement.ts';
import { recordingName } from './leg-ids.ts';

/** What is played for the sounds that are files or tones, as ARI's media. */
export type Media = Record<'RING_BACK' | 'WAITING' | 'PRESS_ONE' | 'NOBODY_FREE' | 'LEAVE_MESSAGE' | 'MESSAGE_SAVED' | 'TEST_CALL', string>;

/** The media that Vorzimmer's own configuration of Asterisk has. */
export const MEDIA: Media = {
  RING_BACK: 'tone:ring;tonezone=de',
  WAITING: 'sound:vorzimmer/waiting',
  PRESS_ONE: 'sound:vorzimmer/press-one',
  NOBODY_FREE: 'sound:vorzimmer/nobody-free',
  LEAVE_MESSAGE: 'sound:vorzimmer/leave-message',
  MESSAGE_SAVED: 'sound:vorzimmer/message-saved',
  TEST_CALL: 'sound:vorzimmer/test-call',
};

/** A pause this long ends a message. */
const SILENCE_SECONDS = 10;

/** Playbacks have an id that says whose and what, so that whoever comes later can stop them. */
const playbackId = (sound: Sound, channelId: string) => `${sound.toLowerCase()}.${channelId}`;

/** Which sound of which channel a playback is; null for others. */
export function readPlaybackId(id: string): { sound: Sound; channelId: string } | null {
  const [, sound, channelId] = /^([a-z_]+)\.(.+)$/.exec(id) ?? [];
  return sound && channelId ? { sound: sound.toUpperCase() as Sound, channelId } : null;
}

const PLAYED = ['RING_BACK', 'WAITING', 'PRESS_ONE', 'NOBODY_FREE', 'LEAVE_MESSAGE', 'MESSAGE_SAVED'] as const satisfies Sound[];
const isPlayed = (sound: Sound): sound is (typeof PLAYED)[number] => (PLAYED as readonly Sound[]).includes(sound);

/** Lets the channel hear it. */
export async function startSound(ari: Ari, media: Media, channelId: string, sound: Sound, call: CallOnLine | null): Promise<void> {
  const channel = `/channels/${encodeURIComponent(channelId)}`;
  switch (sound) {
    case 'RINGING':
      await ari.post(`${channel}/ring`);
      return;
    case 'MUSIC':
      await ari.post(`${channel}/moh`);
      return;
    case 'SILENCE':
      await ari.post(`${channel}/silence`);
      return;
    case 'RECORDING': {
      if (!call) return;
      const seconds = call.fallback?.kind === 'VOICE_MESSAGE' ? call.fallback.seconds : 60;
      await ari.post(`${channel}/record`, {
        name: recordingName(call.callId), format: 'wav', maxDurationSeconds: seconds, maxSilenceSeconds: SILENCE_SECONDS, ifExists: 'overwrite', beep: true, terminateOn: '#',
      });
      return;
    }
    default:
      await ari.post(`${channel}/play/${encodeURIComponent(playbackId(sound, channelId))}`, { media: media[sound] });
  }
}

/** Stops what the channel hears; `ended` waits until a playback that was stopped is over. */
export async function stopSound(ari: Ari, channelId: string, sound: Sound | 'UNKNOWN', ended: (sound: Sound) => Promise<void>): Promise<void> {
  const channel = `/channels/${encodeURIComponent(channelId)}`;
  if (sound === 'UNKNOWN') {
    await Promise.all((['MUSIC', 'SILENCE', ...PLAYED] as const).map(one => stopSound(ari, channelId, one, ended)));
  } else if (sound === 'MUSIC') await ari.delete(`${channel}/moh`);
  else if (sound === 'SILENCE') await ari.delete(`${channel}/silence`);
  else if (isPlayed(sound)) {
    // Else what is asked of the channel next would wait in line, and the next playback would have the name of this one.
    const over = ended(sound);
    if (await ari.delete(`/playbacks/${encodeURIComponent(playbackId(sound, channelId))}`)) await over;
  }
}

/** Whether Asterisk says that a channel, bridge or recording is not there, or not in a state for what was asked. */
export const isOutOfStep = (error: unknown): error is AriError => error instanceof AriError && error.status !== null && [404, 409, 412, 422].includes(error.status);
