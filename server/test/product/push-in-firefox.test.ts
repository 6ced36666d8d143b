import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { firefox, openFirefox } from '../firefox.ts';
import { type PushService, startPushService } from '../push-service.ts';

if (!firefox && process.env['CI']) throw new Error('The test of push in Firefox needs one (Debian: apt-get install firefox-esr), or FIREFOX with its path.');
if (!firefox) process.stderr.write('No Firefox was found: the test of push in it does NOT run.\n');

let pushes: PushService;
beforeAll(async () => { pushes = await startPushService(); });
afterAll(() => pushes.close());

const url = inject('url');
const door = inject('door');
// oxlint-disable-next-line typescript/no-explicit-any
type Told = any;

async function post(query: string, variables: object, token?: string): Promise<{ data: Told; token: string | undefined }> {
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', ...(token && { cookie: `vorzimmer_session=${token}` }) }, body: JSON.stringify({ query, variables }) });
  const cookie = response.headers.getSetCookie().map(said => /^vorzimmer_session=([^;]+)/.exec(said)?.[1]).find(Boolean);
  const { data, errors } = (await response.json()) as { data: Told; errors?: unknown };
  expect(errors, query).toBeUndefined();
  return { data, token: cookie };
}
const signIn = async (email: string) => (await post('mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) { __typename } }', { email, password: 'vorzimmer-demo-2026' })).token!;

/** A call to Dr. Weber, with the note that Jana takes. */
async function noted(jana: string, line: string, concern: string): Promise<string> {
  const callId = crypto.randomUUID();
  const tell = (event: Record<string, string>) => fetch(url + door, { method: 'POST', body: new URLSearchParams({ direction: 'in', callId, ...event }) });
  await tell({ event: 'newCall', to: line, from: '+4917604069123' });
  const { data } = await post('{ desk { calls { id state line { number } } } }', {}, jana);
  const { id } = data.desk.calls.find((call: Told) => call.state === 'RINGING' && call.line.number === line);
  await post('mutation ($id: ID!) { setPresence(presence: AVAILABLE) { __typename } takeCall(callId: $id) { __typename } }', { id }, jana);
  await post('mutation ($id: ID!, $input: CallNoteInput!) { saveCallNote(callId: $id, input: $input) { __typename } }', { id, input: { concern, callerName: 'Frieda Feuerfuchs' } }, jana);
  await tell({ event: 'hangup', cause: 'normalClearing' });
  return id as string;
}

test.runIf(firefox)('a Firefox that somebody has notified shows a note that was just taken, until they remove it', async () => {
  const weber = await signIn('weber@praxis-weber.example');
  const jana = await signIn('jana@vorzimmer.example');
  const { data: { viewer } } = await post('{ viewer { ... on CustomerUser { customer { lines { number } } } } }', {}, weber);
  const line = viewer.customer.lines[0].number as string;
  const browser = await openFirefox(firefox!, pushes.socketUrl);
  try {
    await browser.goto(`${url}/sign-in`);
    await browser.run(`(document.cookie = 'vorzimmer_session=${weber}; path=/', true)`);
    await browser.goto(`${url}/portal/notifications`);
    const has = (text: string) => browser.run<boolean>(`document.body.innerText.includes(${JSON.stringify(text)})`);
    const press = (name: string) => browser.run<boolean>(`(button => { button?.click(); return button !== undefined; })([...document.querySelectorAll('button')].find(({ innerText, ariaLabel }) => innerText.trim() === ${JSON.stringify(name)} || ariaLabel === ${JSON.stringify(name)}))`);
    const shown = () => browser.run<{ title: string; body: string; path: string }[]>(`navigator.serviceWorker.getRegistration('/').then(worker => worker.getNotifications()).then(all => all.map(({ title, body, data }) => ({ title, body, path: data.path })))`);
    const waitFor = { timeout: 15_000, interval: 50 };
    await expect.poll(() => press('Auf diesem Gerät einschalten'), waitFor).toBe(true);
    await expect.poll(() => has('Dieses Gerät'), waitFor).toBe(true);

    const callId = await noted(jana, line, 'Möchte einen Termin');
    await expect.poll(shown, waitFor).toEqual([{ title: 'Neue Gesprächsnotiz', body: 'Im Portal lesen', path: `/portal/calls/${callId}` }]);
    // Firefox says 100 when the page's worker has taken it.
    await expect.poll(() => pushes.acknowledged.map(({ code }) => code), waitFor).toEqual([100]);

    await browser.run(`[...document.querySelectorAll('label')].find(({ innerText }) => innerText.includes('Anrufer und Anliegen auf dem Gerät zeigen')).click()`);
    await press('Speichern');
    await expect.poll(() => has('Ihre Benachrichtigungen sind gespeichert.'), waitFor).toBe(true);
    await noted(jana, line, 'Bittet um ein Rezept');
    await expect.poll(async () => (await shown()).map(({ title, body }) => `${title} ${body}`), waitFor).toContainEqual(expect.stringMatching(/^Neue Gesprächsnotiz: Frieda Feuerfuchs Bittet um ein Rezept\n/));

    await expect.poll(() => browser.run<boolean>(`(button => { button?.click(); return button !== undefined; })([...document.querySelectorAll('button')].find(({ innerText }) => innerText.trim() === 'Entfernen'))`), waitFor).toBe(true);
    await expect.poll(() => has('Noch kein Gerät wird benachrichtigt.'), waitFor).toBe(true);
    await expect.poll(() => pushes.channels.size, waitFor).toBe(0);
    const { data: left } = await post('{ notifications { devices { id } } }', {}, weber);
    expect(left.notifications.devices).toEqual([]);
  } finally {
    await browser.close();
  }
});
