import { describe, expect, it } from 'vitest';
import { FanOut, type Broadcast } from './fan-out.ts';

/** So many sockets to serve, noting when. */
class Sockets implements Broadcast {
  served = 0;
  constructor(private readonly name: string, private readonly count: number, private readonly diary: string[]) {}
  get pending() { return this.served < this.count; }
  step(most: number) {
    const now = Math.min(most, this.count - this.served);
    this.served += now;
    this.diary.push(`${this.name} ${now}`);
    return now;
  }
}

describe('a fan-out', () => {
  it('serves a portion per turn of the event loop, and lets others have their turn in between', async () => {
    const diary: string[] = [];
    const fanOut = new FanOut(100);
    const many = new Sockets('many', 250, diary);
    fanOut.add(many);
    expect(diary).toEqual([]);
    while (many.pending) {
      await new Promise(setImmediate);
      diary.push('somebody else');
    }
    expect(diary).toEqual(['many 100', 'somebody else', 'many 100', 'somebody else', 'many 50', 'somebody else']);
  });

  it('does not let a large crowd keep a small one waiting', async () => {
    const diary: string[] = [];
    const fanOut = new FanOut(100);
    const [many, few, one] = [new Sockets('many', 300, diary), new Sockets('few', 10, diary), new Sockets('one', 1, diary)];
    for (const crowd of [many, few, one]) fanOut.add(crowd);
    while (many.pending) await new Promise(setImmediate);
    expect(diary).toEqual(['many 100', 'few 10', 'one 1', 'many 89', 'many 100', 'many 11']);
  });

  it('starts again for what comes later, and forgets what is taken out', async () => {
    const diary: string[] = [];
    const fanOut = new FanOut(100);
    for (const name of ['first', 'second']) {
      const crowd = new Sockets(name, 1, diary);
      fanOut.add(crowd);
      fanOut.add(crowd);
      await new Promise(setImmediate);
    }
    const gone = new Sockets('gone', 1, diary);
    fanOut.add(gone);
    fanOut.remove(gone);
    await new Promise(setImmediate);
    await new Promise(setImmediate);
    expect(diary).toEqual(['first 1', 'second 1']);
  });
});
