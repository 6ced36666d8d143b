import { dayInWords, type MailCatalogue, momentInWords, resetPath, unsubscribePath } from './mail.texts.ts';

export const mailsEn: MailCatalogue = {
  hello: name => (name ? `Dear ${name},` : 'Hello,'),
  unsubscribe: 'No more e-mails like this',
  regards: 'Kind regards\nYour telephone secretaries',
  texts: {
    PASSWORD_RESET: ({ token }) => ({
      subject: 'Set a new password',
      paragraphs: ['A new password was requested for your account. Set it with this link:'],
      action: { label: 'Set a new password', path: resetPath(token) },
      after: ['The link works for one hour and once only.', 'You have not requested anything? Then there is nothing to do: your password stays as it is.'],
    }),
    PASSWORD_CHANGED: () => ({
      subject: 'Your password was changed',
      paragraphs: ['The password of your account has just been changed. All other devices were signed out.', 'That was not you? Then please set a new password at once, and let us know.'],
      action: { label: 'Request a new password', path: '/forgot-password' },
    }),
    RESTRICTION_ENDS: ({ reason, at }) => ({
      subject: 'A restriction of your data ends',
      paragraphs: [`the restriction of processing that you asked for or that we made ends on ${dayInWords(at, 'en-GB')}.`, `The reason: ${reason}`],
      action: { label: 'Open privacy', path: '/portal/privacy' },
      after: ['If you do not agree, please tell us before then.'],
    }),
    SECOND_FACTOR_RESET: () => ({
      subject: 'The second factor was switched off',
      paragraphs: [
        'We have switched off the second factor for your account, since you told us that you cannot use it any more. All devices were signed out. Until you set it up anew, your password is enough.',
        'You have not asked us to? Then please set a new password at once, and let us know.',
      ],
      action: { label: 'Request a new password', path: '/forgot-password' },
    }),
    CONTRACT_ENDS: ({ lastDay, isOver, erasedOn }) => ({
      subject: 'Your contract ends: what is to happen with your data?',
      paragraphs: [
        isOver
          ? `Your contract with us ended on ${dayInWords(lastDay, 'en-GB')}. We answer no more calls for you.`
          : `Your contract with us ends on ${dayInWords(lastDay, 'en-GB')}. Until the end of that day we answer your calls as usual.`,
        `On ${dayInWords(erasedOn, 'en-GB')} we delete everything that we have stored about you. Instead, you can keep the basic functions for free: to sign in, to read and download what is there, and to delete it.`,
        'What is to happen is yours to decide in the portal until then. If you say nothing, everything is deleted.',
      ],
      action: { label: 'Decide in the portal', path: '/portal/privacy' },
    }),
    ERASURE_NEAR: ({ erasedOn }) => ({
      subject: 'In one week your data are deleted',
      paragraphs: [
        `Your contract with us is over. On ${dayInWords(erasedOn, 'en-GB')} we delete everything that we have stored about you, and your account with it.`,
        'Until then you can download in the portal what you need, or keep the basic functions for free. If everything is to be deleted, there is nothing to do.',
      ],
      action: { label: 'Open the portal', path: '/portal/privacy' },
    }),
    ERASED: () => ({
      subject: 'Your data are deleted',
      paragraphs: [
        'After the end of the contract we have deleted everything that we had stored about you, and your account with it. All that is kept is what tax and commercial law ask for: customer number, name and the time of the contract.',
        'This is the last message. We delete this address as well as soon as it is sent.',
      ],
    }),
    WEBHOOK_DISABLED: ({ host, reason, webhookId }) => ({
      subject: 'A webhook was turned off',
      paragraphs: [
        reason === 'GONE'
          ? `Your program at ${host} has answered that it takes nothing at this address any more (410 Gone). So we send it no more events.`
          : `For five days we could deliver no event to your program at ${host}. We do not try any longer.`,
        'In the portal you see why. There you can turn the webhook on again, and have sent what has failed within the last 30 days.',
      ],
      action: { label: 'See the webhook', path: `/portal/webhooks/${webhookId}` },
    }),
    NOTIFICATION: ({ items = [], showsContent, timeZone, unsubscribeToken }) => {
      const [only] = items;
      const kinds = { NOTE: 'Call note', MISSED: 'Missed call', MESSAGE: 'Message from the secretariat', TEST: 'Test notification' };
      const said = items.map(({ matter, at, isUrgent, callBackWished, name, company, number, text }) => {
        const head = `${isUrgent ? 'Urgent: ' : ''}${kinds[matter]}, ${momentInWords(at, 'en-GB', timeZone)}`;
        if (!showsContent || matter === 'TEST') return head;
        const who = [name ?? (number ? null : 'Unknown'), company, number].filter(part => part).join(', ');
        return [head, who, text, callBackWished ? 'Wishes to be called back.' : null].filter(line => line).join('\n');
      });
      return {
        subject: items.length > 1 ? `${items.length} news from your secretariat` : only ? `${only.isUrgent ? 'Urgent: ' : ''}${{ NOTE: 'New call note', MISSED: 'Missed call', MESSAGE: 'Message from the secretariat', TEST: 'Test notification' }[only.matter]}${only.name ? ` – ${only.name}` : ''}` : 'News from your secretariat',
        paragraphs: [only?.matter === 'TEST' ? 'This is how the notifications of your secretariat reach you.' : 'There is news from your secretariat:', ...said],
        action: only && items.length === 1 ? { label: 'Read it in the portal', path: only.path } : { label: 'Read it in the portal', path: '/portal/calls' },
        after: [
          showsContent ? 'Name, number and concern are in this e-mail because you have chosen so.' : 'Who has called and what about you read in the portal.',
          'Which notifications you get you change in the portal, at “Notifications”. Without signing in you can stop them with the link at the end.',
        ],
        ...(unsubscribeToken && { unsubscribePath: unsubscribePath(unsubscribeToken) }),
      };
    },
    STATEMENT_CHANGED: ({ version }) => ({
      subject: 'Our privacy statement has changed',
      paragraphs: [`Our privacy statement now holds in version ${version}. You can read and print it at any time; former versions stand beside it.`],
      action: { label: 'Read the privacy statement', path: '/privacy' },
    }),
  },
};
