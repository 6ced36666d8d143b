/** What callers are told and what that is called, in their language: there in all languages at once, since the page may be in another. */
export const spokenDe = {
  greeting: 'Guten Tag, {{name}}, mein Name ist {{secretary}}.',
  time: '{{time}} Uhr',
  dayAndTime: '{{day}}, {{time}} Uhr',
  presets: {
    meeting: { title: 'Besprechung', message: 'Leider ist gerade niemand zu sprechen, alle sind in einer Besprechung, voraussichtlich bis {{until}}. Darf ich etwas ausrichten?' },
    lunch: { title: 'Mittagspause', message: 'Es ist gerade Mittagspause, ab {{until}} sind alle wieder da. Darf ich etwas ausrichten?' },
    appointment: { title: 'Termin', message: 'Leider ist gerade niemand zu sprechen, wegen eines Termins, voraussichtlich bis {{until}}. Darf ich etwas ausrichten?' },
    closing: { title: 'Feierabend', message: 'Für heute ist schon geschlossen. Ab {{until}} sind alle wieder für Sie da. Darf ich etwas ausrichten?' },
    holiday: { title: 'Urlaub', message: 'Das Büro ist bis einschließlich {{until}} im Urlaub. Ich nehme gern eine Nachricht auf.' },
    reachable: { title: 'Erreichbar', message: 'Leider ist gerade niemand zu erreichen. Darf ich etwas ausrichten?' },
  },
  templates: {
    office: { title: 'Bürozeit' },
    vips: { title: 'Nur VIPs', message: 'Leider ist gerade niemand zu sprechen. Darf ich etwas ausrichten?' },
    outside: { title: 'Außerhalb der Bürozeit', message: 'Das Büro ist gerade nicht besetzt. Ich nehme gern eine Nachricht auf.' },
    night: { title: 'Notdienst in der Nacht', message: 'Leider ist gerade niemand zu erreichen. Ich nehme gern eine Nachricht auf.' },
    closed: { title: 'Betriebsferien', message: 'Wir machen Betriebsferien. Ich nehme gern eine Nachricht auf.' },
  },
};
