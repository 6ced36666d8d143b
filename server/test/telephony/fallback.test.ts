import { expect, onTestFinished, test, vi } from 'vitest';
import { headers } from './messages.ts';
import { FALLBACK_LINES, openTelephony, target } from './harness.ts';

test('while Vorzimmer is not connected a line does what the configuration says', async () => {
  const phones = await openTelephony();
  onTestFinished(() => phones.close());

  const dialled = await phones.call({ to: FALLBACK_LINES.dials, from: '+491713920001' });
  const invite = await phones.targets.invited();
  expect(invite.first).toContain(target('answers'));
  // Carriers refuse numbers that are not ours, and who withheld theirs must not be told of.
  expect(headers(invite, 'From')[0]).toContain(FALLBACK_LINES.dials);
  await dialled.answered();
  await dialled.hangUp();
  await dialled.over();

  const spoken = await phones.call({ to: FALLBACK_LINES.speaks, from: '+491713920001' });
  await spoken.answered();
  await vi.waitFor(() => {
    expect(phones.asterisk.log()).toMatch(/Playing 'vorzimmer\/closed\.slin' \(language 'de'\)/);
  }, 5000);
  await spoken.hangUp();
  await spoken.over();
  await phones.nothingIsLeft();
});
