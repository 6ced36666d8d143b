import { mkdtemp, readdir, readFile, rm, stat, writeFile, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { ANNOUNCEMENTS } from './announcements.ts';
import { makeConfiguration } from './make.ts';
import { configurationFiles } from './render.ts';
import { type AsteriskSettings, readSettings } from './settings.ts';
import { readWav, toTelephoneRate, writeWav } from './wav.ts';

const ARI_PASSWORD = 'correct-horse-battery';
const least = () => ({ ari: { password: ARI_PASSWORD }, trunk: { server: 'sip.carrier.example', match: ['192.0.2.10', '198.51.100.0/24'] } });
const files = (more: Record<string, unknown> = {}) => configurationFiles(readSettings({ ...least(), ...more }), '/etc/vorzimmer/asterisk');

/** The settings under each of a file's headings, headings that come several times one after the other. */
function sections(file: string): { name: string; settings: Map<string, string[]> }[] {
  const found: { name: string; settings: Map<string, string[]> }[] = [];
  for (const line of file.split('\n')) {
    const heading = /^\[([^\]]+)\]/.exec(line);
    if (heading) found.push({ name: heading[1]!, settings: new Map() });
    const setting = /^([a-z_0-9]+)\s*=>?\s*(.*)$/.exec(line);
    if (setting) found.at(-1)!.settings.set(setting[1]!, [...(found.at(-1)!.settings.get(setting[1]!) ?? []), setting[2]!]);
  }
  return found;
}
const section = (file: string, name: string, type: string) => sections(file).find(one => one.name === name && one.settings.get('type')?.[0] === type)?.settings;

describe('settings', () => {
  test.each<[string, unknown, string]>([
    ['no password for ARI', { ...least(), ari: {} }, 'ari.password is missing'],
    ['a short password', { ...least(), ari: { password: 'short' } }, 'ari.password must be a password of at least 16'],
    ['a password that would begin a comment', { ...least(), ari: { password: 'correct;horse-battery' } }, 'ari.password must be'],
    ['a line break that would begin a section', { ...least(), trunk: { server: 'a.example\n[evil]', match: ['192.0.2.1'] } }, 'trunk.server must be'],
    ['a carrier that nobody can be identified by', { ...least(), trunk: { server: 'a.example' } }, 'trunk.match must name'],
    ['a network that is none', { ...least(), trunk: { server: 'a.example', match: ['192.0.2.1/33'] } }, 'trunk.match[0] must be'],
    ['a line in no E.164', { ...least(), lines: [{ number: '030 23125000', fallback: { announcement: 'closed' } }] }, 'lines[0].number must be'],
    ['a fallback of two kinds', { ...least(), fallback: { dial: '+493023125000', announcement: 'closed' } }, 'fallback must have either'],
    ['an announcement that there is not', { ...least(), fallback: { announcement: 'welcome' } }, 'fallback.announcement must be one of waiting'],
    ['a telephone that can neither register nor be found', { ...least(), desks: [{ name: 'desk1' }] }, 'desks[0] needs'],
    ['two telephones of one name', { ...least(), desks: [{ name: 'a', contact: '192.0.2.5' }, { name: 'a', contact: '192.0.2.6' }] }, 'desks names "a" twice'],
    ['a telephone with the name of the trunk', { ...least(), desks: [{ name: 'trunk', contact: '192.0.2.5' }] }, 'desks[0].name must be'],
    ['too few ports', { ...least(), rtp: { from: 10_000, to: 10_001 } }, 'rtp.to must be'],
    ['a slip of the pen', { ...least(), rtp: { form: 10_000 } }, 'rtp.form is not a setting'],
    ['no object', 'text', 'settings must be an object'],
  ])('refuse %s', (_, source, told) => {
    expect(() => readSettings(source)).toThrow(told);
  });

  test('all that is wrong is told at once', () => {
    expect(() => readSettings({ ari: { port: 0 }, trunk: { server: '-' } })).toThrow(/ari\.password[^]*ari\.port[^]*trunk\.server/);
  });
});

