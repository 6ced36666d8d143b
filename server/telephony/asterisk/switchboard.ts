import type { CallOnLine } from '../port.ts';
import { type Ari, AriError } from './ari.ts';
import type { Arrangement, Sound } from './arrangement.ts';
import { bridgeId } from './leg-ids.ts';
import { type Media, startSound, stopSound } from './sounds.ts';

/** A playback that was stopped says so at once, unless its channel went with it. */
const LONGEST_STOP_MS = 1_000;

/** Who of a line talks with whom and hears what, and the way from how that is to how it shall be. */
export class Switchboard {
  private readonly ari: Ari;
  private readonly media: Media;
  private readonly hears = new Map<string, Sound | 'UNKNOWN'>();
  private readonly together = new Set<string>();
  private readonly talked = new Set<string>();
  private readonly stopping = new Map<string, () => void>();
  private bridge: string | null = null;
  private bridgeIsMade = false;

  constructor(ari: Ari, media: Media) {
    this.ari = ari;
    this.media = media;
  }

  /** Whether the channel was ever in the conversation, as far as this process knows. */
  hasTalked(channelId: string): boolean {
    return this.talked.has(channelId);
  }

  /** A channel that was there before us: what it hears nobody knows. */
  found(channelId: string, togetherIn: string | null): void {
    this.together.delete(channelId);
    if (togetherIn !== null) {
      this.foundBridge(togetherIn);
      this.together.add(channelId);
      this.talked.add(channelId);
      this.hears.delete(channelId);
    } else this.hears.set(channelId, 'UNKNOWN');
  }

  foundHearing(channelId: string, sound: Sound): void {
    this.hears.set(channelId, sound);
  }

  foundBridge(id: string): void {
    this.bridge = id;
    this.bridgeIsMade = true;
  }

  /** The channel is gone. */
  forget(channelId: string): void {
    this.hears.delete(channelId);
    this.together.delete(channelId);
  }

  /** Whether it ended since we stopped it. */
  soundEnded(channelId: string, sound: Sound): boolean {
    const stopping = this.stopping.get(`${channelId} ${sound}`);
    stopping?.();
    if (this.hears.get(channelId) === sound) this.hears.delete(channelId);
    return stopping !== undefined;
  }

  private untilEnded(channelId: string, sound: Sound): Promise<void> {
    const key = `${channelId} ${sound}`;
    return new Promise(resolve => {
      const ended = () => {
        clearTimeout(timer);
        if (this.stopping.get(key) === ended) this.stopping.delete(key);
        resolve();
      };
      const timer = setTimeout(ended, LONGEST_STOP_MS);
      this.stopping.set(key, ended);
    });
  }

  /** Starts a sound before any call is known. */
  async startUnasked(channelId: string, sound: Sound): Promise<void> {
    this.hears.set(channelId, sound);
    try {
      await startSound(this.ari, this.media, channelId, sound, null);
    } catch (error) {
      this.hears.delete(channelId);
      throw error;
    }
  }

  /** Makes it so. What failed is found undone the next time. */
  async arrange(call: CallOnLine, { together, hears }: Arrangement): Promise<void> {
    const stops = [...this.hears].filter(([channelId, sound]) => together.includes(channelId) || (hears.has(channelId) && hears.get(channelId) !== sound));
    await Promise.all(stops.map(async ([channelId, sound]) => {
      await stopSound(this.ari, channelId, sound, stopped => this.untilEnded(channelId, stopped));
      if (this.hears.get(channelId) === sound) this.hears.delete(channelId);
    }));
    const leave = [...this.together].filter(channelId => !together.includes(channelId));
    if (leave.length && this.bridge) {
      for (const channelId of leave) this.together.delete(channelId);
      await this.ari.post(`/bridges/${this.bridge}/removeChannel`, { channel: leave.join(',') });
    }
    const join = together.filter(channelId => !this.together.has(channelId));
    if (join.length) {
      const bridge = bridgeId(call.callId);
      // Known first: whatever comes of the request, it is deleted in the end.
      this.bridge = bridge;
      if (!this.bridgeIsMade) await makeBridge(this.ari, bridge);
      this.bridgeIsMade = true;
      // Nobody is told who it is that they talk to now: not the caller the target's number, not the secretary a number that is withheld.
      await this.ari.post(`/bridges/${bridge}/addChannel`, { channel: join.join(','), inhibitConnectedLineUpdates: true });
      for (const channelId of join) {
        this.together.add(channelId);
        this.talked.add(channelId);
      }
    }
    await Promise.all([...hears].filter(([channelId, sound]) => this.hears.get(channelId) !== sound).map(async ([channelId, sound]) => {
      this.hears.set(channelId, sound);
      try {
        await startSound(this.ari, this.media, channelId, sound, call);
      } catch (error) {
        if (this.hears.get(channelId) === sound) this.hears.delete(channelId);
        throw error;
      }
    }));
  }

  /** Nobody is left to talk. */
  async close(): Promise<void> {
    if (this.bridge) await this.ari.delete(`/bridges/${this.bridge}`);
    this.bridge = null;
  }
}

async function makeBridge(ari: Ari, id: string): Promise<void> {
  try {
    await ari.post(`/bridges/${id}`, { type: 'mixing', name: id });
  } catch (error) {
    // Made by a request whose answer never came.
    if (!(error instanceof AriError) || error.status !== 409) throw error;
  }
}
