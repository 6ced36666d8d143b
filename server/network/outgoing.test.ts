import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AddressRefused, isPublicAddress, Outgoing } from './outgoing.ts';

let server: http.Server;
let port: number;
let asked: string[] = [];
beforeAll(async () => {
  server = http.createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    if (request.url === '/away') response.writeHead(302, { location: `http://127.0.0.1:${port}/elsewhere` }).end();
    else if (request.url === '/large') response.end('x'.repeat(1_000_000));
    else response.writeHead(201).end('taken');
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => server.close());

test.each([
  ['8.8.8.8', true], ['2a00:1450:4001:82f::200e', true], ['127.0.0.1', false], ['10.0.0.1', false], ['192.168.1.1', false], ['172.16.0.1', false], ['169.254.169.254', false], ['100.64.0.1', false],
  ['0.0.0.0', false], ['::1', false], ['::', false], ['fe80::1', false], ['fd00::1', false], ['::ffff:10.0.0.1', false], ['64:ff9b::a00:1', false], ['2002:a00:1::', false], ['no address', false],
])('%s is of the public internet: %s', (address, isPublic) => {
  expect(isPublicAddress(address)).toBe(isPublic);
});

describe('an address that somebody has given us', () => {
  test.each([
    'http://127.0.0.1/', 'https://127.0.0.1/', 'https://2130706433/', 'https://0x7f.1/', 'https://0/', 'https://[::1]/', 'https://[::ffff:10.0.0.1]/', 'https://169.254.169.254/latest', 'https://100.64.0.1/',
    'https://localhost/', 'https://database/', 'https://printer.local/', 'http://example.com/', 'ftp://example.com/', 'https://user:secret@example.com/', 'file:///etc/passwd', 'nothing',
  ])('%s is refused', async address => {
    const outgoing = new Outgoing();
    await expect(outgoing.send(address)).rejects.toThrow(AddressRefused);
  });

  test('is refused when its name leads to this computer, and when a library brings its own request', async () => {
    const outgoing = new Outgoing();
    const ask = (host: string) => new Promise((_resolve, reject) => { http.get({ host, port, agent: outgoing.httpAgent }, () => reject(new Error('it came through'))).on('error', reject); });
    asked = [];
    // Spellings that the parser of addresses would have put right.
    for (const host of ['localhost', '127.0.0.1', '2130706433', '127.1']) await expect(ask(host), host).rejects.toThrow(AddressRefused);
    expect(asked).toEqual([]);
  });

  test.each(['localhost', '127.0.0.1', '127.0.0.0/8'])('is reached when %s is allowed', async allowed => {
    const outgoing = new Outgoing([allowed]);
    const answer = await outgoing.send(`http://${allowed === 'localhost' ? 'localhost' : '127.0.0.1'}:${port}/in`, { body: 'hello', headers: { 'content-type': 'text/plain' } });
    expect([answer.status, answer.body.toString()]).toEqual([201, 'taken']);
    outgoing.close();
  });

  test('is left alone with its redirects, and read no further than asked', async () => {
    const outgoing = new Outgoing(['127.0.0.1']);
    asked = [];
    expect((await outgoing.send(`http://127.0.0.1:${port}/away`)).status).toBe(302);
    expect(asked).toEqual(['POST /away']);
    expect((await outgoing.send(`http://127.0.0.1:${port}/large`, { maxAnswerBytes: 100 })).body).toHaveLength(100);
    outgoing.close();
  });
});
