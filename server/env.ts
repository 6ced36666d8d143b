import path from 'node:path';

/** The settings of this process, read once. */
export interface Env {
  port: number;
  host: string;
  /** The owner's connection to an external PostgreSQL; null: the embedded one. */
  databaseUrl: string | null;
  /** The connections of the roles that the service works as; null: it connects as the owner and becomes them. */
  databaseAppUrl: string | null;
  databaseCustomerUrl: string | null;
  dataFolder: string;
  /** The folder with PostgreSQL's programs to use instead of the bundled ones. */
  pgBin: string | null;
  /** Where people reach the service, such as https://desk.example.com; null: where it listens. */
  publicUrl: string | null;
  /** Asterisk's REST interface with user and password, such as http://vorzimmer:secret@127.0.0.1:8088; null: no exchange of our own. */
  asteriskUrl: URL | null;
  /** Servers that tell a browser its own public address, such as stun:stun.example.com:3478. */
  stunUrls: string[];
  /** A relay for the sound of telephones in browsers, with the secret that it shares with us (coturn: use-auth-secret); null: none. */
  turn: { urls: string[]; secret: string } | null;
  /** What secrets are sealed with before they are stored; null: one that is drawn and kept beside the data. */
  secretKey: Buffer | null;
  /** Keys that secrets may still be sealed with. */
  previousSecretKeys: Buffer[];
  /** The server that mails are handed to, with user and password, such as smtp://user:secret@mail.example.com:587; null: none is sent. */
  smtpUrl: URL | null;
  /** Whom mails are from. */
  mailFrom: { name: string; address: string };
  /** Who runs the service, for the legal notice and the privacy statement. */
  operator: { name: string | null; address: string | null; email: string | null };
  /** Hosts that requests to addresses given from outside may reach although they are not public: names, addresses, ranges. */
  outgoingAllow: string[];
  logLevel: string;
}

const listOf = (value: string | undefined): string[] => (value ?? '').split(',').map(part => part.trim()).filter(part => part !== '');

const HERE = ['127.0.0.1', '::1', '[::1]', 'localhost'];

/** Whether this computer alone reaches the service and its database, also through no proxy. */
export const isOnlyHere = ({ databaseUrl, host, publicUrl = null }: Pick<Env, 'databaseUrl' | 'host'> & Partial<Pick<Env, 'publicUrl'>>): boolean =>
  databaseUrl === null && HERE.includes(host) && (publicUrl === null || (URL.canParse(publicUrl) && HERE.includes(new URL(publicUrl).hostname)));

/** 32 bytes in base64; null for anything else. */
const keyIn = (text: string): Buffer | null => (/^[A-Za-z0-9+/]{43}=$/.test(text) ? Buffer.from(text, 'base64') : null);

