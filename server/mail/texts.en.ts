import { dayInWords, type MailCatalogue, resetPath } from './mail.texts.ts';

export const mailsEn: MailCatalogue = {
  hello: name => `Dear ${name},`,
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
      subject: 'Two-step verification was switched off',
      paragraphs: [
        'We have switched off two-step verification for your account, since you told us that you cannot use it any more. All devices were signed out. Until you set it up anew, your password is enough.',
        'You have not asked us to? Then please set a new password at once, and let us know.',
      ],
      action: { label: 'Request a new password', path: '/forgot-password' },
    }),
  },
};
