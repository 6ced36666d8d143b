import { isIP } from 'node:net';
import { ANNOUNCEMENTS } from './announcements.ts';

/** What happens to a line's calls while Vorzimmer is not connected. */
export type LineFallback = { dial: string } | { announcement: string };

/** What the configuration is made from; every field is checked, so that none can say more than it should in Asterisk's files. */
export interface AsteriskSettings {
  /** The language of announcements and tones. */
  language: 'de' | 'en';
  ari: { user: string; password: string; port: number };
  sip: { bind: string; port: number; publicAddress: string | null; localNetworks: string[] };
  trunk: {
    /** The carrier's host, with its port where it is not 5060. */
    server: string;
    transport: 'udp' | 'tcp' | 'tls';
    /** Addresses and networks that the carrier's calls come from. */
    match: string[];
    /** Null: the carrier knows us by our address. */
    registration: { user: string; password: string; realm: string | null; seconds: number } | null;
    outboundProxy: string | null;
    fromUser: string | null;
    fromDomain: string | null;
    codecs: string[];
    dtmf: 'auto' | 'rfc4733' | 'info' | 'inband';
    /** Where the carrier writes the called number. */
    calledNumber: 'REQUEST' | 'TO';
    /** Whether media is encrypted (SDES). */
    encrypted: boolean;
    qualifySeconds: number;
  };
  /** For lines that are not listed. */
  fallback: LineFallback;
  lines: { number: string; isBlock: boolean; fallback: LineFallback }[];
  desks: { name: string; password: string | null; contact: string | null }[];
  rtp: {
    from: number;
    to: number;
    timeoutSeconds: number;
    timeoutOnHoldSeconds: number;
    stun: string | null;
    turn: { address: string; user: string; password: string } | null;
    /** Own address => the address that softphones are told instead. */
    iceHostCandidates: Record<string, string>;
  };
  /** A folder with the administrator's own recordings: de/waiting.wav and so on, 8 kHz, 16 bit, mono; null: all are spoken by espeak-ng. */
  recordings: string | null;
  /** A folder with music on hold; null: a quiet piece is made. */
  music: string | null;
  /** Where Asterisk is installed and keeps its state. */
  folders: { modules: string; share: string; programs: string; state: string; spool: string; run: string; log: string };
  test: { sentHeader: boolean; verbose: boolean };
}

const isE164 = (text: string) => /^\+[1-9]\d{5,14}$/.test(text);
const NAME = /^[a-z][a-z0-9_-]{0,39}$/;
const HOST = /^(?=.{1,253}$)[a-zA-Z0-9]([a-zA-Z0-9.-]*[a-zA-Z0-9])?$/;
// A semicolon begins a comment in Asterisk's files, a backslash escapes, and ">" at the start is read as part of "=>".
const SECRET = /^[!-:<-=?-[\]-~][!-:<-[\]-~]*$/;
const SIP_NAME = /^[a-zA-Z0-9_.!~*'()&=+$/-]{1,64}$/;
const FOLDER = /^\/[a-zA-Z0-9_./+-]*$/;
const CODECS = ['alaw', 'ulaw', 'g722', 'opus'];

const isAddress = (text: string) => isIP(text) !== 0;
const isNetwork = (text: string) => {
  const [address, bits, more] = text.split('/');
  return isAddress(address!) && more === undefined && (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (isIP(address!) === 4 ? 32 : 128)));
};
const isHostAndPort = (text: string) => {
  const [host, port, more] = text.split(':');
  return HOST.test(host!) && more === undefined && (port === undefined || (/^\d{1,5}$/.test(port) && Number(port) > 0 && Number(port) < 65536));
};

type Fields = Record<string, unknown>;

