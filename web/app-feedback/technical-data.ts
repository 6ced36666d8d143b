/** What helps to find a problem, as it is shown before it is sent. */
export interface TechnicalData { page: string; appVersion: string; browser: string; screen: string }

const IDS = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/** The browser in words that people know, from what it says of itself. */
export function browserOf(userAgent: string): string {
  const found = /(Edg|OPR|SamsungBrowser|Firefox|FxiOS|CriOS|Chrome|Version)\/(\d+)/.exec(userAgent);
  const names: Record<string, string> = { Edg: 'Edge', OPR: 'Opera', SamsungBrowser: 'Samsung Internet', FxiOS: 'Firefox', CriOS: 'Chrome', Version: 'Safari' };
  // Others name themselves behind Chrome.
  const other = /(Edg|OPR|SamsungBrowser)\/(\d+)/.exec(userAgent) ?? found;
  const system = /Android|iPhone|iPad|Windows|Mac OS X|Linux/.exec(userAgent)?.[0].replace('Mac OS X', 'macOS');
  return [other ? `${names[other[1]!] ?? other[1]} ${other[2]}` : null, system].filter(Boolean).join(', ') || userAgent.slice(0, 100);
}

/** The version of the app: the name of its built program, which changes with it. */
const appVersion = (): string => /\/assets\/([\w.-]+)\.js/.exec(document.querySelector<HTMLScriptElement>('script[type="module"][src]')?.src ?? '')?.[1]?.slice(0, 40) ?? 'dev';

/** Where somebody is, without what stands for a row in the address, and with what. */
export const technicalData = (): TechnicalData => ({
  page: location.pathname.replaceAll(IDS, '…'), appVersion: appVersion(), browser: browserOf(navigator.userAgent), screen: `${window.innerWidth} × ${window.innerHeight}`,
});
