import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { CERTIFICATE } from './push-service.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the built service with its demo data listens. */
    url: string;
    /** The path of the demo's generic door. */
    door: string;
    /** Its data folder. */
    dataFolder: string;
  }
}

/** The built service as `npm start` runs it, with fresh demo data, for all tests of the run that meet it from outside. */
export default async function setup(project: TestProject) {
  const folder = mkdtempSync(path.join(tmpdir(), 'vorzimmer-browser-'));
  // It may push to a push service on this computer, as a test plays one.
  const certificate = path.join(folder, 'push-service.pem');
  writeFileSync(certificate, CERTIFICATE);
  const server = spawn(process.execPath, ['--enable-source-maps', 'dist/server/main.js'], {
    env: { ...process.env, PORT: '0', HOST: '127.0.0.1', VORZIMMER_DATA: folder, DATABASE_URL: '', PUBLIC_URL: '', VORZIMMER_SECRET_KEY: '', SMTP_URL: '', OUTGOING_ALLOW: '127.0.0.1', NODE_EXTRA_CA_CERTS: certificate },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  const url = await new Promise<string>((resolve, reject) => {
    server.stdout.on('data', (data: Buffer) => {
      said += data.toString();
      const desk = /(http:\/\/\S+)\/desk/.exec(said);
      if (desk?.[1] && said.includes('API explorer')) resolve(desk[1]);
    });
    server.on('exit', code => reject(new Error(`the service ended with ${code} before it listened:\n${said}`)));
  });
  project.provide('url', url);
  project.provide('door', `/telephony/generic/${readFileSync(path.join(folder, 'demo-door'), 'utf8').trim()}`);
  project.provide('dataFolder', folder);
  return async () => {
    server.removeAllListeners('exit');
    const gone = new Promise(resolve => server.on('exit', resolve));
    server.kill('SIGTERM');
    await gone;
    rmSync(folder, { recursive: true, force: true });
  };
}
