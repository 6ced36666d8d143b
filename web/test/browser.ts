import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type Page } from 'playwright-core';
import type { House, Person } from './house.ts';

/** The screen of a secretary. */
export const DESK_SCREEN = { width: 1280, height: 720 };
/** The screen of a customer's telephone. */
export const PHONE_SCREEN = { width: 390, height: 844 };

/** Something that must not happen on any page: a request elsewhere, a broken policy, an error. */
export interface Trouble { page: string; what: string }

/** Starts the browser; its background traffic is off, so that whatever it asks for was asked for by a page. */
export const openBrowser = (): Promise<Browser> => chromium.launch({
  ...(process.env['CHROMIUM'] ? { executablePath: process.env['CHROMIUM'] } : {}),
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});

/** What `visitors` needs to know of a page to open. */
export interface Visit extends BrowserContextOptions {
  /** Whose session; null: nobody is signed in. */
  as: Person | null;
  to: string;
  /** A session of its own instead of the person's one of this run. */
  token?: string;
}

/** Opens pages as different people, each in a browser of their own, and notes what must not happen on them. */
export function visitors(browser: Browser, house: House) {
  const open: BrowserContext[] = [];
  const troubles: Trouble[] = [];

  /** A browser of its own for one person. */
  const context = async ({ as, token, ...options }: Omit<Visit, 'to'>): Promise<BrowserContext> => {
    const context = await browser.newContext({ locale: 'de-DE', timezoneId: 'Europe/Berlin', viewport: DESK_SCREEN, reducedMotion: 'reduce', baseURL: house.url, ...options });
    context.setDefaultTimeout(15_000);
    open.push(context);
    watch(context, house.url, troubles);
    await context.exposeBinding('tellTrouble', (source, what: string) => { troubles.push({ page: source.page.url(), what }); });
    await context.addInitScript(() => addEventListener('securitypolicyviolation', event => {
      (globalThis as unknown as { tellTrouble(what: string): void }).tellTrouble(`violates ${event.violatedDirective} with ${event.blockedURI}`);
    }));
    const value = token ?? (as && (await house.session(as)));
    if (value) await context.addCookies([{ name: 'vorzimmer_session', value, url: house.url }]);
    return context;
  };
  /** A page in a browser of its own. */
  const visit = async ({ to, ...who }: Visit): Promise<Page> => {
    const page = await (await context(who)).newPage();
    await page.goto(to);
    return page;
  };

  return {
    troubles,
    context,
    visit,
    /** Everybody leaves. */
    async leave(): Promise<void> {
      await Promise.all(open.splice(0).map(context => context.close()));
      troubles.length = 0;
    },
  };
}

function watch(context: BrowserContext, url: string, troubles: Trouble[]): void {
  const { host } = new URL(url);
  context.on('request', request => {
    const asked = new URL(request.url());
    if (/^(https?|wss?):$/.test(asked.protocol) && asked.host !== host) troubles.push({ page: request.frame().url(), what: `asks for ${asked.href}` });
  });
  context.on('console', message => { if (message.type() === 'error') troubles.push({ page: message.page()?.url() ?? '', what: message.text() }); });
  context.on('weberror', error => troubles.push({ page: error.page()?.url() ?? '', what: String(error.error()) }));
  context.on('page', page => {
    page.on('websocket', socket => { if (new URL(socket.url()).host !== host) troubles.push({ page: page.url(), what: `connects to ${socket.url()}` }); });
  });
}
