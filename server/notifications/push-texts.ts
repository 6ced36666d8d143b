import { type Content, countsOf, type Counts } from './content.ts';

/** What a device is told: shown as it is, and opened at `path`. */
export interface PushMessage { title: string; body: string; tag: string; path: string; lang: 'de' | 'en' }

interface Words {
  note: string; urgentNote: string; missed: string; message: string; test: string; testBody: string; read: string; unknown: string; callBack: string;
  many(count: number): string;
  counts(counts: Counts): string[];
}

const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

const WORDS: Record<'DE' | 'EN', Words> = {
  DE: {
    note: 'Neue Gesprächsnotiz', urgentNote: 'Dringende Gesprächsnotiz', missed: 'Verpasster Anruf', message: 'Nachricht vom Sekretariat', test: 'Testbenachrichtigung',
    testBody: 'So erreichen Sie die Benachrichtigungen Ihres Sekretariats auf diesem Gerät.', read: 'Im Portal lesen', unknown: 'Unbekannt', callBack: 'Rückruf erbeten',
    many: count => `${count} Neuigkeiten aus Ihrem Sekretariat`,
    counts: ({ notes, urgent, missed, messages }) => [
      ...(notes ? [`${plural(notes, 'Gesprächsnotiz', 'Gesprächsnotizen')}${urgent ? `, davon ${urgent} dringend` : ''}`] : []),
      ...(missed ? [plural(missed, 'verpasster Anruf', 'verpasste Anrufe')] : []), ...(messages ? [plural(messages, 'Nachricht', 'Nachrichten')] : []),
    ],
  },
  EN: {
    note: 'New call note', urgentNote: 'Urgent call note', missed: 'Missed call', message: 'Message from the secretariat', test: 'Test notification',
    testBody: 'This is how the notifications of your secretariat reach you on this device.', read: 'Read it in the portal', unknown: 'Unknown', callBack: 'Call-back wished',
    many: count => `${count} news from your secretariat`,
    counts: ({ notes, urgent, missed, messages }) => [
      ...(notes ? [`${plural(notes, 'call note', 'call notes')}${urgent ? `, ${urgent} of them urgent` : ''}`] : []),
      ...(missed ? [plural(missed, 'missed call', 'missed calls')] : []), ...(messages ? [plural(messages, 'message', 'messages')] : []),
    ],
  },
};

// Push services take about 4 KB; more than a few lines nobody sees on a locked screen anyhow.
const shortened = (text: string, most: number): string => ([...text].length > most ? `${[...text].slice(0, most - 1).join('')}…` : text);

/** What a device is told of these matters; who it was and what about only where its owner has chosen that. */
export function pushMessage(contents: readonly Content[], tag: string, language: 'DE' | 'EN', showsContent: boolean): PushMessage {
  const words = WORDS[language];
  const lang = language === 'DE' ? 'de' : 'en';
  const [only] = contents;
  if (!only || contents.length > 1) return { title: words.many(contents.length), body: words.counts(countsOf(contents)).join('\n'), tag, lang, path: countsOf(contents).messages === contents.length ? '/portal/messages' : '/portal/calls' };
  const { matter, path, isUrgent, callBackWished, name, company, number, text } = only;
  const kind = { NOTE: isUrgent ? words.urgentNote : words.note, MISSED: words.missed, MESSAGE: words.message, TEST: words.test }[matter];
  if (matter === 'TEST') return { title: kind, body: words.testBody, tag, path, lang };
  if (!showsContent) return { title: kind, body: words.read, tag, path, lang };
  const who = [name ?? number ?? words.unknown, company].filter(part => part !== null).join(', ');
  return {
    title: shortened(`${kind}: ${who}`, 120),
    body: [text && shortened(text, 300), number && matter !== 'MESSAGE' ? number : null, callBackWished ? words.callBack : null].filter(line => line !== null && line !== '').join('\n') || words.read,
    tag, path, lang,
  };
}
