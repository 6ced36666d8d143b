import { buildSchema, type GraphQLObjectType, type GraphQLSchema } from 'graphql';

/** Which server: ours, standard graphql-ws, or a plain broadcast of the same bytes. */
export type ServerKind = 'ours' | 'standard' | 'raw';

const SCHEMA = /* GraphQL */ `
  interface Event { cursor: String! at: String! }
  type CallChanged implements Event { cursor: String! at: String! callId: ID! call: Call }
  type UnassignedCallReported implements Event { cursor: String! at: String! }
  type Call { id: ID! state: String! onHold: Boolean! receivedAt: String! takenAt: String caller: Caller! customer: Customer! line: Line! decision: Decision! note: String }
  type Caller { number: String! rawNumber: String withheld: Boolean! isVip: Boolean! contact: Contact }
  type Contact { id: ID! name: String! company: String isVip: Boolean! }
  type Customer { id: ID! name: String! customerNumber: String! timeZone: String! }
  type Line { id: ID! number: String! label: String }
  type Decision { kind: String! greeting: String! message: String remarks: String next: Number }
  type Number { id: ID! number: String! label: String situation: String! ringSeconds: Int! }
  type Query { viewer: String }
  type Subscription { events(after: String): Event! }
`;

/** A desk's live subscription: an event of about 1 kB. */
export const LIVE = `subscription Live($after: String) {
  events(after: $after) { __typename cursor at ... on CallChanged { callId call { ...CallCard_call } } }
}
fragment CallCard_call on Call {
  id state onHold receivedAt takenAt note
  caller { number rawNumber withheld isVip contact { id name company isVip } }
  customer { id name customerNumber timeZone }
  line { id number label }
  decision { kind greeting message remarks next { id number label situation ringSeconds } }
}`;

/** What every desk is shown. */
export const call = {
  id: '5e7b7bb0-3d6f-4f3c-8f0e-2f5f8f0f6a01', state: 'RINGING', onHold: false, receivedAt: '2026-06-15T09:00:00.000Z', takenAt: null, note: null,
};
const caller = { number: '+491713920001', rawNumber: '0171 3920001', withheld: false, isVip: true, contact: { id: '7e7b7bb0-3d6f-4f3c-8f0e-2f5f8f0f6a02', name: 'Anna Schmidt', company: 'Schmidt & Söhne GmbH', isVip: true } };
const customer = { id: '8e7b7bb0-3d6f-4f3c-8f0e-2f5f8f0f6a03', name: 'Praxis Dr. Weber', customerNumber: 'K-1001', timeZone: 'Europe/Berlin' };
const line = { id: '9e7b7bb0-3d6f-4f3c-8f0e-2f5f8f0f6a04', number: '+493023125001', label: 'Zentrale' };
const decision = {
  kind: 'PUT_THROUGH', greeting: 'Praxis Dr. Weber, mein Name ist {{secretary}}, guten Tag. Was kann ich für Sie tun?', message: 'Frau Dr. Weber ist in der Behandlung und ruft Sie ab 16 Uhr zurück.',
  remarks: 'Rezepte bitte immer mit Geburtsdatum aufnehmen.', next: { id: 'ae7b7bb0-3d6f-4f3c-8f0e-2f5f8f0f6a05', number: '+491713920002', label: 'Mobil', situation: 'FIRST', ringSeconds: 20 },
};

/** A schema with the edges of a desk's card, each resolved by itself. */
export function makeSchema(): GraphQLSchema {
  const schema = buildSchema(SCHEMA);
  const fields = (type: string) => (schema.getType(type) as GraphQLObjectType).getFields();
  fields('CallChanged')['call']!.resolve = async () => call;
  for (const type of ['CallChanged', 'UnassignedCallReported']) fields(type)['at']!.resolve = ({ at }) => (at instanceof Date ? at.toISOString() : at);
  for (const [name, value] of Object.entries({ caller, customer, line, decision })) fields('Call')[name]!.resolve = async () => value;
  return schema;
}
