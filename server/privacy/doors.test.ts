import { getNamedType, isLeafType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CustomerUserActor, Person, SecretaryActor } from '../identity/actor.ts';
import { type Desk, openDesk } from '../test/desk.ts';
import type { Viewer } from './declaration.ts';
import { insert, NOW, plantCustomer, type PlantedIds, plantService } from './planted.ts';
import { argumentsOf, mayReach } from './schema-walk.ts';
import { type RootField, rootFields } from './shown-data.ts';

type Outcome = 'REACHED' | 'NULL' | 'UNAUTHENTICATED' | 'FORBIDDEN';

let desk: Desk;
let secretary: SecretaryActor;
let supervisor: SecretaryActor;
let elsewhere: CustomerUserActor;
beforeAll(async () => {
  desk = await openDesk(NOW.toISOString());
  desk.ground.demoDoorSecret = 'of the demo';
  secretary = await desk.secretary();
  supervisor = await desk.secretary({ isSupervisor: true });
  elsewhere = await desk.customerUser(await desk.customer());
});
afterAll(() => desk.close());

const VIEWERS = ['STRANGER', 'OTHER_CUSTOMER', 'OWN_CUSTOMER', 'SECRETARY', 'SUPERVISOR'] as const satisfies Viewer[];

function expected({ reachedBy, othersGet, strangersGet }: RootField, viewer: Viewer): Outcome {
  if (mayReach(viewer, reachedBy)) return 'REACHED';
  return viewer === 'STRANGER' ? (strangersGet ?? 'UNAUTHENTICATED') : (othersGet ?? 'FORBIDDEN');
}

/** A file for a message that the person has begun to send; for strangers a secretary has. */
async function beganFile(customerId: string, person: Person | null): Promise<string> {
  const id = crypto.randomUUID();
  await insert(desk, 'upload', {
    customer_id: customerId, id, for_message: true, title: 'Anhang', file_name: 'anhang.txt', byte_size: 10, began_at: desk.now(), expires_at: new Date(desk.now().getTime() + 3_600_000),
    ...(person?.kind === 'CUSTOMER_USER' && person.customerId === customerId ? { customer_user_id: person.customerUserId } : { secretary_id: person?.kind === 'SECRETARY' ? person.secretaryId : secretary.secretaryId }),
  });
  return id;
}

/** A customer and a service whom no act has changed yet; after one that got through, others are made. */
let untouched: Promise<{ planted: PlantedIds; telephoneDoorId: string }> | null = null;
const plant = async () => ({ planted: await plantCustomer(desk, secretary), ...(await plantService(desk, secretary, supervisor)) });

/** What somebody gets who calls the field with arguments that lead to a customer as it was made. */
async function outcome(operation: 'Query' | 'Mutation', name: string, viewer: Viewer): Promise<Outcome> {
  const { planted, telephoneDoorId } = await (untouched ??= plant());
  const { customerId, customerUserId, accountId } = planted;
  const person: Record<Viewer, Person | null> = {
    STRANGER: null, OTHER_CUSTOMER: elsewhere, OWN_CUSTOMER: { kind: 'CUSTOMER_USER', customerId, customerUserId, accountId, right: 'MANAGE' }, SECRETARY: secretary, SUPERVISOR: supervisor,
  };
  const root = desk.schema.getType(operation) as NonNullable<ReturnType<typeof desk.schema.getQueryType>>;
  // Whoever is removed is nobody else's secretary.
  const secretaryId = name === 'removeSecretary' ? (await desk.secretary()).secretaryId : planted.secretaryId;
  // A file is finished by whoever began to send it.
  const own = name === 'finishMessageFile' ? { uploadId: await beganFile(customerId, person[viewer]) } : {};
  const known = { ...planted, ...own, secretaryId, telephoneDoorId, id: (planted as Record<string, string>)[`${name}Id`] ?? '' };
  const selection = isLeafType(getNamedType(root.getFields()[name]!.type)) ? '' : '{ __typename }';
  const { data, errors } = await desk.run(person[viewer], `${operation.toLowerCase()} { ${name}${argumentsOf(root, name, known)} ${selection} }`);
  const code = errors?.[0].extensions.code;
  // What is wrong with an input is told to those alone who may give one.
  if (code !== undefined && code !== 'BAD_USER_INPUT') return code;
  if (operation === 'Mutation') untouched = null;
  return code || data[name] !== null ? 'REACHED' : 'NULL';
}

