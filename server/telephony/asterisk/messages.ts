import { setTimeout as wait } from 'node:timers/promises';
import type { Logger } from 'pino';
import { type Ari, AriError } from './ari.ts';
import type { AriRecording } from './ari-types.ts';
import { callOfRecording, recordingName } from './leg-ids.ts';

/** Takes a caller's message: a WAV file of 8 kHz, 16 bit, mono, and its length. */
export type OnVoiceMessage = (callId: string, wav: Buffer, seconds: number) => Promise<void>;

/** Fetches the messages that callers left from Asterisk, and leaves none there. */
export interface Messages {
  /** Asterisk has finished a recording. */
  recorded(recording: AriRecording): void;
  /** There may be a recording of this call. */
  collect(callId: string): void;
  /** Fetches all that are left, such as those that ended while nobody was connected. */
  collectAll(): Promise<void>;
  stop(): void;
}

/** A header of 44 bytes, then 16 bits 8000 times a second. */
const secondsOf = (wav: Buffer) => Math.round(Math.max(0, wav.length - 44) / 16_000);
const LONGEST_WAIT_MS = 30_000;

/** Opens the way for messages. What cannot be handed over stays in Asterisk and is tried again. */
export function openMessages(ari: Ari, onVoiceMessage: OnVoiceMessage, log: Logger): Messages {
  const underWay = new Set<string>();
  const stop = new AbortController();

  async function fetchOne(callId: string): Promise<void> {
    const path = `/recordings/stored/${recordingName(callId)}`;
    let wav: Buffer;
    try {
      wav = await ari.download(`${path}/file`);
    } catch (error) {
      if (error instanceof AriError && error.status === 404) return;
      throw error;
    }
    const seconds = secondsOf(wav);
    if (seconds > 0) await onVoiceMessage(callId, wav, seconds);
    await ari.delete(path);
  }

  async function insist(callId: string): Promise<void> {
    if (underWay.has(callId)) return;
    underWay.add(callId);
    for (let waitMs = 500; !stop.signal.aborted; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
      try {
        await fetchOne(callId);
        break;
      } catch (error) {
        log.warn({ err: error, callId }, 'a message could not be fetched');
        await wait(waitMs, undefined, { signal: stop.signal }).catch(() => undefined);
      }
    }
    underWay.delete(callId);
  }

  return {
    recorded({ name }) {
      const callId = callOfRecording(name);
      if (callId) void insist(callId);
    },
    collect: callId => void insist(callId),
    async collectAll() {
      for (const { name } of await ari.get<{ name: string }[]>('/recordings/stored')) {
        const callId = callOfRecording(name);
        if (callId) void insist(callId);
      }
    },
    stop: () => stop.abort(),
  };
}
