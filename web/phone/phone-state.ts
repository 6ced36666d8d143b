/** Why there is no microphone: the person or the browser forbids it, there is none, another program has it, or the page is not secure. */
export type MicrophoneProblem = 'DENIED' | 'MISSING' | 'BUSY' | 'INSECURE';

/** What rings or speaks at this telephone. */
export interface Leg {
  id: string;
  /** The mark of the call that it belongs to; null when it belongs to none that the desk knows. */
  tag: string | null;
  /** What the telephone system calls it. */
  name: string;
  phase: 'RINGING' | 'ANSWERING' | 'TALKING';
}

/** How it is with the telephone of this page. */
export interface PhoneState {
  /**
   * OTHER_TAB: another page of this browser has it. CONNECTING: on its way for the first time. LOST: it was there, and
   * tries to come back by itself.
   */
  line: 'OFF' | 'OTHER_TAB' | 'NO_MICROPHONE' | 'CONNECTING' | 'READY' | 'LOST';
  /** Why, when the line is NO_MICROPHONE, or when the microphone went away in a call. */
  problem: MicrophoneProblem | null;
  legs: readonly Leg[];
  isMuted: boolean;
  /** The browser plays no sound before the person has clicked or typed. */
  needsClick: boolean;
}

export type PhoneEvent =
  | { kind: 'SWITCHED_ON' | 'SWITCHED_OFF' | 'OTHER_TAB_HAS_IT' | 'MICROPHONE_FOUND' | 'REGISTERED' | 'CONNECTION_LOST' | 'SOUND_REFUSED' | 'SOUND_PLAYS' | 'MUTE_TOGGLED' }
  | { kind: 'MICROPHONE_FAILED'; problem: MicrophoneProblem }
  | { kind: 'INVITED'; leg: Omit<Leg, 'phase'> }
  | { kind: 'ANSWERING' | 'ESTABLISHED' | 'NOT_ANSWERED' | 'OVER'; id: string };

/** The telephone before it was ever switched on. */
export const SWITCHED_OFF: PhoneState = { line: 'OFF', problem: null, legs: [], isMuted: false, needsClick: false };

/** The telephone after what has happened. What cannot happen in a state changes nothing, since events of a line that was just ended still come. */
export function nextState(state: PhoneState, event: PhoneEvent): PhoneState {
  if (state.line === 'OFF' && event.kind !== 'SWITCHED_ON') return state;
  switch (event.kind) {
    case 'SWITCHED_ON': return state.line === 'OFF' ? { ...SWITCHED_OFF, line: 'CONNECTING' } : state;
    case 'SWITCHED_OFF': return SWITCHED_OFF;
    case 'OTHER_TAB_HAS_IT': return { ...SWITCHED_OFF, line: 'OTHER_TAB' };
    case 'MICROPHONE_FOUND': return { ...state, problem: null, line: state.line === 'NO_MICROPHONE' || state.line === 'OTHER_TAB' ? 'CONNECTING' : state.line };
    // Who is in a call goes on hearing; without a call there is no use in a telephone that cannot speak.
    case 'MICROPHONE_FAILED': return { ...state, problem: event.problem, line: state.legs.some(({ phase }) => phase === 'TALKING') ? state.line : 'NO_MICROPHONE' };
    case 'REGISTERED': return { ...state, line: 'READY' };
    // What was said before goes on without the connection for signals; what only rang does not.
    case 'CONNECTION_LOST': return { ...state, line: state.line === 'CONNECTING' ? 'CONNECTING' : 'LOST', legs: state.legs.filter(({ phase }) => phase === 'TALKING') };
    case 'SOUND_REFUSED': return { ...state, needsClick: true };
    case 'SOUND_PLAYS': return state.needsClick ? { ...state, needsClick: false } : state;
    case 'MUTE_TOGGLED': return state.legs.some(({ phase }) => phase === 'TALKING') ? { ...state, isMuted: !state.isMuted } : state;
    case 'INVITED': return { ...state, legs: [...state.legs.filter(({ id }) => id !== event.leg.id), { ...event.leg, phase: 'RINGING' }] };
    case 'ANSWERING': return withPhase(state, event.id, 'RINGING', 'ANSWERING');
    case 'NOT_ANSWERED': return withPhase(state, event.id, 'ANSWERING', 'RINGING');
    case 'ESTABLISHED': return withPhase(state, event.id, 'ANSWERING', 'TALKING');
    case 'OVER': {
      const legs = state.legs.filter(({ id }) => id !== event.id);
      // Nobody wants to find themselves silenced in the next call.
      return { ...state, legs, isMuted: state.isMuted && legs.some(({ phase }) => phase === 'TALKING') };
    }
  }
}

function withPhase(state: PhoneState, id: string, from: Leg['phase'], to: Leg['phase']): PhoneState {
  return { ...state, legs: state.legs.map(leg => (leg.id === id && leg.phase === from ? { ...leg, phase: to } : leg)) };
}

/** What is to be answered by itself: whatever rings for a call that the person has taken. */
export const toAnswer = (state: PhoneState, ownTags: ReadonlySet<string>): Leg[] => state.legs.filter(({ tag, phase }) => phase === 'RINGING' && tag !== null && ownTags.has(tag));

/** What rings for calls that nobody has taken yet. */
export const toRing = (state: PhoneState, ownTags: ReadonlySet<string>): Leg[] => state.legs.filter(({ tag, phase }) => phase === 'RINGING' && (tag === null || !ownTags.has(tag)));

/** The one that keys and buttons are for: of the call that is looked at, else the latest. */
export function inUse(state: PhoneState, shownTag: string | null): Leg | null {
  const talking = state.legs.filter(({ phase }) => phase !== 'RINGING');
  return talking.find(({ tag }) => tag !== null && tag === shownTag) ?? talking.at(-1) ?? null;
}
