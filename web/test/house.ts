/** Something told by the API, as loosely typed as tests like it. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Told = any;

/** People of the demo, by the name under which tests know them. */
export const PEOPLE = {
  jana: 'jana@vorzimmer.example',
  tom: 'tom@vorzimmer.example',
  leitung: 'leitung@vorzimmer.example',
  krause: 'krause@kanzlei-krause.example',
  weber: 'weber@praxis-weber.example',
} as const;
export type Person = keyof typeof PEOPLE;

/** The password of everybody in the demo. */
export const PASSWORD = 'vorzimmer-demo-2026';

/** A number to put through to, as an instruction names it. */
export interface Forwarding { number: string; label: string; situation?: 'FIRST' | 'ON_NO_ANSWER' | 'ON_BUSY'; ringSeconds?: number }

const COOKIE = 'vorzimmer_session';
let customers = 0;

/** The running service as its people and its telephone system reach it from outside. */
export function openHouse({ url, door }: { url: string; door: string }) {
  const sessions = new Map<Person, Promise<string>>();

  const post = (body: object, token?: string) => fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { cookie: `${COOKIE}=${token}` }) },
    body: JSON.stringify(body),
  });

  /** A session of its own, which the test may end. */
  const freshSession = async (person: Person): Promise<string> => {
    const response = await post({ query: 'mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) { __typename } }', variables: { email: PEOPLE[person], password: PASSWORD } });
    const token = response.headers.getSetCookie().map(cookie => new RegExp(`^${COOKIE}=([^;]+)`).exec(cookie)?.[1]).find(Boolean);
    if (!token) throw new Error(`${person} cannot sign in: ${await response.text()}`);
    return token;
  };
  /** The person's one session of this run: signing in is slow on purpose. */
  const session = (person: Person): Promise<string> => {
    const known = sessions.get(person) ?? freshSession(person);
    sessions.set(person, known);
    return known;
  };
  const ask = async (person: Person, query: string, variables: object = {}): Promise<Told> => {
    const answer = (await (await post({ query, variables }, await session(person))).json()) as { data: Told; errors?: unknown };
    if (answer.errors) throw new Error(`${person} asked ${query}: ${JSON.stringify(answer.errors)}`);
    return answer.data;
  };
  /** Does something that must succeed with the type named. */
  const act = async (person: Person, declared: string, call: string, success: string, variables: object, canBeRefused = true): Promise<Told> => {
    const { result } = await ask(person, `mutation (${declared}) { result: ${call} { __typename ... on ${success} { id } ${canBeRefused ? '... on DomainError { message }' : ''} } }`, variables);
    if (result.__typename !== success) throw new Error(`${call}: ${JSON.stringify(result)}`);
    return result;
  };

  const push = async (event: Record<string, string>): Promise<void> => {
    const response = await fetch(url + door, { method: 'POST', body: new URLSearchParams({ direction: 'in', ...event }) });
    if (!response.ok) throw new Error(`the door said ${response.status}: ${await response.text()}`);
  };

  /** Lets a line ring as a telephone system does; null: the number is withheld. */
  const ring = async (to: string, from: string | null) => {
    const callId = crypto.randomUUID();
    await push({ event: 'newCall', callId, to, from: from ?? 'anonymous' });
    return { hangUp: () => push({ event: 'hangup', callId, cause: 'normalClearing' }) };
  };

  // A supervisor writes instructions only for whom they act, and that is said once.
  const actedFor = new Set<string>();
  const actFor = async (customerId: string) => {
    if (actedFor.has(customerId)) return;
    await act('leitung', '$customerId: ID!', 'actForCustomer(customerId: $customerId, reason: "Bereitet eine Prüfung vor")', 'Acting', { customerId });
    actedFor.add(customerId);
  };

  const writeNote = async (line: string, from: string | null, note: { concern: string; callerName?: string; urgent?: boolean; callBackWished?: boolean }): Promise<string> => {
    const { hangUp } = await ring(line, from);
    const id = (await ask('jana', '{ desk { calls { id state line { number } } } }')).desk.calls.find((call: Told) => call.state === 'RINGING' && call.line.number === line).id;
    const take = () => act('jana', '$callId: ID!', 'takeCall(callId: $callId)', 'Call', { callId: id });
    const save = () => act('jana', '$callId: ID!, $input: CallNoteInput!', 'saveCallNote(callId: $callId, input: $input)', 'CallNote', { callId: id, input: note });
    await take();
    // A desk that an earlier test closed may be given up as lost in between, and what is in her hands rings again.
    await save().catch(async (problem: Error) => {
      if (!problem.message.includes('NotYourCall')) throw problem;
      await take();
      await save();
    });
    await hangUp();
    return id;
  };
  // Two calls that ring on the same line at once could not be told apart.
  let written: Promise<unknown> = Promise.resolve();

  return {
    url,
    session,
    freshSession,
    ask,
    ring,

    /** A customer of the test's own with one line. */
    async customer(name: string): Promise<{ id: string; name: string; line: string }> {
      const customerNumber = `T-${Date.now()}-${++customers}`;
      const { id } = await act('leitung', '$input: CustomerInput!', 'createCustomer(input: $input)', 'Customer', { input: { customerNumber, name } });
      const { customers: all } = await ask('leitung', '{ customers(first: 200) { edges { node { lines { number } } } } }');
      const taken = new Set<string>(all.edges.flatMap(({ node }: Told) => node.lines.map((line: Told) => line.number)));
      const line = Array.from({ length: 400 }, (_, place) => `+492214710${600 + place}`).find(number => !taken.has(number));
      if (!line) throw new Error('no line is free');
      await act('leitung', '$customerId: ID!, $input: LineInput!', 'createLine(customerId: $customerId, input: $input)', 'Line', { customerId: id, input: { number: line, label: 'Zentrale' } });
      return { id, name, line };
    },

    /** Somebody of the customer, with a session: they have changed the password that they were given. */
    async person(customerId: string, right: 'READ' | 'INSTRUCT' | 'MANAGE'): Promise<string> {
      const email = `${crypto.randomUUID()}@kunde.example`;
      const { added } = await ask('leitung', 'mutation ($customerId: ID!, $input: PersonInput!, $right: CustomerRight!) { added: addCustomerUser(customerId: $customerId, input: $input, right: $right) { ... on CustomerUserAdded { temporaryPassword } } }', {
        customerId, right, input: { name: 'Petra Probst', email },
      });
      const tokenOf = (response: Response) => response.headers.getSetCookie().map(cookie => new RegExp(`^${COOKIE}=([^;]+)`).exec(cookie)?.[1]).find(Boolean);
      const first = tokenOf(await post({ query: 'mutation ($email: String!, $password: String!) { signIn(email: $email, password: $password) { __typename } }', variables: { email, password: added.temporaryPassword } }));
      const changed = await post({ query: 'mutation ($old: String!, $new: String!) { changePassword(currentPassword: $old, newPassword: $new) { __typename } }', variables: { old: added.temporaryPassword, new: `${crypto.randomUUID()} Papagei` } }, first);
      return tokenOf(changed) ?? first!;
    },

    /** The last day of a customer's contract, so many days from now. */
    endContract: (customerId: string, inDays: number) =>
      act('leitung', '$customerId: ID!, $endsOn: String!', 'endContract(customerId: $customerId, endsOn: $endsOn)', 'Customer', { customerId, endsOn: new Date(Date.now() + inDays * 86_400_000).toISOString().slice(0, 10) }),

    contact: async (customerId: string, input: { name: string; company?: string; numbers?: string[]; isVip?: boolean }, by: Person = 'leitung'): Promise<string> =>
      (await act(by, '$customerId: ID!, $input: ContactInput!', 'createContact(customerId: $customerId, input: $input)', 'Contact', { customerId, input })).id,

    /** An instruction in force from now on. */
    instruction: async (customerId: string, over: { title?: string; putThrough?: 'ALL' | 'VIP' | 'NONE'; greeting?: string; message?: string; remarks?: string; validUntil?: string; transfer?: 'ANNOUNCED' | 'BLIND'; forwardingNumbers?: Forwarding[] } = {}, by: Person = 'leitung'): Promise<string> => {
      const input = {
        title: 'Probe', putThrough: 'ALL', greeting: 'Guten Tag, mein Name ist {{secretary}}.', message: 'Gerade ist niemand zu sprechen.',
        forwardingNumbers: over.putThrough === 'NONE' ? [] : [{ number: '+491713920080', label: 'Mobil' }], ...over,
      };
      if (by === 'leitung') await actFor(customerId);
      return (await act(by, '$customerId: ID!, $input: InstructionInput!', 'createInstruction(customerId: $customerId, input: $input)', 'Instruction', { customerId, input })).id;
    },

    endInstruction: (instructionId: string, by: Person = 'leitung') => act(by, '$instructionId: ID!', 'endInstruction(instructionId: $instructionId)', 'Instruction', { instructionId }, false),
    deleteInstruction: (instructionId: string, by: Person = 'leitung') => act(by, '$instructionId: ID!', 'deleteInstruction(instructionId: $instructionId)', 'Deleted', { instructionId }, false),

    /** A finished call with its note, written by Jana. */
    noted(...of: Parameters<typeof writeNote>): Promise<string> {
      const note = written.then(() => writeNote(...of), () => writeNote(...of));
      written = note;
      return note;
    },

    /** Nobody rings, nobody talks, no note is open: each test finds the desk as if nothing had been. */
    async clearDesk(): Promise<void> {
      for (const person of ['tom', 'jana'] as const) {
        const { viewer, desk } = await ask(person, '{ viewer { ... on Secretary { id } } desk { calls { id state takenBy { id } } openNotes { id } } }');
        const mine = desk.calls.filter(({ state, takenBy }: Told) => takenBy?.id === viewer.id || (person === 'jana' && state === 'RINGING'));
        for (const { id } of mine) await ask(person, 'mutation ($callId: ID!) { takeCall(callId: $callId) { __typename } endCall(callId: $callId, result: INFORMATION_GIVEN) { __typename } }', { callId: id });
        for (const { id } of desk.openNotes) await ask(person, 'mutation ($callId: ID!) { endCall(callId: $callId, result: INFORMATION_GIVEN) { __typename } }', { callId: id });
        await ask(person, 'mutation { setPresence(presence: AVAILABLE) { __typename } }');
      }
    },
  };
}

/** The running service of the tests. */
export type House = ReturnType<typeof openHouse>;
