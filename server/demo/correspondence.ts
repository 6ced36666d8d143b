import { day, minutes, moment, type Told } from './instruction-words.ts';
import type { PlacedCustomer } from './people.ts';
import { randomOf } from './random.ts';

type Row = Record<string, unknown>;

/** What was written; without `by`, the place of a secretary, the customer wrote it. */
interface DemoMessage { at: Told; by?: number; text: string }

/** What a customer left with the secretaries, and what both wrote to each other, by the customer's key. */
const DEMO_CORRESPONDENCE: Readonly<Record<string, {
  faqs: readonly (readonly [question: string, answer: string])[]; documents: readonly { title: string; fileName: string; text: string }[]; threads: readonly { subject: string; messages: readonly DemoMessage[] }[];
}>> = {
  weber: {
    faqs: [
      ['Wie bekomme ich ein Rezept nachbestellt?', 'Name, Geburtsdatum, Medikament und Stärke aufnehmen. Das Rezept liegt am nächsten Werktag ab 10 Uhr bereit.'],
      ['Nehmen Sie neue Patienten auf?', 'Ja. Bitte ein Erstgespräch buchen und an die Versichertenkarte und frühere Befunde erinnern.'],
      ['Muss ich zur Blutabnahme nüchtern sein?', 'Ja, acht Stunden nichts essen; Wasser ist erlaubt.'],
      ['Gibt es Parkplätze?', 'Zwei im Hof, die Einfahrt ist neben der Apotheke. Aufzug ist vorhanden.'],
    ],
    documents: [{ title: 'Wegbeschreibung', fileName: 'Wegbeschreibung.txt', text: 'Mit der S-Bahn bis Beispielplatz, Ausgang Süd, dann drei Minuten zu Fuß. Eingang neben der Rosen-Apotheke, zweiter Stock, Aufzug vorhanden.\n' }],
    threads: [{
      subject: 'Urlaubsvertretung', messages: [
        { at: day(-6, '18:05'), text: 'Guten Abend, im Urlaub vertritt uns wieder die Praxis Dr. Engel. Bitte keine Termine in dieser Zeit vergeben.' },
        { at: day(-6, '18:40'), by: 0, text: 'Guten Abend Frau Dr. Weber, ist vermerkt. Dürfen wir die Nummer der Praxis Dr. Engel weitergeben?' },
        { at: day(-5, '07:50'), text: 'Ja, gern. Sie steht auch auf unserer Website. Danke!' },
        { at: day(-5, '08:02'), by: 0, text: 'Sehr gern. Einen schönen Tag!' },
      ],
    }],
  },
  krause: {
    faqs: [
      ['Was kostet eine Erstberatung?', 'Für Verbraucher höchstens 190 Euro zuzüglich Umsatzsteuer; genau sagt es Herr Dr. Krause vor dem Gespräch.'],
      ['Übernehmen Sie Fälle im Familienrecht?', 'Nein. Wir sind auf Arbeits- und Handelsrecht ausgerichtet. Bitte freundlich an die Anwaltsauskunft der Kammer verweisen.'],
    ],
    documents: [],
    threads: [{
      subject: 'Mahnliste', messages: [
        { at: day(-5, '09:40'), text: 'Ich habe einen Auftrag mit sechs offenen Rechnungen angelegt. Bei der Tischlerei Voss bitte besonders freundlich, das ist ein langjähriger Mandant.' },
        { at: day(-5, '10:15'), by: 0, text: 'Guten Tag Herr Dr. Krause, vielen Dank, ich kümmere mich darum und trage jedes Ergebnis gleich ein.' },
      ],
    }],
  },
  lindner: {
    faqs: [['Was kostet der Reifenwechsel?', 'Vier Räder 39 Euro, mit Einlagern 89 Euro je Saison. Termine vergibt die Werkstatt.']],
    documents: [],
    threads: [{ subject: 'Samstag', messages: [{ at: minutes(-35), text: 'Am nächsten Samstag ist unser Tag der offenen Tür. Können Sie Anrufer von 9 bis 16 Uhr darauf hinweisen? Probefahrten gehen dann ohne Termin.' }] }],
  },
};

/** Rows of the correspondence, in the columns of their tables. */
export interface CorrespondenceRows { faqs: Row[]; documents: Row[]; documentVersions: Row[]; threads: Row[]; messages: Row[]; readings: Row[] }

/** Questions, documents and threads, seen from the moment of filling; `peopleIds` are the customers' people by their customer. */
export function correspondenceOf(customers: readonly PlacedCustomer[], secretaryIds: readonly string[], peopleIds: ReadonlyMap<string, string>, now: Date): CorrespondenceRows {
  const rows: CorrespondenceRows = { faqs: [], documents: [], documentVersions: [], threads: [], messages: [], readings: [] };
  for (const { id: customerId, told } of customers) {
    const kept = DEMO_CORRESPONDENCE[told.key];
    if (!kept) continue;
    const random = randomOf(`correspondence ${told.key}`);
    const at = (one: Told) => moment(one, now, told.timeZone);
    const person = told.users[0]!.name;
    const since = at(day(-40, '17:15'));
    for (const [position, [question, answer]] of kept.faqs.entries())
      rows.faqs.push({ customer_id: customerId, id: random.uuid(), question, answer, position, created_at: since, updated_at: since, version: 1 });
    for (const { title, fileName, text } of kept.documents) {
      const id = random.uuid();
      const content = Buffer.from(text);
      rows.documents.push({ customer_id: customerId, id, title, created_at: since, newest: 1 });
      rows.documentVersions.push({
        customer_id: customerId, id: random.uuid(), document_id: id, number: 1, file_name: fileName, media_type: 'text/plain', byte_size: content.length, uploaded_at: since, uploaded_by: person, content: `\\x${content.toString('hex')}`,
      });
    }
    for (const { subject, messages } of kept.threads) {
      const id = random.uuid();
      // Where the customer wrote last, nobody has read or answered it yet.
      const waits = messages.at(-1)!.by === undefined;
      const newest = (ofCustomer: boolean) => messages.findLastIndex(({ by }) => (by === undefined) === ofCustomer) + 1;
      const last = messages.at(-1)!;
      rows.threads.push({
        customer_id: customerId, id, subject, started_at: at(messages[0]!.at), last_message_at: at(last.at), messages: messages.length, newest_of_customer: newest(true), newest_of_secretariat: newest(false),
        awaits_answer_since: waits ? at(last.at) : null, answered_by: newest(false) === 0 ? null : secretaryIds[messages[newest(false) - 1]!.by!],
      });
      for (const [place, { at: sent, by, text }] of messages.entries())
        rows.messages.push({
          customer_id: customerId, id: random.uuid(), thread_id: id, place: place + 1, sent_at: at(sent), secretary_id: by === undefined ? null : secretaryIds[by],
          customer_user_id: by === undefined ? peopleIds.get(customerId) : null, customer_user_name: by === undefined ? person : null, text,
        });
      const reading = { customer_id: customerId, thread_id: id, through: messages.length, read_at: at(last.at) };
      rows.readings.push(
        ...(waits ? [] : [{ ...reading, secretary_id: secretaryIds[0], customer_user_id: null, customer_user_name: null }]),
        { ...reading, secretary_id: null, customer_user_id: peopleIds.get(customerId), customer_user_name: person },
      );
    }
  }
  return rows;
}
