import { afterAll, beforeAll, describe, expect, onTestFailed, onTestFinished, test } from 'vitest';
import WebSocket from 'ws';
import type { FromAri } from './asterisk.ts';
import { openTelephony, target, type Telephony } from './harness.ts';
import { headers } from './messages.ts';
import type { BEHAVIOUR } from './scenarios.ts';

// What the other tests rely on: that the other side does what its number says, and that Asterisk tells of it as it should.
let phones: Telephony;
let events: FromAri[] = [];
let wake: () => void = () => {};
let socket: WebSocket;

async function event(fits: (event: FromAri) => boolean): Promise<FromAri> {
  for (;;) {
    const found = events.find(fits);
    if (found) return found;
    await new Promise<void>(resolve => {
      wake = resolve;
    });
  }
}

async function dial(number: string): Promise<string> {
  const { id } = await phones.asterisk.ari('POST', `/channels?endpoint=${encodeURIComponent(`PJSIP/${number}@trunk`)}&app=vorzimmer&appArgs=leg&timeout=20&callerId=%2B493023125000`);
  return id;
}

beforeAll(async () => {
  phones = await openTelephony();
  const { host, username, password } = new URL(phones.asterisk.url);
  socket = new WebSocket(`ws://${host}/ari/events?app=vorzimmer&api_key=${username}:${password}`);
  socket.on('message', data => {
    events.push(JSON.parse(String(data)));
    wake();
  });
  await new Promise((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
});

afterAll(async () => {
  socket.close();
  await phones.close();
});

describe('a number outside', () => {
  test.each<[keyof typeof BEHAVIOUR, number, number]>([
    ['busy', 486, 17],
    ['unavailable', 480, 19],
    ['notFound', 404, 1],
    ['declines', 603, 21],
    ['overloaded', 503, 34],
  ])('that is %s says so', async (behaviour, techCause, cause) => {
    const id = await dial(target(behaviour));
    const over = await event(one => one.type === 'ChannelDestroyed' && one.channel.id === id);
    expect(over).toMatchObject({ tech_cause: techCause, cause });
  });

  test.each<[keyof typeof BEHAVIOUR, string]>([
    ['pressesOne', '1'],
    ['pressesOneByInfo', '1'],
    ['pressesOneAsTone', '1'],
    ['pressesTwo', '2'],
  ])('that %s is heard', async (behaviour, digit) => {
    const id = await dial(target(behaviour));
    await event(one => one.type === 'StasisStart' && one.channel.id === id);
    const heard = await event(one => one.type === 'ChannelDtmfReceived' && one.channel.id === id);
    expect(heard.digit).toBe(digit);
    await phones.asterisk.ari('DELETE', `/channels/${id}`);
  });

  test('that hangs up does so, and one that rings for ever is called off', async () => {
    const short = await dial(target('hangsUp'));
    expect(await event(one => one.type === 'ChannelDestroyed' && one.channel.id === short)).toMatchObject({ cause: 0 });
    const silent = await dial(target('rings'));
    const invite = await phones.targets.waitFor(message => message.method === 'INVITE' && message.first.includes(target('rings')));
    await event(one => one.type === 'ChannelStateChange' && one.channel.id === silent && one.channel.state === 'Ringing');
    await phones.asterisk.ari('DELETE', `/channels/${silent}`);
    await phones.targets.waitFor(message => message.method === 'CANCEL' && message.callId === invite.callId, 'a CANCEL');
  });

  test('answers, presses and hangs up when it is told to', async () => {
    onTestFailed(() => {
      process.stderr.write(phones.targets.report());
    });
    const id = await dial(target('rings', 1));
    const invite = await phones.targets.waitFor(message => message.method === 'INVITE' && message.first.includes(target('rings', 1)));
    await event(one => one.type === 'ChannelStateChange' && one.channel.id === id && one.channel.state === 'Ringing');
    await phones.targets.tell('ANSWER', invite.callId);
    await event(one => one.type === 'StasisStart' && one.channel.id === id);
    await phones.targets.tell('PRESS1', invite.callId);
    expect(await event(one => one.type === 'ChannelDtmfReceived' && one.channel.id === id)).toMatchObject({ digit: '1' });
    await phones.targets.tell('HANGUP', invite.callId);
    expect(await event(one => one.type === 'ChannelDestroyed' && one.channel.id === id)).toMatchObject({ cause: 0 });
  });
});

describe('a caller', () => {
  const incoming = (to: string) => event(one => one.type === 'StasisStart' && one.args[0] === to);

  test('is handed over with what the carrier says of the forwarding, word for word', async () => {
    const historyInfo = '<sip:+493023125111@carrier.example>;index=1,<sip:+493023125112@carrier.example;cause=408>;index=1.1';
    const caller = await phones.call({ to: '+493023125801', from: '+491713920011', divertedBy: '+491713920012', historyInfo });
    const { args, channel } = await incoming('+493023125801');
    expect(args.slice(0, 4)).toEqual(['+493023125801', '<sip:+491713920012@carrier.example>;reason=no-answer', historyInfo, 'allowed_not_screened']);
    expect(args[4]).toMatch(/^\d{4}-\d{2}-\d{2}\t[\d:.]+\t\d+\.\d+$/);
    expect(channel.caller.number).toBe('+491713920011');
    await phones.asterisk.ari('DELETE', `/channels/${channel.id}?reason=busy`);
    await caller.status(486);
    await caller.over();
  });

  test('who writes commas and quotes into a header shifts nothing', async () => {
    const caller = await phones.call({ to: '+493023125802', from: '+491713920011', divertedBy: 'x@y>,"a,b\\",<sip:z' });
    const { args, channel } = await incoming('+493023125802');
    expect(args[1]).toContain('x@y>,"a,b');
    expect(args[3]).toBe('allowed_not_screened');
    await phones.asterisk.ari('DELETE', `/channels/${channel.id}`);
    await caller.over();
  });

  test('who withholds the number is marked as such', async () => {
    const caller = await phones.call({ to: '+493023125803', from: '+491713920013', withheld: true });
    const { args } = await incoming('+493023125803');
    expect(args[3]).toMatch(/^prohib/);
    await caller.hangUp();
    await caller.over();
    expect(headers((await caller.peer.waitFor(message => message.method === 'INVITE')), 'From')[0]).not.toContain('+491713920013');
  });

  test.each(['BEGINNING', 'RINGING', 'ANSWER'] as const)('gives up, counted from %s', async from => {
    const to = `+49302312581${from.length % 10}`;
    const caller = await phones.call({ to, from: '+491713920014', hangsUp: { after: 200, from } });
    onTestFinished(() => phones.nothingIsLeft());
    const { channel } = await incoming(to);
    if (from !== 'BEGINNING') await phones.asterisk.ari('POST', `/channels/${channel.id}/ring`);
    if (from === 'ANSWER') await phones.asterisk.ari('POST', `/channels/${channel.id}/answer`);
    await event(one => one.type === 'StasisEnd' && one.channel.id === channel.id);
    await caller.over();
  });
});