describe('strangers', () => {
  it('get in where people sign in, and learn nothing but that nobody is signed in', () => {
    const open = Object.values(rootFields).flatMap(fields => Object.entries(fields).filter(([, field]) => expected(field, 'STRANGER') !== 'UNAUTHENTICATED').map(([name, field]) => `${name}: ${expected(field, 'STRANGER')}`));
    expect(open).toEqual(['viewer: NULL', 'passwordChangeDue: NULL', 'privacyStatement: REACHED', 'desk: NULL', 'signIn: REACHED', 'signOut: REACHED', 'setUpFirstSupervisor: REACHED', 'confirmSecondFactor: REACHED', 'beginSecondFactorPasskey: REACHED', 'confirmWithPasskey: REACHED', 'beginPasskeySignIn: REACHED', 'signInWithPasskey: REACHED', 'requestPasswordReset: REACHED', 'resetPassword: REACHED']);
  });
});

describe.each(['Query', 'Mutation'] as const)('%s', operation => {
  it.each(Object.keys(rootFields[operation]))('%s lets through whom it is declared for, and refuses everybody else', async name => {
    const outcomes: Partial<Record<Viewer, Outcome>> = {};
    for (const viewer of VIEWERS) outcomes[viewer] = await outcome(operation, name, viewer);
    expect(outcomes).toEqual(Object.fromEntries(VIEWERS.map(viewer => [viewer, expected(rootFields[operation][name]!, viewer)])));
  });
});

describe('an act on one customer’s row', () => {
  const everythingOf = async (customerId: string) =>
    (await desk.sql.pool.query(
      `select i, array(select f from forwarding_number f where f.customer_id = i.customer_id order by id) as numbers,
         array(select k from contact k where k.customer_id = i.customer_id order by id) as contacts, array(select c from call c where c.customer_id = i.customer_id order by id) as calls
       from instruction i where i.customer_id = $1 order by id`,
      [customerId],
    )).rows;

  it('is refused when it names a row of another customer, and leaves that row as it was', async () => {
    const weber = await plantCustomer(desk, secretary);
    const krause = await plantCustomer(desk, secretary);
    const { customerId, customerUserId, accountId } = weber;
    const person: Person = { kind: 'CUSTOMER_USER', customerId, customerUserId, accountId, right: 'MANAGE' };
    const before = await everythingOf(krause.customerId);

    const input = { title: 'Neu', greeting: 'Guten Tag', putThrough: 'ALL', forwardingNumbers: [{ id: krause.forwardingNumberId, number: '+491713920077' }] };
    for (const act of ['createInstruction', 'updateInstruction']) {
      const where = act === 'createInstruction' ? `customerId: "${weber.customerId}"` : `instructionId: "${weber.instructionId}"`;
      const { data } = await desk.run(person, `mutation ($input: InstructionInput!) { ${act}(${where}, input: $input) { ... on InstructionInvalid { problems { field code } } } }`, { input });
      expect(data[act].problems).toEqual([{ field: 'forwardingNumbers.0.id', code: 'NOT_ALLOWED' }]);
    }
    const identified = await desk.run(secretary, `mutation { takeCall(callId: "${weber.callId}") { __typename } identifyCaller(callId: "${weber.callId}", contactId: "${krause.contactId}") { __typename } }`);
    expect(identified.errors?.[0].extensions.code).toBe('FORBIDDEN');
    const putThrough = await desk.run(secretary, `mutation { putThrough(callId: "${weber.callId}", forwardingNumberId: "${krause.forwardingNumberId}") { __typename } }`);
    expect(putThrough.errors?.[0].extensions).toMatchObject({ code: 'BAD_USER_INPUT', field: 'forwardingNumberId' });

    expect(await everythingOf(krause.customerId)).toEqual(before);
  });
});
