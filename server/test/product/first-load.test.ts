import { expect, inject, test } from 'vitest';

const url = inject('url');
/** So much JavaScript, as it comes over the line, until the portal's first screen stands: the 170 kB that it may take, and what gzip makes of them. */
const MOST_KB = { br: 170, gzip: 196 };

const bytesOf = async (file: string, encoding: 'br' | 'gzip'): Promise<number> => {
  // Node's own fetch takes the compression off again; how long the answer was, it tells.
  const response = await fetch(url + file, { headers: { 'accept-encoding': encoding } });
  await response.arrayBuffer();
  const isCompressed = response.headers.get('content-encoding') === encoding;
  const length = Number(response.headers.get('content-length'));
  if (!response.ok || !(length > 0) || (!isCompressed && length > 1_000)) throw new Error(`${file}: ${response.status}, ${length} bytes, ${response.headers.get('content-encoding')}`);
  return length;
};

test.each(['de', 'en'] as const)('the portal starts with no more JavaScript than it did: %s', async language => {
  const page = await (await fetch(`${url}/portal`, { headers: { accept: 'text/html' } })).text();
  const told = JSON.parse(/data-first="([^"]*)"/.exec(page)![1]!.replaceAll('&quot;', '"').replaceAll('&gt;', '>').replaceAll('&amp;', '&')) as Record<string, string[]>;
  const scripts = [...page.matchAll(/(?:src|href)="(\/[^"]+\.js)"/g)].map(([, file]) => file!);
  const files = [...new Set([...scripts, ...told[language]!, ...told['portal']!, ...told['/portal']!, ...told[`portal-${language}`]!])].filter(file => file.endsWith('.js'));
  expect(scripts.length).toBeGreaterThan(2);
  for (const encoding of ['br', 'gzip'] as const) {
    let sum = 0;
    for (const file of files) sum += await bytesOf(file, encoding);
    expect(sum / 1000, `${files.length} files, ${encoding}`).toBeLessThan(MOST_KB[encoding]);
  }
});
