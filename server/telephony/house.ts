import { hostname } from 'node:os';
import type { ClientConfig } from 'pg';
import type { Logger } from 'pino';
import { claimAttempt } from '../calls/line.service.ts';
import { keepVoiceMessage } from '../calls/voice-message.ts';
import type { Ground } from '../context.ts';
import type { Tail } from '../events/tail.ts';
import { applyEvent } from './apply.ts';
import { openAri } from './asterisk/ari.ts';
import { ASTERISK_APP, type Exchange, openExchange } from './asterisk/exchange.ts';
import { openSoftphones } from './asterisk/softphone-accounts.ts';
import type { Cloud } from './cloud.ts';
import { startConductor, type Conductor } from './conductor.ts';
import { forgetExchange, heardFromExchange, setExchangeState } from './exchange-state.ts';
import { claimChecksToCall, endCheck, endedChecks, expireChecks } from '../customers/forwarding-check.service.ts';
import { readOpenLines } from './line-reader.ts';
import { TelephoneAbility } from '../calls/call.entity.ts';
import { matchSoftphones } from './softphone.service.ts';
import type { IceSettings, PhoneHouse } from './softphones.ts';

/** Whose calls those of the exchange are. */
export const EXCHANGE = 'asterisk';

const ORIGIN = { reporter: EXCHANGE, abilities: Object.values(TelephoneAbility) };

/** What telephones in browsers need, where there is an exchange; null without. Any process may make accounts. */
export function phonesOf(asteriskUrl: URL | null, ice: IceSettings): PhoneHouse | null {
  if (!asteriskUrl) return null;
  // Accounts are made by requests; this connection hears nothing and takes nothing over.
  const ari = openAri({ url: asteriskUrl.href, app: ASTERISK_APP, onEvent: () => undefined, onState: () => undefined });
  const socketUrl = new URL('/ws', asteriskUrl.origin.replace(/^http/, 'ws'));
  return { accounts: openSoftphones(ari), socketUrl, ice };
}

export interface TelephonyOptions {
  ground: Ground;
  tail: Tail;
  connection: ClientConfig;
  /** Null: no exchange of our own. */
  asteriskUrl: URL | null;
  cloud: Cloud;
  log: Logger;
}

/** Starts to stand for driving the telephone systems, with the exchange among them where there is one. */
export function startTelephony({ ground, tail, connection, asteriskUrl, cloud, log }: TelephonyOptions): Conductor {
  const { sql, now } = ground;
  const holder = `${hostname()}:${process.pid}`;
  const unheard = (what: string) => (error: unknown) => log.error({ err: error }, what);
  let seconds = 0;

  const drive = (url: URL): Exchange => {
    const exchange: Exchange = openExchange({
      url: url.href,
      tell: event => applyEvent(sql, ORIGIN, event, now()),
      openCalls: () => readOpenLines(sql, EXCHANGE),
      claimAttempt: attemptId => claimAttempt(sql, attemptId, now()),
      onVoiceMessage: (callId, wav, length) => keepVoiceMessage(sql, callId, wav, length, now()),
      onTestCall({ id, outcome }) {
        // Somebody there, or their mailbox: the telephone rang itself instead of forwarding.
        const result = outcome === 'PICKED_UP' ? 'NOT_FORWARDED' : outcome === 'FAILED' || outcome === 'UNREACHABLE' ? 'FAILED' : 'NOT_ARRIVED';
        endCheck(sql, id, result, now()).then(() => (outcome === 'PICKED_UP' ? exchange.endTestCall(id) : undefined)).catch(unheard('the end of a test call could not be noted'));
      },
      onState(state) {
        const isConnected = state.state === 'CONNECTED';
        setExchangeState(sql, { name: EXCHANGE, holder, connected: isConnected, version: isConnected ? state.version : null }, now()).catch(unheard('the state of the exchange could not be noted'));
        // A restart of Asterisk has lost them.
        if (isConnected) matchSoftphones(ground, exchange.softphones, now()).catch(unheard('telephones of browsers could not be put'));
      },
      onHeard() {
        heard = true;
      },
      log,
    });
    return exchange;
  };
  let heard = false;
  const testing = new Set<string>();

  // One that was driven from here before is not shown as if it were.
  if (!asteriskUrl) forgetExchange(sql, EXCHANGE).catch(unheard('an exchange of before could not be forgotten'));

  return startConductor({
    ground,
    tail,
    connection,
    drive: () => new Map(asteriskUrl ? [[EXCHANGE, drive(asteriskUrl)]] : []),
    systemOf: cloud.systemOf,
    async eachSecond(driven) {
      seconds++;
      await expireChecks(sql, now());
      const exchange = driven.get(EXCHANGE) as Exchange | undefined;
      if (!exchange) return;
      if (heard) {
        heard = false;
        await heardFromExchange(sql, EXCHANGE, now());
      }
      for (const check of await claimChecksToCall(sql, now())) {
        testing.add(check.id);
        await exchange.testCall(check);
      }
      // One that has arrived, or whose time is over, need not ring on.
      for (const id of testing.size ? await endedChecks(sql, [...testing]) : []) {
        testing.delete(id);
        await exchange.endTestCall(id);
      }
      if (seconds % MATCH_SECONDS === 0) await matchSoftphones(ground, exchange.softphones, now());
    },
    log,
  });
}

/** How often accounts of telephones in browsers are looked through for sessions that ended without a word. */
const MATCH_SECONDS = 30;
