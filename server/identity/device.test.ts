import { expect, test } from 'vitest';
import { deviceWords } from './device.ts';

test.each([
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:150.0) Gecko/20100101 Firefox/150.0', 'Firefox', 'Windows'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15', 'Safari', 'macOS'],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1', 'Safari', 'iPhone'],
  ['Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/145.0.0.0 Mobile Safari/537.36', 'Chrome', 'Android'],
  ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/145.0.0.0 Safari/537.36', 'Chrome', 'Linux'],
])('%s is a %s on %s', (userAgent, browser, system) => {
  expect(deviceWords(userAgent)).toEqual({ browser, system });
});

test('whatever else somebody says of themselves is survived, and short', () => {
  for (const said of ['', 'curl/8.14.1', '\0', 'x'.repeat(100_000), 'Mozilla/5.0 ('.repeat(1000), '😀'.repeat(300)]) {
    const { browser, system } = deviceWords(said);
    for (const word of [browser, system]) expect(word === null || word.length <= 60).toBe(true);
  }
  expect(deviceWords(null)).toEqual({ browser: null, system: null });
});
