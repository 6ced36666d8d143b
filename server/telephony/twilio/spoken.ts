/** What is read out at Twilio, in the customer's language. */
export const SPOKEN = {
  DE: {
    voice: 'de-DE',
    nobodyFree: 'Es tut uns leid, im Moment ist niemand frei. Bitte versuchen Sie es später noch einmal. Auf Wiederhören.',
    accept: (customer: string) => `Ein Anruf für ${customer}. Um ihn anzunehmen, drücken Sie bitte die 1.`,
  },
  EN: {
    voice: 'en-GB',
    nobodyFree: 'We are sorry, nobody is free at the moment. Please try again later. Goodbye.',
    accept: (customer: string) => `A call for ${customer}. To take it, please press 1.`,
  },
} as const;

/** A language in which something is read out. */
export type SpokenLanguage = keyof typeof SPOKEN;
