import { parse, validate } from 'graphql';
import type { Actor } from '../identity/actor.ts';
import type { Desk, Told } from './desk.ts';

/** What tests read of a call. */
export const CALL = `id state onHold result endReason answeredAt takenAt takenBy { id name } endedAt decisionChangedAt needsCallBack callBackDoneAt
  decision { kind greeting message reasons { __typename message ... on ByContact { contactId match standing } ... on ByRule { rule } } instruction { id } plan { id number situation } next { id number } }
  changedDecision { kind greeting }
  attempts { id startedAt endedAt outcome forwardingNumber { id number situation } }
  note { id callerName concern version } draft { concern } caller { withheld isVip identifiedAs { id name } contacts { id name } }`;

const REFUSALS = `... on DomainError { message }
  ... on CallAlreadyTaken { winner: takenBy { id name } since: takenAt } ... on CallOver { result } ... on NotYourCall { takenBy { id name } } ... on AttemptOver { was: outcome }`;

/** The acts on calls through the API. Each tells what came of it: the call or the refusal, or what an error's extensions say. */
export function callActs(desk: Desk) {
  const act = (field: string, declared: string, given: string, selection: string) => {
    // Each union has some of the refusals: those that it has not are left out of the question.
    const members = new Set((desk.schema.getType(`${field[0]?.toUpperCase()}${field.slice(1)}Result`) as unknown as { getTypes(): { name: string }[] }).getTypes().map(({ name }) => name));
    const refusals = members.size === 1 ? '' : REFUSALS.replace(/\.\.\. on (\w+) \{(?:[^{}]|\{[^{}]*\})*\}/g, (part, type: string) => (type === 'DomainError' || members.has(type) ? part : ''));
    const source = `mutation (${declared}) { ${field}(${given}) { __typename ${selection} ${refusals} } }`;
    const wrong = validate(desk.schema, parse(source));
    if (wrong[0]) throw wrong[0];
    return async (actor: Actor | null, variables: Record<string, unknown>): Promise<Told> => {
      const { data, errors } = await desk.run(actor, source, variables);
      return errors ? errors[0].extensions : data[field];
    };
  };
  const onCall = (field: string, declared = '', given = '') => act(field, `$callId: ID!${declared}`, `callId: $callId${given}`, `... on Call { ${CALL} }`);

  const take = onCall('takeCall');
  const release = onCall('releaseCall');
  const takeBack = onCall('takeBackCall');
  const hold = onCall('holdCall', ', $onHold: Boolean!', ', onHold: $onHold');
  const identify = onCall('identifyCaller', ', $contactId: ID!', ', contactId: $contactId');
  const adopt = onCall('adoptChangedDecision');
  const put = onCall('putThrough', ', $forwardingNumberId: ID', ', forwardingNumberId: $forwardingNumberId');
  const end = onCall('endCall', ', $result: CallResult', ', result: $result');
  const callBackDone = onCall('markCallBackDone');
  const record = act('recordAttemptOutcome', '$attemptId: ID!, $outcome: AttemptOutcome!', 'attemptId: $attemptId, outcome: $outcome', `... on Call { ${CALL} }`);
  const note = act('saveCallNote', '$callId: ID!, $input: CallNoteInput!', 'callId: $callId, input: $input',
    '... on CallNote { id callerName callerCompany callerNumber concern urgent callBackWished version writtenAt updatedAt writtenBy { id } }');
  const draft = act('saveNoteDraft', '$callId: ID!, $input: NoteDraftInput!', 'callId: $callId, input: $input', '... on CallNoteDraft { callerName callerCompany callerNumber concern urgent callBackWished savedAt }');

  return {
    take: (actor: Actor | null, callId: string) => take(actor, { callId }),
    release: (actor: Actor | null, callId: string) => release(actor, { callId }),
    takeBack: (actor: Actor | null, callId: string) => takeBack(actor, { callId }),
    hold: (actor: Actor | null, callId: string, onHold = true) => hold(actor, { callId, onHold }),
    identify: (actor: Actor | null, callId: string, contactId: string) => identify(actor, { callId, contactId }),
    adopt: (actor: Actor | null, callId: string) => adopt(actor, { callId }),
    putThrough: (actor: Actor | null, callId: string, forwardingNumberId: string | null = null) => put(actor, { callId, forwardingNumberId }),
    record: (actor: Actor | null, attemptId: string, outcome: string) => record(actor, { attemptId, outcome }),
    note: (actor: Actor | null, callId: string, input: object) => note(actor, { callId, input }),
    draft: (actor: Actor | null, callId: string, input: object) => draft(actor, { callId, input }),
    end: (actor: Actor | null, callId: string, result: string | null = null) => end(actor, { callId, result }),
    callBackDone: (actor: Actor | null, callId: string) => callBackDone(actor, { callId }),
    /** The call as the actor sees it. */
    read: async (actor: Actor | null, callId: string): Promise<Told> => (await desk.run(actor, `query ($callId: ID!) { call(id: $callId) { ${CALL} } }`, { callId })).data?.call,
  };
}
