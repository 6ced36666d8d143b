/**
 * A whole telephone world on this machine: a real Asterisk with the shipped configuration, and SIPp as carrier, telephones
 * and targets. It runs inside `npm run test:telephony` alone (a network namespace that leads nowhere). In short:
 *
 *   const phones = await openTelephony();                       // Asterisk up, targets and telephones listening
 *   onTestFinished(() => phones.close());
 *   phones.asterisk.url                                          // for ASTERISK_URL
 *   const caller = await phones.call({ to: line, from: '+491713920001', divertedBy, withheld, hangsUp: { after: 700, from: 'RINGING' } });
 *   await caller.rang(); await caller.answered(); await caller.hangUp(); await caller.over();
 *   const invite = await phones.desks.desk1.invited();           // its SIP INVITE; the telephones are SIP endpoints desk1, desk2, desk3
 *   await phones.desks.desk1.tell('HANGUP', invite.callId);      // ANSWER, REFUSE, HANGUP, PRESS1, PRESS2
 *   phones.target('busy')                                        // a number that is busy; see BEHAVIOUR for all kinds
 *   phones.targets.received('INVITE')                            // what the targets saw
 *   await phones.nothingIsLeft()                                 // waits until Asterisk has neither channels nor bridges
 *   await phones.asterisk.kill(); await phones.asterisk.again(); // power failure and return
 *
 * Telephones: desk1 to desk3 ring 300 ms and answer, desk-408 rings until told, desk-486 is busy, desk-480 is unreachable,
 * desk-603 declines, desk-206 hangs up after a second. Each of desk1 to desk3 is a process of its own and can be killed;
 * phones.startDesk('desk1') brings it back. Whoever hangs up sends a BYE without a Reason, as most telephones do: Asterisk
 * then tells ChannelHangupRequest without a cause and ChannelDestroyed with cause 0, not 16. When RTP stays away it tells 44.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Asterisk } from './asterisk.ts';
import type { SipMessage } from './messages.ts';
import { Peer } from './peers.ts';
import { BEHAVIOUR, calledSide, callingSide, type Incoming } from './scenarios.ts';
import { writeKey, writeTone } from './sounds.ts';

/** Where the telephones are, by the name of their SIP endpoint. */
const DESKS = { desk1: '127.0.0.11', desk2: '127.0.0.12', desk3: '127.0.0.13' } as const;
/** Telephones with a behaviour of their own; one process plays them all. */
const ODD_DESKS = ['desk-408', 'desk-486', 'desk-480', 'desk-404', 'desk-603', 'desk-206'];
const ODD_ADDRESS = '127.0.0.3';
const DESK_PORT = 15_080;

/** Lines whose fallback is set in the configuration of every test. */
export const FALLBACK_LINES = { dials: '+493023125900', speaks: '+493023125901' } as const;

/** A caller on the line. */
export class Caller {
  readonly peer: Peer;
  /** SIPp's exit code: 0 when the call went in the order of SIP. */
  readonly ended: Promise<number | null>;

  constructor(peer: Peer) {
    this.peer = peer;
    this.ended = peer.ended;
  }

  /** Waits for an answer with that status to the INVITE. */
  status(status: number, within?: number): Promise<SipMessage> {
    return this.peer.waitFor(message => message.direction === 'received' && message.status === status && message.cseq.endsWith(' INVITE'), `${status}`, within);
  }

  /** Waits until they hear ringing. */
  rang(): Promise<SipMessage> {
    return this.status(180);
  }

  /** Waits until somebody answers. */
  answered(within?: number): Promise<SipMessage> {
    return this.status(200, within);
  }

  /** Waits until our side ends the answered call. */
  hungUpOn(within?: number): Promise<SipMessage> {
    return this.peer.waitFor(message => message.direction === 'received' && message.method === 'BYE', 'a BYE', within);
  }

  /** The caller puts the receiver down, whether they are answered or not. */
  async hangUp(): Promise<void> {
    const invite = await this.peer.waitFor(message => message.method === 'INVITE', 'its INVITE');
    await this.peer.tell('HANGUP', invite.callId);
  }

  /** Waits for the end, whoever brings it about. */
  async over(): Promise<void> {
    const code = await this.ended;
    if (code !== 0) throw new Error(`The caller's SIPp ended with ${code}: ${this.peer.messages().map(message => `${message.direction} ${message.first}`).join(', ')}`);
  }
}

