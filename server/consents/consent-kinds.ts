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
  PUSH_NOTIFICATIONS: {
    version: '2026-11/1',
    de: {
      title: 'Benachrichtigungen auf Ihre Geräte',
      text: 'Mit Ihrer Einwilligung dürfen Ihre Mitarbeiter sich auf Handy oder Computer benachrichtigen lassen, wenn jemand angerufen oder das Sekretariat geschrieben hat. Den Weg dorthin stellt der Hersteller des Browsers, etwa Google, Apple oder Mozilla, auch außerhalb der EU. Er sieht, dass und wann eine Benachrichtigung an ein Gerät geht; was darin steht, ist bis zum Gerät verschlüsselt. Namen und Anliegen stehen nur darin, wenn die jeweilige Person das für sich gewählt hat. Wer benachrichtigt werden will, schaltet es auf jedem Gerät selbst ein. Ohne Einwilligung lesen Sie alles wie gewohnt im Portal. Widerrufen Sie, löschen wir alle angemeldeten Geräte sofort.',
    },
    en: {
      title: 'Notifications on your devices',
      text: 'With your consent, your people may have themselves notified on a phone or computer when somebody has called or the secretariat has written. The way there is provided by the maker of the browser, such as Google, Apple or Mozilla, also outside of the EU. They see that and when a notification goes to a device; what it says is encrypted all the way to the device. Names and concerns are in it only where the person has chosen that. Whoever wants to be notified switches it on themselves, on each device. Without your consent you read everything in the portal as usual. If you withdraw it, we delete all registered devices at once.',
    },
  },
  EMAIL_NOTIFICATIONS: {
    version: '2026-11/1',
    de: {
      title: 'Benachrichtigungen per E-Mail',
      text: 'Mit Ihrer Einwilligung dürfen Ihre Mitarbeiter sich per E-Mail benachrichtigen lassen, sofort oder gesammelt. Name, Nummer und Anliegen der Anrufer stehen nur in der E-Mail, wenn die jeweilige Person das für sich gewählt hat; sonst sagt sie nur, dass es Neues gibt, und führt ins Portal. E-Mails sind auf dem Weg nicht durchgehend verschlüsselt und bleiben in Ihrem Postfach, auch wenn hier etwas gelöscht wird. Ohne Einwilligung lesen Sie alles wie gewohnt im Portal. Widerrufen Sie, verschicken wir sofort keine mehr.',
    },
    en: {
      title: 'Notifications by e-mail',
      text: 'With your consent, your people may have themselves notified by e-mail, at once or gathered. Names, numbers and concerns of callers are in the e-mail only where the person has chosen that; otherwise it only says that there is news, and leads to the portal. E-mails are not encrypted all the way, and stay in your mailbox even when something is deleted here. Without your consent you read everything in the portal as usual. If you withdraw it, we send no more at once.',
    },
  },
} as const satisfies Record<string, { version: string; de: ConsentText; en: ConsentText }>;

export type ConsentKind = keyof typeof CONSENTS;

export const CONSENT_KINDS = Object.keys(CONSENTS) as ConsentKind[];
