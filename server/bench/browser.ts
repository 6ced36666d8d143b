import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

/** A browser that shows the built pages; null, and a word about it, where there is no Chromium or nothing is built. */
export async function openBrowser(path: string | undefined): Promise<Browser | null> {
  if (!path || !existsSync(path) || !existsSync('dist/web/index.html')) {
    console.log('No Chromium or no built pages: what a browser paints is not measured.');
    return null;
  }
  return chromium.launch({ executablePath: path, args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });
}
