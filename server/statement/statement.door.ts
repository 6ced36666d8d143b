import type { FastifyInstance } from 'fastify';
import { type Operator, render, VERSIONS } from './statement.ts';
import type { Tongue } from './words.ts';

const TITLES = { de: { statement: 'Datenschutzerklärung', imprint: 'Impressum', back: 'Zur Anwendung', other: 'English', former: 'Frühere Fassungen' }, en: { statement: 'Privacy statement', imprint: 'Legal notice', back: 'To the application', other: 'Deutsch', former: 'Former versions' } };

const PLACES = { de: { statement: '/datenschutz', imprint: '/impressum' }, en: { statement: '/privacy', imprint: '/imprint' } };

const STYLE = `
  :root { color-scheme: light dark; --text: #17212b; --muted: #55636f; --line: #d5dde3; --ground: #ffffff; --link: #0b6a75; }
  @media (prefers-color-scheme: dark) { :root { --text: #e6edf2; --muted: #a4b3bf; --line: #34434f; --ground: #161e24; --link: #6fc7d1; } }
  body { margin: 0; background: var(--ground); color: var(--text); font: 1rem/1.6 'Inter Variable', system-ui, sans-serif; }
  header, main, footer { max-width: 52rem; margin: 0 auto; padding: 0 1rem; }
  header, footer { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding-block: .75rem; }
  a { color: var(--link); } header a, footer a { display: inline-block; padding: .5rem 0; }
  h1 { font-size: 1.75rem; line-height: 1.25; } h2 { font-size: 1.25rem; margin-top: 2rem; }
  .table { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: .9375rem; }
  th, td { border-bottom: 1px solid var(--line); padding: .5rem .75rem .5rem 0; text-align: left; vertical-align: top; min-width: 7rem; }
  footer { border-top: 1px solid var(--line); margin-top: 2rem; color: var(--muted); }
  a:focus-visible, .table:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
  @media print { header, footer { display: none; } body { font-size: 10pt; color: #000; background: #fff; } .table { overflow: visible; } tr, h2 { break-inside: avoid; break-after: auto; } h2 { break-after: avoid; } }`;

function page(what: 'statement' | 'imprint', tongue: Tongue, body: string): string {
  const words = TITLES[tongue];
  const other: Tongue = tongue === 'de' ? 'en' : 'de';
  const former = what === 'statement' && VERSIONS.length > 1 ? `<span>${words.former}: ${VERSIONS.slice(1).map(({ version }) => `<a href="${PLACES[tongue].statement}/${version}">${version}</a>`).join(', ')}</span>` : '';
  const tables = body.replaceAll('<table>', `<div class="table" role="region" tabindex="0" aria-label="${words.statement}"><table>`).replaceAll('</table>', '</table></div>');
  return `<!doctype html>
<html lang="${tongue}">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<title>${words[what]} · Vorzimmer</title>
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
<style>${STYLE}</style>
</head>
<body>
<header><a href="/">${words.back}</a><a href="${PLACES[other][what]}" lang="${other}" hreflang="${other}">${words.other}</a></header>
<main>${tables}</main>
<footer><a href="${PLACES[tongue].statement}">${words.statement}</a><a href="${PLACES[tongue].imprint}">${words.imprint}</a>${former}</footer>
</body>
</html>`;
}

/** Where everybody reads the privacy statement, in each of its versions, and who runs the service; without signing in and without a script. */
export function openStatement(app: FastifyInstance, operator: Operator): void {
  for (const tongue of ['de', 'en'] as const) {
    const pages = new Map<string, string>();
    // Rendered once: neither texts nor settings change while the process runs.
    const open = (address: string, name: string, what: 'statement' | 'imprint') =>
      app.get(address, (_request, reply) => {
        const html = pages.get(name) ?? page(what, tongue, render(name, tongue, operator));
        pages.set(name, html);
        return reply.headers({ 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-cache' }).send(html);
      });
    open(PLACES[tongue].imprint, 'imprint', 'imprint');
    for (const [place, { version }] of VERSIONS.entries()) {
      if (place === 0) open(PLACES[tongue].statement, version, 'statement');
      open(`${PLACES[tongue].statement}/${version}`, version, 'statement');
    }
  }
}
