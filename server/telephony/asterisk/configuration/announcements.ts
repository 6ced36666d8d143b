/**
 * What callers, secretaries and targets hear, by name: `sound:vorzimmer/<name>` to Asterisk, in the channel's language. A
 * recording of the administrator's own takes the place of a text.
 */
export const ANNOUNCEMENTS = {
  waiting: {
    de: 'Guten Tag. Sie sind gleich mit uns verbunden. Bitte bleiben Sie einen Augenblick am Apparat.',
    en: 'Hello. We will be with you in a moment. Please hold the line.',
  },
  'nobody-free': {
    de: 'Im Augenblick sind leider alle unsere Plätze im Gespräch. Bitte rufen Sie in einigen Minuten noch einmal an. Auf Wiederhören.',
    en: 'All our lines are busy at the moment. Please call again in a few minutes. Goodbye.',
  },
  'leave-message': {
    de: 'Im Augenblick sind leider alle unsere Plätze im Gespräch. Gern können Sie uns eine Nachricht hinterlassen, wir melden uns bei Ihnen. '
      + 'Nach dem Signalton wird aufgezeichnet, was Sie sagen. Wenn Sie sprechen, sind Sie damit einverstanden. Möchten Sie das nicht, legen Sie bitte auf.',
    en: 'All our lines are busy at the moment. You are welcome to leave us a message, and we will get back to you. '
      + 'What you say after the tone is recorded. By speaking you agree to that. If you do not agree, please hang up.',
  },
  'message-saved': {
    de: 'Vielen Dank. Ihre Nachricht ist bei uns angekommen. Auf Wiederhören.',
    en: 'Thank you. We have received your message. Goodbye.',
  },
  'press-one': {
    de: 'Ein Anruf für Sie. Drücken Sie die Eins, um ihn anzunehmen.',
    en: 'A call for you. Press one to take it.',
  },
  'call-from': {
    de: 'Ein Anruf für Sie von:',
    en: 'A call for you from:',
  },
  'press-one-to-take': {
    de: 'Drücken Sie die Eins, um ihn anzunehmen.',
    en: 'Press one to take it.',
  },
  connecting: {
    de: 'Ich verbinde Sie.',
    en: 'I am putting you through.',
  },
  'test-call': {
    de: 'Dies ist ein Testanruf Ihres Telefonsekretariats. Wenn Sie das hören, ist die Weiterleitung noch nicht eingeschaltet. Sie können auflegen.',
    en: 'This is a test call from your telephone secretaries. If you can hear this, the forwarding is not switched on yet. You may hang up.',
  },
  closed: {
    de: 'Wegen einer technischen Störung können wir Ihren Anruf gerade nicht annehmen. Bitte versuchen Sie es in einigen Minuten noch einmal. Auf Wiederhören.',
    en: 'Because of a technical fault we cannot take your call at the moment. Please try again in a few minutes. Goodbye.',
  },
  echo: {
    de: 'Sprechen Sie jetzt. Wenn Sie sich selbst hören, ist der Ton in beiden Richtungen in Ordnung.',
    en: 'Speak now. If you hear yourself, sound works in both directions.',
  },
} as const;

/** The name of an announcement. */
export type AnnouncementName = keyof typeof ANNOUNCEMENTS;

/** The languages that announcements are made in. */
export const ANNOUNCEMENT_LANGUAGES = ['de', 'en'] as const;
