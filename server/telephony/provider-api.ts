/** Where providers are, and by what they are known; tests give their own. */
export interface Providers {
  sipgateApi: string;
  /** The public key of what sipgate signs, in PEM. */
  sipgateKey: string;
  twilioApi: string;
}

/** A command that a provider refused; says which and why in numbers alone, since addresses and bodies tell of people. */
export class ProviderRefused extends Error {
  readonly status: number;
  /** The provider's own number for the error, where it has such. */
  readonly code: number | null;

  constructor(provider: string, status: number, code: number | null) {
    super(`${provider} refused a command (${status}${code === null ? '' : `, ${code}`}).`);
    this.status = status;
    this.code = code;
  }
}

const PATIENCE_MS = 5000;

/** One provider's API for one account. `ask` returns the answer's JSON, null for an empty one; throws ProviderRefused. */
export function providerApi(provider: string, base: string, account: string, secret: string) {
  const authorization = `Basic ${Buffer.from(`${account}:${secret}`).toString('base64')}`;
  return async function ask(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: Record<string, unknown> | URLSearchParams): Promise<unknown> {
    const isForm = body instanceof URLSearchParams;
    const response = await fetch(base + path, {
      method,
      headers: { authorization, accept: 'application/json', ...(body && !isForm && { 'content-type': 'application/json' }) },
      ...(body && { body: isForm ? body : JSON.stringify(body) }),
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const text = await response.text();
    const json: unknown = text && response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : null;
    if (!response.ok) {
      const code = (json as { code?: unknown } | null)?.code;
      throw new ProviderRefused(provider, response.status, typeof code === 'number' ? code : null);
    }
    return json;
  };
}
