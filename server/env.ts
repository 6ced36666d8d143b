import path from 'node:path';

/** The settings of this process, read once. */
export interface Env {
  port: number;
  host: string;
  /** The owner's connection to an external PostgreSQL; null: the embedded one. */
  databaseUrl: string | null;
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
  logLevel: string;
}

const listOf = (value: string | undefined): string[] => (value ?? '').split(',').map(part => part.trim()).filter(part => part !== '');

/** Reads the settings; throws one error that names all that are wrong. */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const problems: string[] = [];
  const port = Number(source['PORT'] ?? 4000);
  if (!Number.isInteger(port) || port < 0 || port > 65535) problems.push(`PORT must be a port number, not "${source['PORT']}"`);
  const databaseUrl = source['DATABASE_URL'] || null;
  if (databaseUrl && !/^postgres(ql)?:\/\//.test(databaseUrl)) problems.push('DATABASE_URL must begin with postgres://');
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
  const logLevel = source['LOG_LEVEL'] ?? 'info';
  if (!['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'].includes(logLevel)) problems.push(`LOG_LEVEL does not know "${logLevel}"`);
  if (problems.length) throw new Error(`These settings are wrong:\n${problems.map(problem => `- ${problem}`).join('\n')}`);
  return {
    port,
    host: source['HOST'] ?? '127.0.0.1',
    databaseUrl,
    dataFolder: path.resolve(source['VORZIMMER_DATA'] ?? '.data'),
    pgBin: source['PG_BIN'] || null,
    publicUrl,
    asteriskUrl,
    stunUrls,
    turn: turnSecret === null ? null : { urls: turnUrls, secret: turnSecret },
    logLevel,
  };
}