describe('the trunk', () => {
  test('by address: identified by every address, without a login', () => {
    const pjsip = files().get('pjsip.conf')!;
    expect(section(pjsip, 'trunk', 'identify')!.get('match')).toEqual(['192.0.2.10', '198.51.100.0/24']);
    expect(section(pjsip, 'trunk', 'auth')).toBeUndefined();
    expect(section(pjsip, 'trunk', 'registration')).toBeUndefined();
    expect(section(pjsip, 'trunk', 'endpoint')!.has('outbound_auth')).toBe(false);
  });

  test('by registration: with the account, over the transport and the proxy of the carrier', () => {
    const pjsip = files({
      trunk: { server: 'sip.carrier.example:5061', transport: 'tls', outboundProxy: 'edge.carrier.example', encrypted: true, registration: { user: 'acct17', password: 's3cret{{name}}$&', realm: 'carrier.example' } },
    }).get('pjsip.conf')!;
    const registration = section(pjsip, 'trunk', 'registration')!;
    expect(registration.get('server_uri')).toEqual(['sip:sip.carrier.example:5061\\;transport=tls']);
    expect(registration.get('client_uri')).toEqual(['sip:acct17@sip.carrier.example']);
    expect(registration.get('outbound_proxy')).toEqual(['sip:edge.carrier.example\\;lr\\;transport=tls']);
    expect(section(pjsip, 'trunk', 'auth')!.get('password')).toEqual(['s3cret{{name}}$&']);
    expect(section(pjsip, 'trunk', 'auth')!.get('realm')).toEqual(['carrier.example']);
    expect(section(pjsip, 'trunk', 'endpoint')!.get('outbound_auth')).toEqual(['trunk']);
    expect(section(pjsip, 'trunk', 'endpoint')!.get('media_encryption')).toEqual(['sdes']);
    expect(section(pjsip, 'tls', 'transport')!.get('bind')).toEqual(['0.0.0.0:5061']);
    expect(section(pjsip, 'trunk', 'identify')!.get('match')).toEqual(['sip.carrier.example']);
  });

  test('tells the caller nothing of the other side, and believes what the carrier says of withheld numbers', () => {
    const endpoint = section(files().get('pjsip.conf')!, 'trunk', 'endpoint')!;
    expect(Object.fromEntries(endpoint)).toMatchObject({ send_connected_line: ['no'], direct_media: ['no'], trust_id_inbound: ['yes'], trust_id_outbound: ['no'], send_pai: ['yes'], rtp_timeout: ['60'] });
  });
});

describe('the telephones', () => {
  test('one registers with its password, one is known by its address', () => {
    const pjsip = files({ desks: [{ name: 'desk1', password: 'correct-horse' }, { name: 'desk2', contact: '192.0.2.77:5066' }] }).get('pjsip.conf')!;
    expect(section(pjsip, 'desk1', 'endpoint')!.get('auth')).toEqual(['desk1']);
    expect(section(pjsip, 'desk1', 'aor')!.get('max_contacts')).toEqual(['1']);
    expect(section(pjsip, 'desk1', 'identify')).toBeUndefined();
    expect(section(pjsip, 'desk2', 'aor')!.get('contact')).toEqual(['sip:desk2@192.0.2.77:5066']);
    expect(section(pjsip, 'desk2', 'identify')!.get('match')).toEqual(['192.0.2.77']);
    expect(section(pjsip, 'desk2', 'auth')).toBeUndefined();
  });

  test('softphones can be put into memory', () => {
    expect(files().get('sorcery.conf')).toMatch(/^endpoint=memory$[^]*^auth=memory$[^]*^aor=memory$/m);
    expect(section(files().get('pjsip.conf')!, 'ws', 'transport')!.get('bind')).toEqual(['127.0.0.1']);
  });
});

describe('the dialplan', () => {
  const lines = [
    { number: '+493023125100', fallback: { dial: '+493023125200' } },
    { number: '+4989989983', isBlock: true, fallback: { announcement: 'nobody-free' } },
  ];

  test('hands every call over with the words that Vorzimmer reads', () => {
    const stasis = (file: string) => [...file.matchAll(/Stasis\((.*)\)$/gm)].map(match => match[1]);
    const words = 'vorzimmer,${CALLED},${DIVERSION},${HISTORY},${CALLERID(pres)}';
    expect(stasis(files().get('extensions.conf')!)).toEqual([words, words]);
    expect(stasis(files({ test: { sentHeader: true } }).get('extensions.conf')!)).toEqual([`${words},\${SENT}`, `${words},\${SENT}`]);
    expect(files().get('extensions.conf')).toContain('Set(DIVERSION=${QUOTE(${DIVERSION})})');
  });

  test('has a fallback for each line however the carrier writes it, and one for all others', () => {
    const plan = files({ lines, fallback: { announcement: 'closed' } }).get('extensions.conf')!;
    for (const number of ['+493023125100', '493023125100', '00493023125100', '03023125100']) {
      expect(plan).toContain(`exten => ${number},1,Set(LINE=+493023125100)\n same => n,Set(TARGET=+493023125200)`);
    }
    expect(plan).toContain('exten => _+4989989983!,1,Set(SOUND=nobody-free)');
    expect(plan).toContain('exten => _[+0-9]!,1,Set(SOUND=closed)');
  });

  test('lets telephones of the service dial nothing by themselves', () => {
    const desk = files().get('extensions.conf')!.split('[from-desk]')[1]!;
    expect(desk).not.toContain('Dial(');
  });
});

test('ARI listens on this machine alone and reads no variables of the SIP stack', () => {
  const all = files();
  expect(all.get('http.conf')).toMatch(/^bindaddr=127\.0\.0\.1$/m);
  expect(all.get('ari.conf')).toMatch(/^\[vorzimmer\]\ntype=user$/m);
  expect(all.get('ari.conf')).not.toMatch(/^channelvars/m);
});

