import type { appFeedbackDe } from './app-feedback.de.ts';
import type { SameKeys } from './same-keys.ts';

export const appFeedbackEn: SameKeys<typeof appFeedbackDe> = {
  menu: 'Feedback about the app',
  say: 'Give feedback about the app',
  title: 'Feedback about the app',
  lead: 'What is in your way, missing, or good? Your words go to the supervisors of the service.',
  kind: 'What is it about?',
  kinds: { PROBLEM: 'Problem', WISH: 'Wish', PRAISE: 'Praise' },
  text: 'Your words',
  textHints: { PROBLEM: 'What did you do, what happened, what did you expect?', WISH: 'What would make your work easier?', PRAISE: 'What do you like?' },
  problems: { text: 'Please write something, in at most 5,000 characters.', image: 'Please choose a picture in PNG, JPEG or WebP, at most 5 MB.' },
  image: 'A picture (optional)',
  imageHint: 'Mind what is to be seen on it: the supervisors see it.',
  pick: 'Choose a picture',
  capture: 'Capture the screen',
  captureFailed: 'The screen could not be captured.',
  preview: 'Your picture',
  removeImage: 'Remove the picture',
  technical: 'Send technical data along',
  technicalHint: 'They help to find a problem.',
  facts: { page: 'Page', appVersion: 'Version of the app', browser: 'Browser', screen: 'Screen' },
  send: 'Send',
  sending: 'Sending …',
  offline: 'There is no connection right now. What you have written stays here; send it as soon as there is one again.',
  tooOften: 'You have written a lot within the last hour. Please wait a while; your text stays here.',
  sent: { title: 'It has arrived, thank you!', text: 'The supervisors have your feedback.', noImage: 'Your words have arrived, the picture has not yet.', againImage: 'Send the picture again', done: 'Close' },
  list: {
    title: 'Feedback about the app', lead: 'What customers and secretaries say about the app.', open: 'Open', done: 'Done', which: 'Which feedback', empty: 'Nothing is open', emptyText: 'What somebody says about the app appears here at once.', emptyDone: 'Nothing is done yet',
    settle: 'Done', reopen: 'Open again', settleLabel: 'Feedback of {{name}} is done', reopenLabel: 'Open the feedback of {{name}} again', settled: 'Noted as done.', reopened: 'Open again.',
    doneBy: 'done by {{name}}, {{time}}', image: 'Picture of {{name}}', enlarge: 'Enlarge the picture of {{name}}', download: 'Save the picture', staff: 'Secretariat', more: 'Load older ones', failed: 'That did not work. Please try again.',
  },
};