/** Starts the whole world; what is given overrides the settings of the Asterisk configuration. */
export async function openTelephony(settings: Record<string, unknown> = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), 'vorzimmer-sipp-'));
  const at = (name: string) => path.join(folder, name);
  const sounds = {
    tone: writeTone(at('tone.alaw'), [440], 1000),
    oneAsTone: writeTone(at('one.alaw'), [697, 1209], 400, 400),
    one: writeKey(at('one.pcap'), 1),
    two: writeKey(at('two.pcap'), 2),
  };
  const called = calledSide(sounds);
  const asterisk = await Asterisk.start({
    lines: [
      { number: FALLBACK_LINES.dials, fallback: { dial: target('answers') } },
      { number: FALLBACK_LINES.speaks, fallback: { announcement: 'closed' } },
    ],
    desks: [
      ...Object.entries(DESKS).map(([name, address]) => ({ name, contact: `${address}:${DESK_PORT}` })),
      ...ODD_DESKS.map(name => ({ name, contact: `${ODD_ADDRESS}:${DESK_PORT}` })),
    ],
    ...settings,
  });
  const peers: Peer[] = [];
  let count = 0;
  const start = (name: string, address: string, port: number, scenario: string, more: string[] = []) => {
    const peer = new Peer({ name, folder, address, port, scenario, more });
    peers.push(peer);
    return peer;
  };
  const startCalled = (name: string, address: string, port: number) => start(`${name}-${count++}`, address, port, called, ['-rtp_echo']).ready();

  const close = async () => {
    await Promise.all(peers.map(peer => peer.kill()));
    await asterisk.stop();
    asterisk.remove();
    rmSync(folder, { recursive: true, force: true });
  };
  const [targets, odd, desk1, desk2, desk3] = await Promise.all([
    startCalled('targets', '127.0.0.4', 15_070),
    startCalled('odd-desks', ODD_ADDRESS, DESK_PORT),
    startCalled('desk1', DESKS.desk1, DESK_PORT),
    startCalled('desk2', DESKS.desk2, DESK_PORT),
    startCalled('desk3', DESKS.desk3, DESK_PORT),
  ]).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  const desks = { desk1, desk2, desk3 };

  return {
    asterisk,
    folder,
    /** All numbers outside. */
    targets,
    /** The telephones that answer. */
    desks,
    /** The telephones desk-408, desk-486 and so on. */
    odd,
    target,
    /** Brings a telephone back that was killed. */
    async startDesk(name: keyof typeof DESKS): Promise<Peer> {
      return (desks[name] = await startCalled(name, DESKS[name], DESK_PORT));
    },
    /** A call from outside; resolves when SIPp has begun. */
    async call(incoming: Incoming): Promise<Caller> {
      const name = `caller-${count++}`;
      return new Caller(start(name, '127.0.0.2', 15_100 + count, callingSide(incoming, sounds.tone), ['-m', '1', '-r', '1000']));
    },
    /** One SIPp that plays many callers; `more` are its own options, such as -r, -m and -inf. */
    callers(incoming: Incoming, more: string[]): Peer {
      return start(`callers-${count++}`, '127.0.0.2', 15_100 + count, callingSide(incoming, null), more);
    },
    /** Everything that anybody's side of Asterisk has seen. */
    peers: () => [...peers],
    /** Waits until no channel and no bridge is left, and fails with those that are. */
    async nothingIsLeft(within = 10_000): Promise<void> {
      const until = Date.now() + within;
      for (;;) {
        const { channels, bridges } = await asterisk.lines();
        if (channels.length === 0 && bridges.length === 0) return;
        if (Date.now() > until) throw new Error(`Left in Asterisk: ${JSON.stringify({ channels: channels.map(channel => `${channel.id} ${channel.name} ${channel.state}`), bridges: bridges.map(bridge => bridge.id) })}`);
        await new Promise(resolve => setTimeout(resolve, 50));
      }
    },
    /** Ends everything. */
    close,
  };
}

/** A number outside that behaves so. With several of a kind, the second and third have other numbers. */
export function target(behaviour: keyof typeof BEHAVIOUR, nth = 0): string {
  // Of the numbers reserved for media, Berlin, Frankfurt and Hamburg leave the last three digits free.
  const bases = ['+493023125', '+496990009', '+494066969', '+492214710'];
  return `${bases[nth]!}${BEHAVIOUR[behaviour]}`;
}

/** The telephone world that a test has opened. */
export type Telephony = Awaited<ReturnType<typeof openTelephony>>;
