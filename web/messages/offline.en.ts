import type { offlineDe } from './offline.de.ts';
import type { SameKeys } from './same-keys.ts';

export const offlineEn: SameKeys<typeof offlineDe> = {
  asOf: 'You are offline. As of {{time}}.',
  refreshing: 'As of {{time}}. Being updated …',
  waiting: 'Will be sent as soon as you are online.',
  title_one: '{{count}} change is not sent yet',
  title_other: '{{count}} changes are not sent yet',
  newOnes: 'Not sent yet',
  refusedTitle_one: '{{count}} change was not taken over',
  refusedTitle_other: '{{count}} changes were not taken over',
  show: 'Show',
  hide: 'Hide',
  acts: {
    MarkVip: 'Contact made a VIP',
    UnmarkVip: 'VIP mark removed',
    UpdateContact: 'Contact changed: {{name}}',
    MarkCallBackDoneInPortal: 'Call-back ticked off',
    ReopenCallBack: 'Call-back opened again',
    RateCallNote: 'Note rated',
    EndInstruction: 'Instruction ended',
    CreateInstruction: 'Set: {{name}}',
    CreateContact: 'New contact: {{name}}',
  },
  why: {
    ContactChangedMeanwhile: 'Somebody else has changed this contact meanwhile. What would you like to keep?',
    FORBIDDEN: 'It is no longer there, or you may no longer change it.',
    OTHER: 'The service did not accept the change; it no longer fits what holds now.',
  },
  look: 'See what holds now',
  typed: 'Your version',
  keepMine: 'Save my version',
  again: 'Send again',
  drop: 'Discard my change',
  signOut: {
    title: 'Discard what is not sent?',
    text: 'There are changes or messages on this device that have not been sent. Signing out deletes them.',
    confirm: 'Sign out and discard',
  },
  version: { text: 'There is a new version of Vorzimmer.', load: 'Load new version' },
};
