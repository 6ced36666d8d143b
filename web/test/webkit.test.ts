import { afterAll, beforeAll, test } from 'vitest';
import { cleanUp, demoDoor, newFolder, Service } from '../../server/test/product/service.ts';
import { readDevice } from './device.ts';
import { eventually } from './eventually.ts';
import { openHouse, type House } from './house.ts';
import { openWebkit, type Webkit } from './webkit.ts';

// A service of its own: it is really gone while the telephone has to do without it.
const folder = newFolder();
let service: Service;
let house: House;
let webkit: Webkit;
beforeAll(async () => {
  service = await Service.start({ VORZIMMER_DATA: folder });
  house = openHouse({ url: service.url, door: demoDoor(folder) });
  webkit = await openWebkit(service.url);
});
afterAll(async () => { await webkit?.close(); await cleanUp(); });

test('Safari’s engine shows the portal, has what was seen and keeps what is entered without the service, however often pages were left', async () => {
  const { id: customerId, line } = await house.customer('Apfel & Söhne');
  await house.noted(line, '+4922188880041', { concern: 'Fragt nach dem Angebot.', callerName: 'Iris Impuls' });
  await webkit.goto('/sign-in');
  await webkit.run(() => localStorage.setItem('vorzimmer.language', 'de'));
  await webkit.signIn(await house.person(customerId, 'MANAGE'));
  await webkit.goto('/portal');
  await webkit.reads('Schnell umstellen');
  await eventually(() => webkit.run(() => navigator.serviceWorker.controller !== null)).toBe(true);
  // Each is left while it still keeps what it has just shown.
  for (const path of ['/portal/calls', '/portal', '/portal/calls', '/portal/contacts']) {
    await webkit.goto(path);
    await webkit.reads(path === '/portal/contacts' ? 'Noch keine Kontakte' : 'Iris Impuls');
  }
  await webkit.goto('/portal/calls');
  await webkit.reads('Iris Impuls');
  await eventually(async () => Object.values(await webkit.run(readDevice)).flatMap(({ kept }) => kept)).toContain('Picture /portal/calls');

  await service.stop();
  await webkit.goto('/portal/calls');
  await webkit.reads('Sie sind offline. Stand: ');
  await webkit.reads('Fragt nach dem Angebot.');
  await webkit.goto('/portal/contacts/new');
  await webkit.type('//label[starts-with(., "Name")]/following::input[1]', 'Otto Offline');
  await webkit.press('//button[. = "Speichern"]');
  await webkit.reads('1 Änderung ist noch nicht gesendet.');
  await webkit.goto('/portal');
  await webkit.reads('1 Änderung ist noch nicht gesendet.');

  service = await Service.start({ VORZIMMER_DATA: folder, PORT: new URL(service.url).port });
  const names = async () => (await house.ask('leitung', 'query ($id: ID!) { customer(id: $id) { contacts(first: 9) { edges { node { name } } } } }', { id: customerId })).customer.contacts.edges.map(({ node }: { node: { name: string } }) => node.name);
  await eventually(names).toEqual(['Otto Offline']);
});
