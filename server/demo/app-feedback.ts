import { day, moment, type Told } from './instruction-words.ts';
import type { PlacedCustomer } from './people.ts';
import { randomOf } from './random.ts';

type Row = Record<string, unknown>;

/** What was said about the app; `by` is a customer by their key or the place of a secretary, `doneAt` when a supervisor dealt with it. */
interface DemoAppFeedback { by: string | number; kind: 'PROBLEM' | 'WISH' | 'PRAISE'; at: Told; text: string; page: string; browser: string; screen: string; doneAt?: Told }

const DEMO_APP_FEEDBACK: readonly DemoAppFeedback[] = [
  {
    by: 'krause', kind: 'WISH', at: day(-1, '17:40'), page: '/portal/tasks/…', browser: 'Firefox 146, Windows', screen: '1536 × 730',
    text: 'Bei der Mahnliste hätte ich die Schuldner gern nach Betrag sortiert, nicht nur in der Reihenfolge, in der ich sie eingetragen habe.',
  },
  {
    by: 1, kind: 'PROBLEM', at: day(-2, '11:25'), page: '/desk', browser: 'Chrome 143, Windows', screen: '1280 × 720',
    text: 'Der Ton beim Läuten ist nach der Mittagspause manchmal weg, bis ich einmal irgendwohin klicke.',
  },
  {
    by: 'weber', kind: 'PRAISE', at: day(-4, '19:05'), page: '/portal', browser: 'Safari 26, iPhone', screen: '390 × 664', doneAt: day(-3, '09:15'),
    text: 'Mit einem Tipp auf „Feierabend“ ist alles umgestellt. Danke, das erspart mir jeden Abend einen Anruf bei Ihnen!',
  },
];

/** What people said about the app, in the columns of its table; `supervisorId` dealt with some of it. */
export function appFeedbackOf(customers: readonly PlacedCustomer[], secretaries: readonly { id: string; name: string }[], supervisorId: string, peopleIds: ReadonlyMap<string, string>, now: Date): Row[] {
  return DEMO_APP_FEEDBACK.map(({ by, at, doneAt, ...said }, place) => {
    const customer = typeof by === 'string' ? customers.find(({ told }) => told.key === by) : undefined;
    const secretary = typeof by === 'number' ? secretaries[by] : undefined;
    const of = (told: Told) => moment(told, now, customer?.told.timeZone ?? 'Europe/Berlin');
    return {
      id: randomOf(`app feedback ${place}`).uuid(), ...said, customer_id: customer?.id ?? null, secretary_id: secretary?.id ?? null, customer_user_id: customer ? peopleIds.get(customer.id) : null,
      sender_name: customer?.told.users[0]!.name ?? secretary?.name, sent_at: of(at), done_at: doneAt ? of(doneAt) : null, done_by: doneAt ? supervisorId : null,
    };
  });
}
