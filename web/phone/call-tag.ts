/**
 * What the telephone system writes as the caller's user part when it rings a secretary's telephone for a call. No number of
 * anybody's gets to the telephone that way, and the desk finds the call. The server writes it: server/telephony/asterisk.
 */
export const callTag = (callId: string): string => `c${callId.replaceAll('-', '').slice(0, 20).toLowerCase()}`;

/** Whether the user part of a SIP address is such a mark. */
export const isCallTag = (user: string): boolean => /^c[0-9a-f]{20}$/.test(user);