test('no template keeps a placeholder, whatever is left out or given', () => {
  const full: Record<string, unknown> = {
    trunk: { ...least().trunk, registration: { user: 'a', password: 'b' }, fromUser: 'x', fromDomain: 'y.example', outboundProxy: 'z.example' },
    desks: [{ name: 'desk1', password: 'correct-horse' }, { name: 'desk2', contact: '192.0.2.77' }],
    rtp: { stun: 'stun.example', turn: { address: 'turn.example', user: 'u', password: 'p' }, iceHostCandidates: { '10.0.0.1': '192.0.2.1' } },
    sip: { publicAddress: '192.0.2.1', localNetworks: ['10.0.0.0/8'] },
    test: { sentHeader: true, verbose: true },
  };
  for (const made of [files(), files(full)]) for (const [name, text] of made) expect(text, name).not.toMatch(/\{\{/);
  expect(files(full).get('rtp.conf')).toMatch(/turnaddr=turn\.example\nturnusername=u\nturnpassword=p\n[^]*10\.0\.0\.1 => 192\.0\.2\.1/);
  expect(files().get('rtp.conf')).not.toMatch(/turnaddr|stunaddr/);
});

describe('made in a folder', () => {
  async function made(): Promise<{ folder: string; recordings: string; settings: AsteriskSettings }> {
    const folder = await mkdtemp(path.join(tmpdir(), 'vorzimmer-asterisk-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const recordings = path.join(folder, 'own');
    for (const language of ['de', 'en']) {
      await mkdir(path.join(recordings, language), { recursive: true });
      for (const name of Object.keys(ANNOUNCEMENTS)) await writeFile(path.join(recordings, language, `${name}.wav`), writeWav(new Float32Array(80)));
    }
    const at = (name: string) => path.join(folder, 'var', name);
    const settings = readSettings({ ...least(), recordings, folders: { state: at('state'), spool: at('spool'), run: at('run'), log: at('log') } });
    return { folder: path.join(folder, 'etc'), recordings, settings };
  }

  test('the secrets are for the owner and the group, own recordings are taken as they are, music is there', async () => {
    const { folder, recordings, settings } = await made();
    expect(await makeConfiguration(settings, folder)).toEqual({ spoken: [] });
    for (const name of ['ari.conf', 'pjsip.conf', 'rtp.conf']) expect((await stat(path.join(folder, name))).mode & 0o777).toBe(0o640);
    expect(await readdir(path.join(folder, 'share/sounds/de/vorzimmer'))).toHaveLength(Object.keys(ANNOUNCEMENTS).length);
    expect(await readFile(path.join(folder, 'share/sounds/en/vorzimmer/waiting.wav'))).toEqual(await readFile(path.join(recordings, 'en/waiting.wav')));
    const music = readWav(await readFile(path.join(folder, 'music/quiet.wav')));
    expect(music.rate).toBe(8000);
    const loudest = music.samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
    expect(loudest).toBeGreaterThan(0.1);
    expect(loudest).toBeLessThan(0.9);
  });

  test('a second run takes the new settings', async () => {
    const { folder, settings } = await made();
    await makeConfiguration(settings, folder);
    await makeConfiguration({ ...settings, ari: { ...settings.ari, port: 8099 } }, folder);
    expect(await readFile(path.join(folder, 'http.conf'), 'utf8')).toContain('bindport=8099');
  });
});

describe('sound', () => {
  const tone = (hertz: number, rate: number) => Float32Array.from({ length: rate }, (_, index) => Math.sin((2 * Math.PI * hertz * index) / rate));
  const level = (samples: Float32Array) => Math.sqrt(samples.slice(500, -500).reduce((sum, sample) => sum + sample * sample, 0) / (samples.length - 1000));

  test('keeps its pitch and loudness on the way to the telephone, and what it cannot carry is gone', () => {
    const heard = toTelephoneRate(tone(1000, 22_050), 22_050);
    expect(heard.length).toBe(8000);
    expect(level(heard)).toBeCloseTo(Math.SQRT1_2, 2);
    const crossings = heard.reduce((count, sample, index) => count + (index > 0 && sample >= 0 && heard[index - 1]! < 0 ? 1 : 0), 0);
    expect(Math.abs(crossings - 1000)).toBeLessThan(3);
    expect(level(toTelephoneRate(tone(6000, 22_050), 22_050))).toBeLessThan(0.01);
  });

  test('is read as it was written, even where the writer did not know the length', () => {
    const file = writeWav(tone(440, 8000));
    expect(readWav(file).samples[100]).toBeCloseTo(tone(440, 8000)[100]!, 3);
    file.writeUInt32LE(0x7fff_f000, 40);
    expect(readWav(file).samples).toHaveLength(8000);
    expect(() => readWav(Buffer.from('no sound'))).toThrow('no WAV file');
  });
});
