import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { AsteriskSettings, LineFallback } from './settings.ts';

// Asterisk reports each of these that is missing as an error, and keeps to its defaults.
const DEFAULTS = ['acl.conf', 'ccss.conf', 'features.conf', 'pjproject.conf', 'stasis.conf', 'udptl.conf', 'websocket_client.conf'];

type Values = Record<string, string | number | boolean | null>;

/** Fills a template: {{name}} is a value, and the lines from {{#name}} to {{/name}} stay when it has one. */
function fill(template: string, values: Values): string {
  const valueOf = (name: string) => {
    if (!(name in values)) throw new Error(`The template asks for ${name}`);
    return values[name];
  };
  let filled = template;
  for (let before = ''; before !== filled; ) {
    before = filled;
    filled = filled.replace(/^\{\{#(\w+)\}\}\n((?:(?!\{\{#)[^])*?)^\{\{\/\1\}\}\n/m, (_, name: string, lines: string) => (valueOf(name) ? lines : ''));
  }
  // Values may hold braces and dollars of their own, so each is looked at once.
  return filled.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(valueOf(name) ?? ''));
}

const template = (name: string) => readFileSync(path.join(import.meta.dirname, 'templates', name), 'utf8');

/** How a carrier may write the number: with +, 00, nothing, and as it is dialled in Germany. */
function spellings(number: string): string[] {
  const digits = number.slice(1);
  return [number, digits, `00${digits}`, ...(digits.startsWith('49') ? [`0${digits.slice(2)}`] : [])];
}

function fallbackSteps(fallback: LineFallback, lineNumber: string): string {
  if ('dial' in fallback) return `1,Set(LINE=${lineNumber})\n same => n,Set(TARGET=${fallback.dial})\n same => n,Goto(dial,1)`;
  return `1,Set(SOUND=${fallback.announcement})\n same => n,Goto(announce,1)`;
}

function extensions(settings: AsteriskSettings): Values {
  // Whoever dials out must show a number of the service; a line that is not listed has its own called number for that.
  const fallbacks = settings.lines.flatMap(line =>
    spellings(line.number).map(number => `exten => ${line.isBlock ? `_${number}!` : number},${fallbackSteps(line.fallback, line.number)}`),
  );
  const forOthers = fallbackSteps(settings.fallback, '${CALLED}');
  const headers = { DIVERSION: 'Diversion', HISTORY: 'History-Info', ...(settings.test.sentHeader ? { SENT: 'X-Sent' } : {}) };
  // QUOTE complains about nothing to quote.
  const quoted = Object.entries(headers).flatMap(([variable, header]) => [
    ` same => n,Set(${variable}=\${PJSIP_HEADER(read,${header})})`,
    ` same => n,GotoIf($[\${LEN(\${${variable}})} = 0]?no-${variable})`,
    ` same => n,Set(${variable}=\${QUOTE(\${${variable}})})`,
    ` same => n(no-${variable}),NoOp()`,
  ]);
  return {
    calledInTo: settings.trunk.calledNumber === 'TO',
    handOver: [
      ...quoted,
      ` same => n,Stasis(vorzimmer,\${CALLED},\${DIVERSION},\${HISTORY},\${CALLERID(pres)}${settings.test.sentHeader ? ',${SENT}' : ''})`,
      ' same => n,GotoIf($["${STASISSTATUS}" = "FAILED"]?fallback,${CALLED},1)',
      ' same => n,Hangup()',
    ].join('\n'),
    fallbacks: [...fallbacks, `exten => _[+0-9]!,${forOthers}`, `exten => i,${forOthers}`].join('\n'),
  };
}

function transports({ sip, trunk }: AsteriskSettings): string {
  const nat = [
    ...(sip.publicAddress ? [`external_media_address=${sip.publicAddress}`, `external_signaling_address=${sip.publicAddress}`] : []),
    ...sip.localNetworks.map(network => `local_net=${network}`),
  ];
  const bind = `${sip.bind.includes(':') ? `[${sip.bind}]` : sip.bind}`;
  const section = (protocol: 'udp' | 'tcp' | 'tls') =>
    [
      `[${protocol}]`,
      'type=transport',
      `protocol=${protocol}`,
      `bind=${bind}:${protocol === 'tls' ? sip.port + 1 : sip.port}`,
      ...(protocol === 'tls' ? ['method=tlsv1_2', 'ca_list_file=/etc/ssl/certs/ca-certificates.crt', 'verify_server=yes'] : []),
      ...nat,
    ].join('\n');
  return [...new Set(['udp', trunk.transport] as const)].map(section).join('\n\n');
}

function pjsip(settings: AsteriskSettings): Values {
  const { trunk, rtp, language } = settings;
  const over = trunk.transport === 'udp' ? '' : `\\;transport=${trunk.transport}`;
  const timeouts = { rtpTimeout: rtp.timeoutSeconds, rtpTimeoutHold: rtp.timeoutOnHoldSeconds, language };
  const host = trunk.server.split(':')[0]!;
  const desks = settings.desks.map(desk =>
    fill(template('desk.conf'), {
      ...timeouts,
      name: desk.name,
      transport: 'udp',
      password: desk.password,
      contact: desk.contact && `sip:${desk.name}@${desk.contact}`,
      registers: !desk.contact,
      // A telephone with a password proves who it is; one without is known by its address.
      contactAddress: desk.contact && !desk.password ? desk.contact.split(':')[0]! : null,
    }),
  );
  return {
    ...timeouts,
    transports: transports(settings),
    trunkTransport: trunk.transport,
    trunkCodecs: trunk.codecs.join(','),
    trunkDtmf: trunk.dtmf,
    trunkEncrypted: trunk.encrypted,
    trunkRewriteContact: settings.sip.publicAddress ? 'yes' : 'no',
    fromUser: trunk.fromUser ?? trunk.registration?.user ?? null,
    fromDomain: trunk.fromDomain ?? (trunk.registration ? host : null),
    outboundProxy: trunk.outboundProxy && `sip:${trunk.outboundProxy}\\;lr${over}`,
    trunkContact: `sip:${trunk.server}${over}`,
    qualifySeconds: trunk.qualifySeconds,
    trunkMatches: (trunk.match.length ? trunk.match : [host]).map(match => `match=${match}`).join('\n'),
    trunkUser: trunk.registration?.user ?? null,
    trunkPassword: trunk.registration?.password ?? null,
    trunkRealm: trunk.registration?.realm ?? null,
    registrationSeconds: trunk.registration?.seconds ?? null,
    registrarUri: `sip:${trunk.server}${over}`,
    clientUri: `sip:${trunk.registration?.user ?? ''}@${host}`,
    desks: desks.join(''),
  };
}

/** The configuration files by their names in the folder, which must be an absolute path. */
export function configurationFiles(settings: AsteriskSettings, folder: string): Map<string, string> {
  const { ari, rtp, language, test } = settings;
  const values: Record<string, Values> = {
    'asterisk.conf': { folder, language, ...settings.folders },
    'logger.conf': { verbose: test.verbose },
    'modules.conf': {},
    'http.conf': { ariPort: ari.port },
    'ari.conf': { ariUser: ari.user, ariPassword: ari.password },
    'cdr.conf': {},
    'cel.conf': {},
    'indications.conf': {},
    'sorcery.conf': {},
    'musiconhold.conf': { music: settings.music ?? `${folder}/music` },
    'rtp.conf': {
      rtpFrom: rtp.from,
      rtpTo: rtp.to,
      stun: rtp.stun,
      turnAddress: rtp.turn?.address ?? null,
      turnUser: rtp.turn?.user ?? null,
      turnPassword: rtp.turn?.password ?? null,
      iceHostCandidates: Object.entries(rtp.iceHostCandidates).map(([own, told]) => `${own} => ${told}`).join('\n'),
    },
    'extensions.conf': extensions(settings),
    'pjsip.conf': pjsip(settings),
  };
  return new Map([
    ...Object.entries(values).map(([name, given]): [string, string] => [name, fill(template(name), given)]),
    ...DEFAULTS.map((name): [string, string] => [name, '; As Asterisk has it.\n']),
    ['manager.conf', '; Nobody steers Asterisk but over ARI.\n[general]\nenabled=no\n'],
  ]);
}
