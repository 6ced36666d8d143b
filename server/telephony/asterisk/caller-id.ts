import type { CallOnLine } from '../port.ts';
import { isSoftphone } from '../softphones.ts';

/** By what the telephone in a browser finds the call that rings: what it is shown as the caller. */
export const softphoneCallId = (callId: string): string => `c${callId.replaceAll('-', '').slice(0, 20)}`;

/**
 * What a secretary's telephone shows. The one in a browser finds its call by the number, which is none; any other shows
 * the caller, unless they withhold who they are.
 */
export function secretaryCallerId(call: Pick<CallOnLine, 'callId' | 'customerName' | 'callerNumber' | 'withheld'>, endpoint: string): string {
  // What has a meaning in SIP, or would end the line.
  const name = call.customerName.replaceAll(/[\p{Cc}"\\<>]/gu, ' ').trim().slice(0, 60);
  const number = isSoftphone(endpoint) ? softphoneCallId(call.callId) : call.withheld ? '' : (call.callerNumber ?? '');
  return `"${name}" <${number}>`;
}