/** Reads the settings; throws one error that names all that are wrong. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const problems: string[] = [];
  const port = Number(source['PORT'] ?? 4000);
  if (!Number.isInteger(port) || port < 0 || port > 65535) problems.push(`PORT must be a port number, not "${source['PORT']}"`);
  const databaseUrl = source['DATABASE_URL'] || null;
  if (databaseUrl && !/^postgres(ql)?:\/\//.test(databaseUrl)) problems.push('DATABASE_URL must begin with postgres://');
  const roleUrl = (name: string): string | null => {
    const url = source[name] || null;
    if (url && !/^postgres(ql)?:\/\//.test(url)) problems.push(`${name} must begin with postgres://`);
    if (url && !databaseUrl) problems.push(`${name} goes with DATABASE_URL`);
    return url;
  };
  const databaseAppUrl = roleUrl('DATABASE_APP_URL');
  const databaseCustomerUrl = roleUrl('DATABASE_CUSTOMER_URL');
  if ((databaseAppUrl === null) !== (databaseCustomerUrl === null)) problems.push('DATABASE_APP_URL and DATABASE_CUSTOMER_URL go together');
  const publicUrl = source['PUBLIC_URL'] || null;
  if (publicUrl && !URL.canParse(publicUrl)) problems.push('PUBLIC_URL must be an address such as https://desk.example.com');
  const asterisk = source['ASTERISK_URL'] || null;
  const asteriskUrl = asterisk && URL.canParse(asterisk) ? new URL(asterisk) : null;
  if (asterisk && !(asteriskUrl && /^https?:$/.test(asteriskUrl.protocol) && asteriskUrl.username && asteriskUrl.password))
    problems.push('ASTERISK_URL must be an address with user and password such as http://vorzimmer:secret@127.0.0.1:8088');
  const stunUrls = listOf(source['STUN_URLS']);
  if (!stunUrls.every(url => /^stuns?:[^\s/]+$/.test(url))) problems.push('STUN_URLS must be addresses such as stun:stun.example.com:3478, with commas between them');
  const turnUrls = listOf(source['TURN_URLS']);
  const turnSecret = source['TURN_SECRET'] || null;
  if (!turnUrls.every(url => /^turns?:[^\s/]+$/.test(url))) problems.push('TURN_URLS must be addresses such as turn:turn.example.com:3478?transport=udp, with commas between them');
  if (turnUrls.length > 0 !== (turnSecret !== null)) problems.push('TURN_URLS and TURN_SECRET go together');
  const host = source['HOST'] ?? '127.0.0.1';
  const secretText = source['VORZIMMER_SECRET_KEY'] || null;
  const secretKey = secretText === null ? null : keyIn(secretText.trim());
  if (secretText !== null ? !secretKey : !isOnlyHere({ databaseUrl, host, publicUrl }))
    problems.push(`VORZIMMER_SECRET_KEY ${secretText === null ? 'is missing' : 'is malformed'}: it must be 32 random bytes in base64, as "openssl rand -base64 32" makes them`);
  const previousKeys = listOf(source['VORZIMMER_SECRET_KEY_PREVIOUS']).map(keyIn);
  if (previousKeys.includes(null)) problems.push('VORZIMMER_SECRET_KEY_PREVIOUS must be keys such as VORZIMMER_SECRET_KEY, with commas between them');
  const smtp = source['SMTP_URL'] || null;
  const smtpUrl = smtp && URL.canParse(smtp) ? new URL(smtp) : null;
  if (smtp && !(smtpUrl && /^smtps?:$/.test(smtpUrl.protocol) && smtpUrl.hostname)) problems.push('SMTP_URL must be an address such as smtp://user:secret@mail.example.com:587');
  const from = /^(?:([^<>\r\n]*?)\s*<)?([^\s<>@",;]+@[^\s<>@",;]+)>?$/.exec(source['MAIL_FROM']?.trim() ?? '');
  if (source['MAIL_FROM'] ? !from : smtp) problems.push('MAIL_FROM must be whom mails are from, such as Vorzimmer <desk@example.com>');
  const logLevel = source['LOG_LEVEL'] ?? 'info';
  if (!['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'].includes(logLevel)) problems.push(`LOG_LEVEL does not know "${logLevel}"`);
  if (problems.length) throw new Error(`These settings are wrong:\n${problems.map(problem => `- ${problem}`).join('\n')}`);
  return {
    port,
    host,
    databaseUrl,
    databaseAppUrl,
    databaseCustomerUrl,
    dataFolder: path.resolve(source['VORZIMMER_DATA'] ?? '.data'),
    pgBin: source['PG_BIN'] || null,
    publicUrl,
    asteriskUrl,
    stunUrls,
    turn: turnSecret === null ? null : { urls: turnUrls, secret: turnSecret },
    secretKey,
    previousSecretKeys: previousKeys.filter(key => key !== null),
    smtpUrl,
    mailFrom: { name: from?.[1] || 'Vorzimmer', address: from?.[2] ?? 'vorzimmer@localhost' },
    operator: { name: source['OPERATOR_NAME'] || null, address: source['OPERATOR_ADDRESS'] || null, email: source['OPERATOR_EMAIL'] || null },
    outgoingAllow: listOf(source['OUTGOING_ALLOW']),
    logLevel,
  };
}
