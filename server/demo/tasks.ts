import type { DebtorResult, TaskKind, TaskState } from '../tasks/task-states.ts';
import { berlin, cologne, frankfurt, hamburg, mobile, munich, otherMobile, type ReservedNumber } from './reserved-numbers.ts';
import { day, minutes, moment, type Told } from './instruction-words.ts';
import type { PlacedCustomer } from './people.ts';
import { randomOf } from './random.ts';

type Row = Record<string, unknown>;

/** A call to a debtor; `by` is the place of the secretary. */
interface DemoDebtorCall { by: number; at: Told; result: DebtorResult; promised?: number; remarks?: string }

interface DemoDebtor { name: string; numbers: readonly ReservedNumber[]; euros: number; reference: string; remarks?: string; calls?: readonly DemoDebtorCall[] }

/** What a customer ordered; whom it is given to and who worked on it are places of secretaries. */
interface DemoTask {
  kind: TaskKind;
  title: string;
  text?: string;
  due?: Told;
  person?: { name: string; number: ReservedNumber };
  created: Told;
  state?: TaskState;
  assignedTo?: number;
  result?: string;
  finished?: Told;
  work?: readonly { by: number; began: Told; minutes: number }[];
  debtors?: readonly DemoDebtor[];
}

interface DemoTemplate { name: string; kind: TaskKind; title: string; text?: string; dueInDays?: number }

