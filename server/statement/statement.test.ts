import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PURPOSES, type Span, storedDeclarationOf, TERMS } from '../privacy/declaration.ts';
import { storedData } from '../privacy/stored-data.ts';
import { type Desk, openDesk } from '../test/desk.ts';
import { openServer } from '../test/server.ts';
import { processings, recipients } from './facts.ts';
import { CURRENT, fillIn, render, VERSIONS } from './statement.ts';
import { spanInWords, type Tongue, WORDS } from './words.ts';

const OPERATOR = { name: 'Büro & Partner <GmbH>', address: 'Lindenweg 4; 20095 Hamburg', email: 'datenschutz@buero.example' };
const NOBODY = { name: null, address: null, email: null };
const PAGES = [['/datenschutz', 'de'], ['/privacy', 'en'], ['/impressum', 'de'], ['/imprint', 'en']] as const;

let desk: Desk;
beforeAll(async () => { desk = await openDesk(); });
afterAll(() => desk.close());

describe('the privacy statement', () => {
  it('is there in each version and language, with nothing left to fill in', () => {
    const texts = readdirSync(path.join(import.meta.dirname, 'texts')).filter(name => /^\d/.test(name)).sort();
    expect(texts).toEqual(VERSIONS.flatMap(({ version }) => [`${version}.de.md`, `${version}.en.md`]).sort());
    for (const { version } of VERSIONS) for (const tongue of ['de', 'en'] as const) expect(fillIn(version, tongue, OPERATOR)).not.toMatch(/\{\{|undefined|noch nicht eingetragen|not filled in/);
  });

  it.each(['de', 'en'] as const)('names every term, every purpose with its basis, and every recipient that is declared: %s', tongue => {
    const text = fillIn(CURRENT.version, tongue, OPERATOR);
    const declared = Object.values(storedData).flatMap(table => Object.values(table.columns).map(part => storedDeclarationOf(table, part)));
    for (const { is, of, purpose, kept, ending, recipients } of declared) {
      for (const recipient of recipients) expect(text).toContain(WORDS[tongue].recipients[recipient]);
      if (of === 'SERVICE' || purpose === 'RUNNING' || ['IDENTIFIER', 'TECHNICAL', 'CONFIGURATION', 'EDGE'].includes(is)) continue;
      const row = text.split('\n').find(line => line.startsWith(`| ${WORDS[tongue].kinds[is as 'CALLER']} | ${WORDS[tongue].purposes[purpose]} | ${WORDS[tongue].bases[PURPOSES[purpose].basis]} |`));
      for (const name of [kept, ...(ending === 'KEPT_BY_LAW' ? ['BY_LAW' as const] : [])]) {
        const term = TERMS[name] as { span?: Span };
        expect(row, `${is} ${purpose}`).toContain(WORDS[tongue].terms[name](term.span ? spanInWords(term.span, tongue) : ''));
      }
    }
    expect(processings().length).toBeGreaterThan(8);
    expect(recipients()).not.toEqual([]);
  });

  it('says lengths as they are declared', () => {
    expect([spanInWords({ weeks: 4 }, 'de'), spanInWords({ years: 1 }, 'de'), spanInWords({ days: 90 }, 'en')]).toEqual(['4 Wochen', '1 Jahr', '90 days']);
  });

  it('shows a tag in a setting as text, and says what is not filled in yet', () => {
    expect(render('imprint', 'de', OPERATOR)).toContain('Büro &amp; Partner &lt;GmbH&gt;');
    expect(render('imprint', 'de', OPERATOR)).not.toContain('<GmbH>');
    expect(render('imprint', 'de', NOBODY).match(/noch nicht eingetragen/g)).toHaveLength(4);
    expect(render(CURRENT.version, 'en', NOBODY)).toContain('not filled in yet');
  });
});

describe('the pages for everybody', () => {
  it('are read without signing in, in both languages, each leading to the other', async () => {
    const server = await openServer(desk, { operator: OPERATOR });
    for (const [url, tongue] of PAGES) {
      const { statusCode, headers, body } = await server.fastify.inject({ url });
      expect([statusCode, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
      expect(body).toContain(`<html lang="${tongue}">`);
      expect(body).toContain('Lindenweg 4');
      expect(body).not.toMatch(/<script/i);
      for (const [, href] of body.matchAll(/href="([^"]+)"/g)) expect(href).toMatch(/^(\/|mailto:)/);
    }
    const other: Record<Tongue, string> = { de: 'hreflang="en"', en: 'hreflang="de"' };
    for (const [url, tongue] of PAGES) expect((await server.fastify.inject({ url })).body).toContain(other[tongue]);
    for (const { version } of VERSIONS) expect((await server.fastify.inject({ url: `/datenschutz/${version}` })).statusCode).toBe(200);
    await server.close();
  });
});

describe('acknowledging', () => {
  const ASK = '{ privacyStatement { version publishedOn isToBeRead } }';
  const ACKNOWLEDGE = 'mutation ($version: String!) { acknowledgePrivacyStatement(version: $version) { ... on PrivacyStatement { isToBeRead } } }';

  it('is each person’s own, and of the newest version alone', async () => {
    const customerId = await desk.customer();
    const [weber, colleague] = [await desk.customerUser(customerId), await desk.customerUser(customerId, 'Karla Kollegin')];
    expect((await desk.run(weber, ASK)).data.privacyStatement).toEqual({ ...CURRENT, isToBeRead: true });
    expect((await desk.run(weber, ACKNOWLEDGE, { version: 'older' })).errors?.[0].extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'version' });
    for (let press = 0; press < 2; press++) expect((await desk.run(weber, ACKNOWLEDGE, { version: CURRENT.version })).data.acknowledgePrivacyStatement).toEqual({ isToBeRead: false });
    expect((await desk.run(colleague, ASK)).data.privacyStatement.isToBeRead).toBe(true);
  });

  it('is asked of nobody else', async () => {
    const jana = await desk.secretary();
    for (const person of [jana, null]) expect((await desk.run(person, ASK)).data.privacyStatement.isToBeRead).toBe(false);
    expect((await desk.run(jana, ACKNOWLEDGE, { version: CURRENT.version })).errors?.[0].extensions.code).toBe('FORBIDDEN');
    expect((await desk.run(null, ACKNOWLEDGE, { version: CURRENT.version })).errors?.[0].extensions.code).toBe('UNAUTHENTICATED');
  });
});
