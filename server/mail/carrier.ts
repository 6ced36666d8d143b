import { createTransport } from 'nodemailer';
import type { RenderedMail } from './render.ts';

/** A mail on its way. */
export interface Letter extends RenderedMail { id: string; toName: string; toAddress: string }

/** Why a mail was not taken. `isFinal`: the same would come of it again. `isDown`: nothing is taken at the moment. */
export interface CarrierProblem { problem: string; isFinal: boolean; isDown: boolean }

/** Takes mails to where they go. */
export interface Carrier {
  send(letter: Letter): Promise<'SENT' | CarrierProblem>;
  close(): void;
}

/** What stands in From. */
export interface Sender { name: string; address: string }

// One plain address: what else the standard allows, such as lists and comments, has sent mails to third parties.
const PLAIN_ADDRESS = /^[^\s\p{Cc}<>()[\]\\,;:@"]+@[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/iu;

/** Whether it is one plain address and nothing else. */
export const isPlainAddress = (address: string): boolean => PLAIN_ADDRESS.test(address) && address.length <= 254;

/** Sends through the SMTP server at the address. */
export function smtpCarrier(url: URL, from: Sender): Carrier {
  const transport = createTransport({
    url: url.href, connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000,
    // A mail takes nothing from this computer or from elsewhere.
    disableFileAccess: true, disableUrlAccess: true,
  });
  const domain = from.address.split('@')[1];
  return {
    async send({ id, toName, toAddress, subject, text, html, unsubscribeUrl }) {
      if (!isPlainAddress(toAddress)) return { problem: 'the address is none', isFinal: true, isDown: false };
      try {
        await transport.sendMail({
          from, to: { name: toName, address: toAddress }, subject, text, html,
          // The same for each try, so that a mailbox can tell a second copy.
          messageId: `<${id}@${domain}>`,
          // With one click in the mailbox, without signing in anywhere: RFC 8058.
          headers: { 'auto-submitted': 'auto-generated', ...(unsubscribeUrl && { 'list-unsubscribe': `<${unsubscribeUrl}>`, 'list-unsubscribe-post': 'List-Unsubscribe=One-Click' }) },
        });
        return 'SENT';
      } catch (error) {
        return problemOf(error as Error & { code?: string; responseCode?: number });
      }
    },
    close: () => transport.close(),
  };
}

/** In words that hold nothing personal: servers repeat addresses in what they say. */
function problemOf({ code = 'UNKNOWN', responseCode }: { code?: string; responseCode?: number }): CarrierProblem {
  const problem = responseCode ? `the server answered ${responseCode} (${code})` : code;
  // Of answers to the recipient or the mail, 5 says for good; an answer to us as a client can be mended.
  const isAboutMail = code === 'EENVELOPE' || code === 'EMESSAGE';
  return { problem, isFinal: isAboutMail && responseCode !== undefined && responseCode >= 500, isDown: !isAboutMail };
}
