import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CustomerUserActor, SecretaryActor } from '../identity/actor.ts';
import { type Desk, openDesk } from '../test/desk.ts';

let desk: Desk;
let jana: SecretaryActor;
let weber: CustomerUserActor;
let krause: CustomerUserActor;
let line: { id: string; number: string };

beforeAll(async () => {
  desk = await openDesk();
  jana = await desk.secretary();
  weber = await desk.customerUser(await desk.customer());
  krause = await desk.customerUser(await desk.customer({ name: 'Kanzlei Krause' }));
  line = await desk.line(weber.customerId);
  await desk.contact(weber.customerId, { name: 'Ute Berg', numbers: ['+4917604069001'], isVip: true });
  await desk.instruction(weber.customerId, { title: 'Nur VIPs', putThrough: 'VIP', message: 'Im Termin.', validUntil: new Date('2026-06-15T12:00:00Z'), forwardingNumbers: [{ number: '+491713920081' }] });
});
afterAll(() => desk.close());

const QUERY = `query ($lineNumber: String!, $callerNumber: String, $at: DateTime, $contactId: ID) { decision(lineNumber: $lineNumber, callerNumber: $callerNumber, at: $at, contactId: $contactId) {
  kind message instruction { title } next { number } reasons { __typename } } }`;
const whatIf = async (actor: SecretaryActor | CustomerUserActor | null, variables: object = {}) => {
  const { data, errors } = await desk.run(actor, QUERY, { lineNumber: line.number, callerNumber: '0176 04069001', ...variables });
  return errors ? errors[0].extensions : data.decision;
};

describe('the what-if', () => {
  test('says what would be decided for a caller now, and rings nowhere', async () => {
    const vip = { kind: 'PUT_THROUGH', message: 'Im Termin.', instruction: { title: 'Nur VIPs' }, next: { number: '+491713920081' }, reasons: [{ __typename: 'ByContact' }, { __typename: 'ByRule' }, { __typename: 'ByInstruction' }] };
    for (const actor of [weber, jana]) expect(await whatIf(actor)).toEqual(vip);
    expect(await whatIf(weber, { lineNumber: line.number.replace('+4930', '030 ') })).toEqual(vip);
    expect(await whatIf(weber, { callerNumber: null })).toMatchObject({ kind: 'TAKE_MESSAGE', next: null, reasons: [{ __typename: 'ByWithheldNumber' }, { __typename: 'ByRule' }, { __typename: 'ByInstruction' }] });
    expect(await whatIf(weber, { callerNumber: 'Empfang' })).toMatchObject({ kind: 'TAKE_MESSAGE', reasons: [{ __typename: 'ByRule' }, { __typename: 'ByInstruction' }] });
    expect((await desk.run(jana, '{ desk { calls { id } } }')).data.desk.calls).toEqual([]);
  });

  test('says it for any moment', async () => {
    expect(await whatIf(weber, { at: '2026-06-15T11:59:59Z' })).toMatchObject({ kind: 'PUT_THROUGH' });
    expect(await whatIf(weber, { at: '2026-06-15T12:00:00Z' })).toMatchObject({ kind: 'TAKE_MESSAGE', instruction: null, reasons: [{ __typename: 'ByDefault' }] });
    expect(await whatIf(weber, { at: '2026-06-15T08:59:59Z' })).toMatchObject({ kind: 'TAKE_MESSAGE', instruction: null });
  });

  test('says it for a contact whom the secretary finds out by asking, within the customer’s own book', async () => {
    const asked = await desk.contact(weber.customerId, { name: 'Ada Nummernlos', isVip: true });
    expect(await whatIf(weber, { callerNumber: null, contactId: asked })).toMatchObject({ kind: 'PUT_THROUGH', reasons: [{ __typename: 'ByContact' }, { __typename: 'ByRule' }, { __typename: 'ByInstruction' }] });
    const foreign = await desk.contact(krause.customerId, { name: 'Berta Fremd', isVip: true });
    for (const actor of [weber, jana]) expect(await whatIf(actor, { callerNumber: null, contactId: foreign })).toMatchObject({ kind: 'TAKE_MESSAGE', reasons: [{ __typename: 'ByWithheldNumber' }, { __typename: 'ByRule' }, { __typename: 'ByInstruction' }] });
    expect(await whatIf(weber, { callerNumber: null, contactId: 'none' })).toMatchObject({ kind: 'TAKE_MESSAGE' });
  });

  test('answers alike for a line that is another’s and one that is nobody’s', async () => {
    expect(await whatIf(krause)).toBeNull();
    expect(await whatIf(krause, { lineNumber: '+493023125999' })).toBeNull();
    expect(await whatIf(null)).toEqual({ code: 'UNAUTHENTICATED' });
    expect(await whatIf(weber, { lineNumber: 'keine' })).toEqual({ code: 'BAD_USER_INPUT', field: 'lineNumber' });
  });
});
