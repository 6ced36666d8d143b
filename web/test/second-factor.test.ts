import { randomBytes } from 'node:crypto';
import AxeBuilder from '@axe-core/playwright';
import { TOTP } from 'otpauth';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { accountDe as words } from '../messages/account.de.ts';
import { appDe } from '../messages/app.de.ts';
import { openBrowser, PHONE_SCREEN, visitors } from './browser.ts';

const PASSWORD = 'vorzimmer-demo-2026';
const EMAIL = 'krause@kanzlei-krause.example';
const url = inject('url');
let browser: Browser;
let people: ReturnType<typeof visitors>;
beforeAll(async () => {
  browser = await openBrowser();
  people = visitors(browser, { url } as never);
});
afterAll(() => browser.close());

async function ask(query: string, variables: object, cookie = '') {
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json', cookie }, body: JSON.stringify({ query, variables }) });
  return { ...((await response.json()) as { data: Record<string, { secret: string; recoveryCodes: string[] }> }), cookie: response.headers.getSetCookie()[0]?.split(';')[0] ?? '' };
}

test('who has a second factor signs in with password and code, and is told when the code is wrong', async () => {
  const { cookie } = await ask('mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) { __typename } }', { email: EMAIL, password: PASSWORD });
  const proof = { password: PASSWORD };
  const { data: { beginTotp } } = await ask('mutation ($proof: SecondFactorProof!) { beginTotp(proof: $proof) { ... on TotpBegun { secret } } }', { proof }, cookie);
  const { data: { confirmTotp } } = await ask('mutation ($code: String!) { confirmTotp(code: $code) { ... on SecondFactorSetUp { recoveryCodes } } }', { code: new TOTP({ secret: beginTotp!.secret }).generate() }, cookie);
  try {
    const page = await people.visit({ as: null, to: '/sign-in?returnTo=%2Fportal%2Fsecurity', viewport: PHONE_SCREEN });
    await page.getByLabel(appDe.signIn.email).fill(EMAIL);
    await page.getByRole('textbox', { name: appDe.signIn.password }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: words.secondStep.title }).waitFor();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await page.keyboard.type(randomBytes(2).toString('hex'));
    await page.keyboard.press('Enter');
    await page.getByText(words.secondStep.wrong).waitFor();
    await page.getByLabel(words.secondStep.code).fill(confirmTotp!.recoveryCodes[0]!);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/portal/security');
    expect(people.troubles).toEqual([]);
  } finally {
    await ask('mutation ($proof: SecondFactorProof!) { removeTotp(proof: $proof) { __typename } }', { proof }, cookie);
    await people.leave();
  }
});
