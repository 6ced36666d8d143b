/** A consent in one language: what it is called, and what somebody agrees to. */
export interface ConsentText {
  title: string;
  text: string;
}

/**
 * Everything that is done only with a consent. What the contract or a law allows is not in here: nobody is asked for that.
 * A text that is changed gets a new version, and is asked again; until then there is no consent.
 */
export const CONSENTS = {
  VOICE_MESSAGES_AT_DESK: {
    version: '2026-11/1',
    de: {
      title: 'Sprachnachrichten im Sekretariat anhören',
      text: 'Wenn niemand frei ist, können Ihre Anrufer eine Nachricht aufsprechen. Mit Ihrer Einwilligung dürfen auch unsere Sekretärinnen diese Aufnahmen anhören, um den Anrufer in Ihrem Namen zurückzurufen. Ohne Einwilligung hören nur Sie selbst die Aufnahmen im Portal; das Sekretariat sieht dann nur, dass jemand angerufen hat.',
    },
    en: {
      title: 'Listening to voice messages at the desk',
      text: 'When nobody is free, your callers can leave a message. With your consent our secretaries may listen to these recordings too, so as to call back in your name. Without it you alone hear the recordings, in the portal; the desk then only sees that somebody has called.',
    },
  },
} as const satisfies Record<string, { version: string; de: ConsentText; en: ConsentText }>;

export type ConsentKind = keyof typeof CONSENTS;

export const CONSENT_KINDS = Object.keys(CONSENTS) as ConsentKind[];
