import type { FastifyInstance } from 'fastify';
import type { Ground } from '../context.ts';
import { languageOfLink, unsubscribe } from './setting.service.ts';

const PATH = '/notifications/unsubscribe/:token';

const WORDS = {
  DE: { title: 'Keine Benachrichtigungen per E-Mail mehr?', text: 'Sie bekommen dann keine E-Mails mehr über Anrufe und Nachrichten. Im Portal lesen Sie weiterhin alles, und dort schalten Sie die E-Mails auch wieder ein.', button: 'Keine E-Mails mehr', done: 'Sie bekommen keine Benachrichtigungen per E-Mail mehr.', gone: 'Diesen Link kennen wir nicht. Ihre Benachrichtigungen ändern Sie im Portal.', portal: 'Zum Portal' },
  EN: { title: 'No more notifications by e-mail?', text: 'You then get no more e-mails about calls and messages. You still read everything in the portal, where you can switch the e-mails on again.', button: 'No more e-mails', done: 'You get no more notifications by e-mail.', gone: 'We do not know this link. You change your notifications in the portal.', portal: 'To the portal' },
};

const STYLE = `
  :root { color-scheme: light dark; --text: #17212b; --ground: #ffffff; --link: #0b6a75; --on-link: #ffffff; }
  @media (prefers-color-scheme: dark) { :root { --text: #e6edf2; --ground: #161e24; --link: #6fc7d1; --on-link: #161e24; } }
  body { margin: 0; background: var(--ground); color: var(--text); font: 1rem/1.6 system-ui, sans-serif; }
  main { max-width: 36rem; margin: 0 auto; padding: 2rem 1rem; } h1 { font-size: 1.5rem; line-height: 1.25; }
  button { font: inherit; font-weight: 600; border: 0; border-radius: .5rem; padding: .75rem 1.25rem; background: var(--link); color: var(--on-link); cursor: pointer; }
  a { color: var(--link); display: inline-block; padding: .75rem 0; } :focus-visible { outline: 2px solid var(--text); outline-offset: 2px; }`;

const page = (language: 'DE' | 'EN', title: string, body: string): string => `<!doctype html>
<html lang="${language.toLowerCase()}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>${title}</title><style>${STYLE}</style></head>
<body><main><h1>${title}</h1>${body}<p><a href="/portal">${WORDS[language].portal}</a></p></main></body></html>`;

const HTML = { 'content-type': 'text/html; charset=utf-8', 'referrer-policy': 'no-referrer' };

/**
 * Where a reader gets no more notifications by e-mail, without signing in: with one click in their mailbox, which posts here, or with
 * the button on the page. Looking at it changes nothing, as mailboxes look at links by themselves.
 */
export async function openUnsubscribe(app: FastifyInstance, { sql }: Pick<Ground, 'sql'>): Promise<void> {
  await app.register(async door => {
    door.addContentTypeParser('application/x-www-form-urlencoded', { bodyLimit: 1024 }, (_request, body, done) => {
      body.resume();
      body.on('end', () => done(null, undefined));
    });
    door.addContentTypeParser('multipart/form-data', { bodyLimit: 1024 }, (_request, body, done) => {
      body.resume();
      body.on('end', () => done(null, undefined));
    });
    door.get<{ Params: { token: string } }>(PATH, async (request, reply) => {
      const language = await languageOfLink(sql, request.params.token);
      const words = WORDS[language ?? 'DE'];
      reply.status(language ? 200 : 404).headers(HTML);
      return language ? page(language, words.title, `<p>${words.text}</p><form method="post"><button>${words.button}</button></form>`) : page('DE', words.gone, '');
    });
    door.post<{ Params: { token: string } }>(PATH, async (request, reply) => {
      const language = await languageOfLink(sql, request.params.token);
      await unsubscribe(sql, request.params.token);
      // Whoever asks with a link of ours or with any other is told the same.
      return reply.headers(HTML).send(page(language ?? 'DE', WORDS[language ?? 'DE'].done, ''));
    });
  });
}