/** What is ordered of the secretariat, by the customer's key. */
const DEMO_TASKS: Readonly<Record<string, readonly DemoTask[]>> = {
  krause: [
    {
      kind: 'CALL_BACK', title: 'Frau Haddad zurückrufen: Termin zur Unterschrift', created: minutes(-150), due: minutes(90), person: { name: 'Samira Haddad', number: otherMobile(3) },
      text: 'Die Vollmacht ist fertig. Bitte anbieten: morgen ab 9 Uhr oder übermorgen ab 14 Uhr, Dauer 15 Minuten. Personalausweis mitbringen.',
    },
    {
      kind: 'RESEARCH', title: 'Zustellanschrift der Küstenbau GmbH ermitteln', created: day(-2, '11:20'), due: day(2, '12:00'), state: 'IN_PROGRESS', assignedTo: 1,
      text: 'Post an die Anschrift im Handelsregister kommt zurück. Bitte im Unternehmensregister und auf der Website nachsehen, wo die Gesellschaft jetzt sitzt, und beim Empfang anrufen. Kein Wort zum Verfahren.',
      work: [{ by: 1, began: day(-1, '10:05'), minutes: 25 }],
    },
    {
      kind: 'COLLECTION_CALLS', title: 'Offene Honorarrechnungen erinnern', created: day(-5, '09:30'), due: day(6, '18:00'), state: 'IN_PROGRESS', assignedTo: 0,
      text: 'Bitte freundlich an die Rechnung erinnern und fragen, wann gezahlt wird. Raten bis drei Monate sind in Ordnung. Bei Einwänden nicht diskutieren, nur aufschreiben.',
      work: [{ by: 0, began: day(-3, '14:10'), minutes: 18 }, { by: 0, began: day(-1, '15:30'), minutes: 12 }],
      debtors: [
        { name: 'Friedrich Osthoff', numbers: [hamburg(503)], euros: 486.5, reference: 'R-2291', calls: [{ by: 0, at: day(-3, '14:12'), result: 'PROMISED', promised: 4, remarks: 'War verreist, überweist nach seiner Rückkehr.' }] },
        { name: 'Bernd Kruse', numbers: [hamburg(551), mobile(70)], euros: 1190, reference: 'R-2274', calls: [
          { by: 0, at: day(-3, '14:20'), result: 'NOT_REACHED' },
          { by: 0, at: day(-1, '15:32'), result: 'INSTALMENTS', promised: 10, remarks: 'Bittet um drei Raten, die erste zum genannten Tag.' },
        ] },
        { name: 'Tischlerei Voss', numbers: [hamburg(552)], euros: 742.3, reference: 'R-2268', calls: [{ by: 0, at: day(-1, '15:38'), result: 'DISPUTED', remarks: 'Der Termin am Amtsgericht sei doppelt berechnet. Möchte von Herrn Dr. Krause hören.' }] },
        { name: 'Jana Petersen', numbers: [otherMobile(70)], euros: 238, reference: 'R-2302', calls: [{ by: 0, at: day(-1, '15:41'), result: 'CALL_AGAIN', promised: 1, remarks: 'Mitten in der Arbeit, bittet um Anruf nach 16 Uhr.' }] },
        { name: 'Café Lagune GbR', numbers: [hamburg(553)], euros: 1547, reference: 'R-2259', remarks: 'Frau Sturm verlangen, sie macht die Buchhaltung.' },
        { name: 'Olaf Menke', numbers: [otherMobile(71)], euros: 119, reference: 'R-2310' },
      ],
    },
    {
      kind: 'APPOINTMENT', title: 'Besprechungsraum für die Mediation buchen', created: day(-9, '08:50'), due: day(-4, '12:00'), state: 'DONE', assignedTo: 2, finished: day(-7, '11:40'),
      text: 'Neutraler Raum in der Innenstadt für sechs Personen, einen halben Tag, bis 300 Euro.',
      result: 'Gebucht: Konferenzraum „Alster“ im Kontorhaus am Wall, 9 bis 13 Uhr, 260 Euro mit Getränken. Die Bestätigung ging an die Kanzlei, kostenlose Absage bis drei Tage vorher.',
      work: [{ by: 2, began: day(-8, '13:15'), minutes: 20 }, { by: 2, began: day(-7, '11:20'), minutes: 15 }],
    },
  ],
  weber: [
    {
      kind: 'APPOINTMENT', title: 'Termine am Fortbildungstag verlegen', created: day(-1, '12:10'), due: day(1, '12:00'),
      text: 'Am ersten Montag des nächsten Monats bin ich auf einer Fortbildung. Bitte Herrn Maier und Frau Hoffmann neue Termine in derselben Woche anbieten.',
    },
    {
      kind: 'RESEARCH', title: 'Neuen Kurierdienst für Laborproben suchen', created: day(-12, '17:30'), due: day(-6, '18:00'), state: 'DONE', assignedTo: 1, finished: day(-7, '16:05'),
      text: 'Abholung werktags gegen 12 Uhr, gekühlt. Bitte drei Angebote mit Preis im Monat.',
      result: 'Drei Angebote: MedTransport Spree 189 Euro, Blitzkurier 210 Euro, Laborfahrt Nord 175 Euro (nur bis 11:30 Uhr). MedTransport Spree kann ab Monatsanfang und kühlt aktiv.',
      work: [{ by: 1, began: day(-8, '09:00'), minutes: 40 }, { by: 1, began: day(-7, '15:40'), minutes: 25 }],
    },
  ],
  lindner: [
    { kind: 'CALL_BACK', title: 'Herrn Kamps zur Probefahrt zurückrufen', created: minutes(-70), due: day(1, '11:00'), person: { name: 'Jürgen Kamps', number: cologne(504) }, text: 'Der Wagen ist am Samstag von 9 bis 13 Uhr frei.' },
    { kind: 'OTHER', title: 'Kunden zum Reifenwechsel erinnern', created: day(-14, '10:00'), state: 'CANCELLED', finished: day(-13, '09:20'), text: 'Liste der Kunden mit eingelagerten Reifen folgt.' },
  ],
  sommer: [
    {
      kind: 'RESEARCH', title: 'Aufzugsfirma für die Gartenstraße: Notruf-Nummer prüfen', created: day(-1, '16:45'), due: day(-1, '18:00'), person: { name: 'Bernd Klose', number: mobile(53) },
      text: 'Im Aushang steht noch die alte Firma. Bitte bei Herrn Klose die Nummer vom Schild in der Kabine erfragen.',
    },
  ],
  yildiz: [
    {
      kind: 'COLLECTION_CALLS', title: 'Fehlende Belege der Mandanten anmahnen', created: day(-1, '09:15'), due: day(4, '12:00'),
      text: 'Für den Jahresabschluss fehlen Belege und der Vorschuss. Bitte freundlich erinnern; die Liste der Belege haben die Mandanten per E-Mail.',
      debtors: [
        { name: 'Blumen Sahin', numbers: [otherMobile(10)], euros: 350, reference: '2025-118' },
        { name: 'Dennis Kraft', numbers: [otherMobile(9)], euros: 180, reference: '2025-124' },
        { name: 'Gerd Häberle', numbers: [munich(502), frankfurt(560)], euros: 420.75, reference: '2025-131', remarks: 'Tagsüber in der Werkstatt, Mobil geht selten.' },
      ],
    },
  ],
  brandt: [
    { kind: 'CALL_BACK', title: 'Frau Noack: Wartung der Therme vereinbaren', created: day(-1, '13:05'), due: day(2, '15:00'), person: { name: 'Ingrid Noack', number: berlin(512) }, text: 'Herr Pauli kann am Vormittag. Dauer eine Stunde, der Zugang zum Keller muss frei sein.' },
  ],
};

