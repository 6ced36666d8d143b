import { expect } from 'vitest';

/** Waits until what is looked at is as expected; what a page shows arrives when it arrives. */
export const eventually = <T>(look: () => T | Promise<T>) => expect.poll(look, { timeout: 15_000, interval: 60 });
