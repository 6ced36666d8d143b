import { afterEach, expect, test, vi } from 'vitest';
import { handToShareSheet } from './share.ts';

afterEach(() => vi.unstubAllGlobals());

const device = (share?: () => Promise<void>) => vi.stubGlobal('navigator', share ? { share, canShare: () => true } : {});

test('tells who closed the share sheet from a failure', async () => {
  device(() => Promise.resolve());
  expect(await handToShareSheet({ text: 'x' })).toBe('DONE');
  device(() => Promise.reject(new DOMException('closed', 'AbortError')));
  expect(await handToShareSheet({ text: 'x' })).toBe('CLOSED');
  device(() => Promise.reject(new DOMException('not now', 'NotAllowedError')));
  expect(await handToShareSheet({ text: 'x' })).toBe('FAILED');
  device();
  expect(await handToShareSheet({ text: 'x' })).toBe('UNABLE');
});
