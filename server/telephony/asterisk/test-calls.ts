import type { Logger } from 'pino';
import type { AttemptOutcome } from '../../calls/call.entity.ts';
import type { Ari } from './ari.ts';
import { testLegId, readLegId } from './leg-ids.ts';
import { attemptOutcome } from './outcome.ts';
import type { Media } from './sounds.ts';

/** A telephone to be rung to see where it leads. */
export interface TestCall {
  id: string;
  /** E.164. */
  number: string;
  /** What that telephone shows, E.164. */
  presentedNumber: string;
  ringSeconds: number;
}

/** What came of a test call: PICKED_UP once somebody, or a mailbox, picked up there, or how it ended without. */
export interface TestCallNews { id: string; outcome: 'PICKED_UP' | Exclude<`${AttemptOutcome}`, 'ANSWERED' | 'CANCELLED'> }

/** Test calls, which are nobody's call. Each taker of an event says whether it was for a test call. */
export interface TestCalls {
  begin(call: TestCall): Promise<void>;
  end(id: string): Promise<void>;
  rings(channelId: string): boolean;
  answered(channelId: string): boolean;
  heard(channelId: string): boolean;
  ended(channelId: string, end: { cause: number; techCause: number | undefined }): boolean;
  /** Ends those that another process has begun, of which nobody knows any more. */
  endUnknown(channelIds: readonly string[]): Promise<void>;
  stop(): void;
}

/** How long until it rings, in seconds. */
const DIALLING_SECONDS = 10;

/** Opens the way for test calls. */
export function openTestCalls(ari: Ari, app: string, media: Media, tell: (news: TestCallNews) => void, log: Logger): TestCalls {
  const running = new Map<string, { call: TestCall; isUp: boolean; rings: boolean; ranOut: boolean; isUnwanted: boolean; timer: NodeJS.Timeout }>();
  const channel = (id: string) => `/channels/${encodeURIComponent(id)}`;
  const hangUp = (channelId: string) => {
    ari.delete(channel(channelId)).catch((error: unknown) => log.warn({ err: error }, 'a test call could not be ended'));
  };
  function runOutAfter(channelId: string, seconds: number): NodeJS.Timeout {
    return setTimeout(() => {
      const test = running.get(channelId);
      if (!test) return;
      test.ranOut = true;
      hangUp(channelId);
    }, seconds * 1000);
  }
  const isTest = (channelId: string) => readLegId(channelId)?.role === 'TEST_CALL';
  function over(channelId: string) {
    clearTimeout(running.get(channelId)?.timer);
    running.delete(channelId);
  }

  return {
    async begin(call) {
      const id = testLegId(call.id);
      if (running.has(id)) return;
      const wholeSeconds = call.ringSeconds + DIALLING_SECONDS;
      running.set(id, { call, isUp: false, rings: false, ranOut: false, isUnwanted: false, timer: runOutAfter(id, wholeSeconds) });
      try {
        await ari.post('/channels', { endpoint: `PJSIP/${call.number}@trunk`, app, appArgs: 'test', channelId: id, timeout: wholeSeconds + 5, callerId: `<${call.presentedNumber}>` });
      } catch (error) {
        over(id);
        throw error;
      }
    },
    async end(id) {
      const test = running.get(testLegId(id));
      if (test) test.isUnwanted = true;
      await ari.delete(channel(testLegId(id)));
    },
    rings(channelId) {
      const test = running.get(channelId);
      if (test && !test.rings) {
        test.rings = true;
        clearTimeout(test.timer);
        test.timer = runOutAfter(channelId, test.call.ringSeconds);
      }
      return isTest(channelId);
    },
    answered(channelId) {
      const test = running.get(channelId);
      if (test && !test.isUnwanted) {
        test.isUp = true;
        clearTimeout(test.timer);
        tell({ id: test.call.id, outcome: 'PICKED_UP' });
        ari.post(`${channel(channelId)}/play/test_call.${encodeURIComponent(channelId)}`, { media: media.TEST_CALL }).catch((error: unknown) => {
          log.warn({ err: error }, 'a test call could not be explained');
          hangUp(channelId);
        });
      }
      return isTest(channelId);
    },
    heard(channelId) {
      if (running.has(channelId)) hangUp(channelId);
      return isTest(channelId);
    },
    ended(channelId, { cause, techCause }) {
      const test = running.get(channelId);
      over(channelId);
      if (test && !test.isUp && !test.isUnwanted) tell({ id: test.call.id, outcome: attemptOutcome({ cause, techCause, ranOut: test.ranOut }) });
      return isTest(channelId);
    },
    async endUnknown(channelIds) {
      await Promise.all(channelIds.filter(id => isTest(id) && !running.has(id)).map(id => ari.delete(channel(id))));
    },
    stop() {
      for (const { timer } of running.values()) clearTimeout(timer);
    },
  };
}
