import type { webhooksDe } from './webhooks.de.ts';
import type { SameKeys } from './same-keys.ts';

export const webhooksEn: SameKeys<typeof webhooksDe> = {
  title: 'Webhooks',
  lead: 'Your own programs hear at once when a call comes, a note is written or a contact changes. Every message is signed.',
  card: { text: 'Send events to your own programs, signed and with a log.', open: 'Manage webhooks' },
  back: 'Back to account and security',
  backToAll: 'Back to all webhooks',
  onlyManagers: 'Webhooks are set up by those who manage here.',
  onlyManagersText: 'Ask somebody of your company with the right “Manage”.',
  missing: 'This webhook is gone.',
  empty: { title: 'No webhook yet', text: 'Create one as soon as your program can be reached at an https address.' },
  create: 'New webhook',
  createdBy: 'created by {{name}}, {{time}}',
  kinds: {
    CALL_CHANGED: 'Calls and notes', CONTACT_CHANGED: 'Contacts', INSTRUCTION_CHANGED: 'Instructions', CUSTOMER_CHANGED: 'Company data', MESSAGES_CHANGED: 'Messages', DOCUMENT_CHANGED: 'Documents',
    FAQ_CHANGED: 'Frequent questions', FORWARDING_CHECK_CHANGED: 'Test calls', TASK_CHANGED: 'Tasks', APPOINTMENT_CHANGED: 'Appointments', PING: 'Test message',
  },
  kindHints: {
    CALL_CHANGED: 'Every step of a call, and its note.', CONTACT_CHANGED: 'Created, changed or deleted.', INSTRUCTION_CHANGED: 'Changed, come into force or ended.', CUSTOMER_CHANGED: 'Name, time zone and service numbers.',
    MESSAGES_CHANGED: 'That something was written or read, without the text.', DOCUMENT_CHANGED: 'That there is a new version, without the content.', FAQ_CHANGED: 'Question and answer.', FORWARDING_CHECK_CHANGED: 'Whether your call forwarding arrived.',
    TASK_CHANGED: 'Every step of a task, and its result.', APPOINTMENT_CHANGED: 'Booked, moved, changed or cancelled.',
  },
  status: { on: 'on', failing: 'failing since {{time}}', PERSON: 'off', GONE: 'off: it answered 410 Gone', FAILING: 'off: nothing delivered for five days' },
  off: {
    PERSON: 'This webhook is off since {{time}}. What happens meanwhile is not sent.',
    GONE: 'Your program has answered that it takes nothing here any more (410 Gone). Nothing is sent since {{time}}.',
    FAILING: 'Nothing could be delivered for five days. Nothing is sent since {{time}}. Turn the webhook on again once your program can be reached, and have sent again what has failed.',
  },
  overlap: 'Until {{time}} messages also carry the signature by the former secret.',
  form: {
    titleNew: 'New webhook', titleEdit: 'Change the webhook', url: 'Address', urlHint: 'Begins with https:// and can be reached from the internet.', description: 'What for?', descriptionHint: 'For example the name of the program.',
    kinds: 'Which events?', submit: 'Create webhook', save: 'Save', saved: 'The webhook was changed.',
    full: 'There are {{count}} webhooks already. Delete one first.',
    problems: {
      url: 'Please enter an address that begins with https:// and can be reached from the internet. Nothing is sent to addresses in internal networks.',
      description: 'At most 200 characters.', kinds: 'Please choose at least one kind of events.',
    },
  },
  made: {
    title: 'Secret of your webhook', lead: 'Copy it now. It is shown this once.', label: 'Secret', usage: 'With it your program verifies that a message really comes from us (Standard Webhooks).', copy: 'Copy',
    copyFailed: 'Copying is not allowed here. Select the secret and copy it by hand.', done: 'I have kept it',
  },
  acts: {
    ping: 'Send a test message', pinged: 'The test message is on its way.', edit: 'Change', turnOn: 'Turn on', turnOff: 'Turn off', turnedOn: 'The webhook is on.', turnedOff: 'The webhook is off.',
    rotate: 'New secret', delete: 'Delete', deleted: 'The webhook was deleted.', more: 'More', isOff: 'The webhook is off. Turn it on first.',
  },
  rotate: { title: 'New secret?', text: 'For 24 hours messages carry both signatures. Within this time you enter the new secret in your program.', confirm: 'Create new secret' },
  delete: { title: 'Delete the webhook?', text: 'Nothing is sent any more, and the log is gone. This cannot be undone.', confirm: 'Delete webhook' },
  log: {
    title: 'Log', lead: 'What was sent within the last 30 days. Contents are not kept: what is sent again says what is to be seen then.', all: 'All', failed: 'Failed', empty: 'Nothing sent yet',
    emptyText: 'Send a test message, or wait for the next event.', noneFailed: 'Nothing has failed', resend: 'Send again', resendLabel: 'Send {{kind}} of {{time}} again', resent: 'The message is sent again.',
    resendFailed: 'Send all again', resendFailedTitle: 'Send again what has failed?', resendFailedText: 'Everything that has failed within the last 30 days is sent again, each message under the id it had.',
    resentAll_zero: 'There was nothing to send again.', resentAll_one: 'One message is sent again.', resentAll_other: '{{count}} messages are sent again.', more: 'Load older ones',
    state: { WAITING: 'waiting', DELIVERED: 'delivered', FAILED: 'failed' },
    attempts_zero: 'not tried yet', attempts_one: '1 attempt', attempts_other: '{{count}} attempts', took: '{{ms}} ms', next: 'next attempt {{time}}', answer: 'Answer', subject: 'Id {{id}}',
    problem: {
      STATUS: 'answer {{status}}', TIMEOUT: 'no answer within 15 seconds', UNREACHABLE: 'no connection', ADDRESS_REFUSED: 'address in an internal network', TURNED_OFF: 'was off', NOT_READ: 'could not be read on our side, is tried again',
    },
  },
};
