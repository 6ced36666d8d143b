/** What one of our own legs is for, as its channel's id says: so any process that comes later knows all of them. */
export type LegName =
  | { role: 'SECRETARY'; callId: string; secretaryId: string; endpoint: string }
  | { role: 'TARGET'; attemptId: string }
  | { role: 'OVERFLOW'; callId: string }
  | { role: 'TEST_CALL'; checkId: string };

const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const SECRETARY_LEG = new RegExp(`^sec-(${UUID})-(${UUID})-([A-Za-z0-9_-]+)-\\d+$`);
const OTHER_LEG = new RegExp(`^(try|over|check)-(${UUID})$`);
const BRIDGE = new RegExp(`^call-(${UUID})$`);
const RECORDING = new RegExp(`^message-(${UUID})$`);

/** The id of a secretary's leg; `time` tells it from the one that rang the same telephone before. At most 149 characters, which is as long as ids may be. */
export const secretaryLegId = (callId: string, secretaryId: string, endpoint: string, time: number): string => `sec-${callId}-${secretaryId}-${endpoint}-${time % 1e8}`;
/** The id of the leg to the number that an attempt tries. */
export const targetLegId = (attemptId: string): string => `try-${attemptId}`;
/** The id of the leg that takes a caller whom nobody could answer. */
export const overflowLegId = (callId: string): string => `over-${callId}`;
/** The id of the leg of a test call. */
export const testLegId = (checkId: string): string => `check-${checkId}`;
/** The id of the bridge in which a call's people talk. */
export const bridgeId = (callId: string): string => `call-${callId}`;
/** The name of the recording of a message. */
export const recordingName = (callId: string): string => `message-${callId}`;

/** What the channel is; null when it is none that we dialled. */
export function readLegId(id: string): LegName | null {
  const [, callId, secretaryId, endpoint] = SECRETARY_LEG.exec(id) ?? [];
  if (callId && secretaryId && endpoint) return { role: 'SECRETARY', callId, secretaryId, endpoint };
  const [, kind, uuid] = OTHER_LEG.exec(id) ?? [];
  if (!uuid) return null;
  return kind === 'try' ? { role: 'TARGET', attemptId: uuid } : kind === 'over' ? { role: 'OVERFLOW', callId: uuid } : { role: 'TEST_CALL', checkId: uuid };
}

/** Whose bridge it is; null when it is not one of ours. */
export const callOfBridge = (id: string): string | null => BRIDGE.exec(id)?.[1] ?? null;

/** Of which call the recording is; null when it is not one of ours. */
export const callOfRecording = (name: string): string | null => RECORDING.exec(name)?.[1] ?? null;