const DEMO_TEMPLATES: Readonly<Record<string, readonly DemoTemplate[]>> = {
  krause: [
    { name: 'Wiedervorlage Mandant', kind: 'CALL_BACK', title: 'Mandanten an fehlende Unterlagen erinnern', text: 'Welche Unterlagen fehlen, steht in der Akte …', dueInDays: 2 },
    { name: 'Honorar erinnern', kind: 'COLLECTION_CALLS', title: 'Offene Honorarrechnungen erinnern', text: 'Freundlich erinnern, Raten bis drei Monate sind in Ordnung.', dueInDays: 7 },
  ],
};

const DAY = 86_400_000;

/** Rows of the tasks, in the columns of their tables. */
export interface TaskRows { tasks: Row[]; work: Row[]; debtors: Row[]; debtorCalls: Row[]; templates: Row[] }

/** What the customers ordered and what came of it so far, seen from the moment of filling. */
export function tasksOf(customers: readonly PlacedCustomer[], secretaryIds: readonly string[], now: Date): TaskRows {
  const rows: TaskRows = { tasks: [], work: [], debtors: [], debtorCalls: [], templates: [] };
  for (const { id: customerId, told } of customers) {
    const random = randomOf(`tasks ${told.key}`);
    const at = (one: Told) => moment(one, now, told.timeZone);
    for (const task of DEMO_TASKS[told.key] ?? []) {
      const id = random.uuid();
      const debtors = task.debtors ?? [];
      const changes = [task.created, task.finished, ...(task.work ?? []).map(({ began }) => began), ...debtors.flatMap(({ calls }) => (calls ?? []).map(call => call.at))].flatMap(one => (one ? [at(one)] : []));
      rows.tasks.push({
        customer_id: customerId, id, kind: task.kind, title: task.title, text: task.text ?? null, due_at: task.due ? at(task.due) : null, person_name: task.person?.name ?? null,
        person_number: task.person?.number ?? null, state: task.state ?? 'OPEN', assigned_to: task.assignedTo === undefined ? null : secretaryIds[task.assignedTo], result: task.result ?? null,
        created_at: at(task.created), created_by: told.users[0]?.name ?? told.name, updated_at: new Date(Math.max(...changes.map(Number))), finished_at: task.finished ? at(task.finished) : null, version: changes.length,
      });
      for (const { by, began, minutes: length } of task.work ?? [])
        rows.work.push({ customer_id: customerId, id: random.uuid(), task_id: id, secretary_id: secretaryIds[by], began_at: at(began), minutes: length });
      for (const [position, debtor] of debtors.entries()) {
        const debtorId = random.uuid();
        const last = debtor.calls?.at(-1);
        rows.debtors.push({
          customer_id: customerId, id: debtorId, task_id: id, position, name: debtor.name, number: debtor.numbers[0], other_number: debtor.numbers[1] ?? null, amount_cents: Math.round(debtor.euros * 100),
          reference: debtor.reference, remarks: debtor.remarks ?? null, result: last?.result ?? null, last_called_at: last ? at(last.at) : null,
        });
        for (const { by, at: called, result, promised, remarks } of debtor.calls ?? [])
          rows.debtorCalls.push({
            customer_id: customerId, id: random.uuid(), debtor_id: debtorId, secretary_id: secretaryIds[by], called_at: at(called), result,
            promised_on: promised === undefined ? null : new Date(now.getTime() + promised * DAY).toISOString().slice(0, 10), remarks: remarks ?? null,
          });
      }
    }
    for (const { name, kind, title, text, dueInDays } of DEMO_TEMPLATES[told.key] ?? [])
      rows.templates.push({ customer_id: customerId, id: random.uuid(), name, kind, title, text: text ?? null, due_in_days: dueInDays ?? null });
  }
  return rows;
}