/** Reads the settings; throws one error that names every field that is missing, wrong or unknown. */
export function readSettings(source: unknown): AsteriskSettings {
  const problems: string[] = [];
  const wrong = (field: string, what: string) => {
    problems.push(`${field} ${what}`);
  };

  /** The object's fields; others than the named ones are a slip of the pen. */
  function fields(value: unknown, field: string, names: string[]): Fields {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      wrong(field, 'must be an object');
      return {};
    }
    for (const name of Object.keys(value)) if (!names.includes(name)) wrong(field === 'settings' ? name : `${field}.${name}`, 'is not a setting');
    return value as Fields;
  }
  function text(value: unknown, field: string, fits: (text: string) => boolean, what: string): string {
    if (typeof value === 'string' && fits(value)) return value;
    wrong(field, value === undefined ? `is missing: it must be ${what}` : `must be ${what}`);
    return '';
  }
  const optional = (value: unknown, field: string, fits: (text: string) => boolean, what: string) =>
    value === undefined || value === null ? null : text(value, field, fits, what);
  function whole(value: unknown, field: string, from: number, to: number, otherwise: number): number {
    if (value === undefined) return otherwise;
    if (typeof value === 'number' && Number.isInteger(value) && value >= from && value <= to) return value;
    wrong(field, `must be a whole number from ${from} to ${to}`);
    return otherwise;
  }
  function flag(value: unknown, field: string): boolean {
    if (value === undefined || typeof value === 'boolean') return value ?? false;
    wrong(field, 'must be true or false');
    return false;
  }
  function oneOf<T extends string>(value: unknown, field: string, values: readonly T[], otherwise: T): T {
    if (value === undefined) return otherwise;
    if (values.includes(value as T)) return value as T;
    wrong(field, `must be one of ${values.join(', ')}`);
    return otherwise;
  }
  function list<T>(value: unknown, field: string, read: (item: unknown, field: string) => T): T[] {
    if (value === undefined) return [];
    if (Array.isArray(value)) return value.map((item, index) => read(item, `${field}[${index}]`));
    wrong(field, 'must be a list');
    return [];
  }
  function fallbackOf(value: unknown, field: string): LineFallback {
    const given = fields(value, field, ['dial', 'announcement']);
    if (('dial' in given) === ('announcement' in given)) {
      wrong(field, 'must have either "dial" or "announcement"');
      return { announcement: '' };
    }
    if ('dial' in given) return { dial: text(given['dial'], `${field}.dial`, isE164, 'a number such as +493023125000') };
    return { announcement: text(given['announcement'], `${field}.announcement`, value => value in ANNOUNCEMENTS, `one of ${Object.keys(ANNOUNCEMENTS).join(', ')}`) };
  }
  const secret = (least: number) => (value: string) => value.length >= least && value.length <= 128 && SECRET.test(value);
  const name = (value: string) => NAME.test(value);
  const folder = (value: string) => FOLDER.test(value);

  const all = fields(source, 'settings', ['language', 'ari', 'sip', 'trunk', 'fallback', 'lines', 'desks', 'rtp', 'recordings', 'music', 'folders', 'test']);
  const ari = fields(all['ari'], 'ari', ['user', 'password', 'port']);
  const sip = fields(all['sip'] ?? {}, 'sip', ['bind', 'port', 'publicAddress', 'localNetworks']);
  const trunk = fields(all['trunk'], 'trunk', [
    'server', 'transport', 'match', 'registration', 'outboundProxy', 'fromUser', 'fromDomain', 'codecs', 'dtmf', 'calledNumber', 'encrypted', 'qualifySeconds',
  ]);
  const registration = trunk['registration'] ? fields(trunk['registration'], 'trunk.registration', ['user', 'password', 'realm', 'seconds']) : null;
  const rtp = fields(all['rtp'] ?? {}, 'rtp', ['from', 'to', 'timeoutSeconds', 'timeoutOnHoldSeconds', 'stun', 'turn', 'iceHostCandidates']);
  const turn = rtp['turn'] ? fields(rtp['turn'], 'rtp.turn', ['address', 'user', 'password']) : null;
  const folders = fields(all['folders'] ?? {}, 'folders', ['modules', 'share', 'programs', 'state', 'spool', 'run', 'log']);
  const test = fields(all['test'] ?? {}, 'test', ['sentHeader', 'verbose']);
  const folderOf = (key: string, otherwise: string) => (folders[key] === undefined ? otherwise : text(folders[key], `folders.${key}`, folder, 'an absolute path'));

  const settings: AsteriskSettings = {
    language: oneOf(all['language'], 'language', ['de', 'en'], 'de'),
    ari: {
      user: ari['user'] === undefined ? 'vorzimmer' : text(ari['user'], 'ari.user', value => name(value) && value !== 'general', 'a name of small letters and digits'),
      password: text(ari['password'], 'ari.password', secret(16), 'a password of at least 16 printable characters without ; and \\'),
      port: whole(ari['port'], 'ari.port', 1, 65535, 8088),
    },
    sip: {
      bind: sip['bind'] === undefined ? '0.0.0.0' : text(sip['bind'], 'sip.bind', isAddress, 'an IP address'),
      port: whole(sip['port'], 'sip.port', 1, 65535, 5060),
      publicAddress: optional(sip['publicAddress'], 'sip.publicAddress', value => isAddress(value) || HOST.test(value), 'an IP address or a host'),
      localNetworks: list(sip['localNetworks'], 'sip.localNetworks', (item, field) => text(item, field, isNetwork, 'a network such as 192.168.0.0/16')),
    },
    trunk: {
      server: text(trunk['server'], 'trunk.server', isHostAndPort, 'a host such as sip.carrier.example, with its port where it is not 5060'),
      transport: oneOf(trunk['transport'], 'trunk.transport', ['udp', 'tcp', 'tls'], 'udp'),
      match: list(trunk['match'], 'trunk.match', (item, field) => text(item, field, value => isNetwork(value) || HOST.test(value), 'an IP address, a network or a host')),
      registration: registration && {
        user: text(registration['user'], 'trunk.registration.user', value => SIP_NAME.test(value), 'the account of the trunk'),
        password: text(registration['password'], 'trunk.registration.password', secret(1), 'a password of printable characters without ; and \\'),
        realm: optional(registration['realm'], 'trunk.registration.realm', value => HOST.test(value), 'a realm'),
        seconds: whole(registration['seconds'], 'trunk.registration.seconds', 30, 86_400, 300),
      },
      outboundProxy: optional(trunk['outboundProxy'], 'trunk.outboundProxy', isHostAndPort, 'a host, with its port where it is not 5060'),
      fromUser: optional(trunk['fromUser'], 'trunk.fromUser', value => SIP_NAME.test(value), 'the user part of a SIP address'),
      fromDomain: optional(trunk['fromDomain'], 'trunk.fromDomain', value => HOST.test(value), 'a host'),
      codecs: trunk['codecs'] === undefined ? ['alaw', 'ulaw'] : list(trunk['codecs'], 'trunk.codecs', (item, field) => text(item, field, value => CODECS.includes(value), `one of ${CODECS.join(', ')}`)),
      dtmf: oneOf(trunk['dtmf'], 'trunk.dtmf', ['auto', 'rfc4733', 'info', 'inband'], 'auto'),
      calledNumber: oneOf(trunk['calledNumber'], 'trunk.calledNumber', ['REQUEST', 'TO'], 'REQUEST'),
      encrypted: flag(trunk['encrypted'], 'trunk.encrypted'),
      qualifySeconds: whole(trunk['qualifySeconds'], 'trunk.qualifySeconds', 0, 3600, 60),
    },
    fallback: fallbackOf(all['fallback'] ?? { announcement: 'closed' }, 'fallback'),
    lines: list(all['lines'], 'lines', (item, field) => {
      const line = fields(item, field, ['number', 'isBlock', 'fallback']);
      return {
        number: text(line['number'], `${field}.number`, isE164, 'a number such as +493023125000'),
        isBlock: flag(line['isBlock'], `${field}.isBlock`),
        fallback: fallbackOf(line['fallback'], `${field}.fallback`),
      };
    }),
    desks: list(all['desks'], 'desks', (item, field) => {
      const desk = fields(item, field, ['name', 'password', 'contact']);
      const password = optional(desk['password'], `${field}.password`, secret(12), 'a password of at least 12 printable characters without ; and \\');
      const contact = optional(desk['contact'], `${field}.contact`, value => isAddress(value.split(':')[0]!) && isHostAndPort(value), 'an IP address, with its port where it is not 5060');
      if (!desk['password'] && !desk['contact']) wrong(field, 'needs a "password" to register with, or the "contact" where its telephone is');
      const deskName = text(desk['name'], `${field}.name`, value => name(value) && !['trunk', 'ws', 'global', 'system', 'udp', 'tcp', 'tls'].includes(value), 'a name of small letters and digits that nothing else has');
      return { name: deskName, password, contact };
    }),
    rtp: {
      from: whole(rtp['from'], 'rtp.from', 1024, 65_535, 10_000),
      to: whole(rtp['to'], 'rtp.to', 1024, 65_535, 20_000),
      timeoutSeconds: whole(rtp['timeoutSeconds'], 'rtp.timeoutSeconds', 0, 3600, 60),
      timeoutOnHoldSeconds: whole(rtp['timeoutOnHoldSeconds'], 'rtp.timeoutOnHoldSeconds', 0, 86_400, 900),
      stun: optional(rtp['stun'], 'rtp.stun', isHostAndPort, 'a host, with its port where it is not 3478'),
      turn: turn && {
        address: text(turn['address'], 'rtp.turn.address', isHostAndPort, 'a host, with its port where it is not 3478'),
        user: text(turn['user'], 'rtp.turn.user', secret(1), 'a name without ; and \\'),
        password: text(turn['password'], 'rtp.turn.password', secret(1), 'a password without ; and \\'),
      },
      iceHostCandidates: Object.fromEntries(
        Object.entries((rtp['iceHostCandidates'] ?? {}) as Fields).map(([own, told]) => {
          if (!isAddress(own)) wrong(`rtp.iceHostCandidates.${own}`, 'must be named by an IP address');
          return [own, text(told, `rtp.iceHostCandidates.${own}`, isAddress, 'an IP address')];
        }),
      ),
    },
    recordings: optional(all['recordings'], 'recordings', folder, 'an absolute path'),
    music: optional(all['music'], 'music', folder, 'an absolute path'),
    folders: {
      modules: folderOf('modules', '/usr/lib/x86_64-linux-gnu/asterisk/modules'),
      share: folderOf('share', '/usr/share/asterisk'),
      programs: folderOf('programs', '/usr/sbin'),
      state: folderOf('state', '/var/lib/asterisk'),
      spool: folderOf('spool', '/var/spool/asterisk'),
      run: folderOf('run', '/run/asterisk'),
      log: folderOf('log', '/var/log/asterisk'),
    },
    test: { sentHeader: flag(test['sentHeader'], 'test.sentHeader'), verbose: flag(test['verbose'], 'test.verbose') },
  };

  if (!registration && settings.trunk.match.length === 0) wrong('trunk.match', 'must name the addresses that the carrier calls from, or "registration" how we register with it');
  if (settings.trunk.codecs.length === 0) wrong('trunk.codecs', 'must name one codec at least');
  if (settings.rtp.to < settings.rtp.from + 10) wrong('rtp.to', 'must be at least 10 above rtp.from');
  const twice = (values: string[]) => values.find((value, index) => value && values.indexOf(value) !== index);
  const sameDesk = twice(settings.desks.map(desk => desk.name));
  if (sameDesk) wrong('desks', `names "${sameDesk}" twice`);
  const sameLine = twice(settings.lines.map(line => line.number));
  if (sameLine) wrong('lines', `names "${sameLine}" twice`);
  if (problems.length) throw new Error(`These settings are wrong:\n${problems.map(problem => `- ${problem}`).join('\n')}`);
  return settings;
}
