import type { CallOnLine, PhonesOfSecretary } from '../port.ts';
import { element, type Xml, xmlDocument } from '../xml.ts';
import { SPOKEN, type SpokenLanguage } from './spoken.ts';

/** More than these Twilio does not ring at once. */
const MOST_RUNG = 10;
/** How long somebody who picked up has to press 1. */
const ACCEPT_SECONDS = 10;

const response = (...parts: Xml[]) => xmlDocument(element('Response', {}, ...parts));
const say = (language: SpokenLanguage, text: string) => element('Say', { language: SPOKEN[language].voice }, text);

/** Goes on with what the line is in the middle of: connects who has picked up. */
export const GO_ON = response();
/** Ends the line, or lets go who has picked up. */
export const HANG_UP = response(element('Hangup'));
/** Lets a call that has not been answered end, at no cost to anybody. */
export const REJECT = response(element('Reject', { reason: 'busy' }));

/** The secretaries of these whom a system can ring that dials numbers. */
export const ringable = (phones: readonly PhonesOfSecretary[]) => phones.filter((one): one is PhonesOfSecretary & { number: string } => one.number !== null).slice(0, MOST_RUNG);

/** Waits, before anybody has answered at no cost, and asks anew; `at` is the door's address. */
export const waitDocument = (at: string, callId: string, seconds: number) => response(element('Pause', { length: seconds }), element('Redirect', { method: 'POST' }, `${at}/line/${callId}`));

/** Rings secretaries; who picks up first has the caller. */
export const ringDocument = (at: string, { callId, presentedNumber }: CallOnLine, phones: readonly { secretaryId: string; number: string }[], seconds: number) =>
  response(element(
    'Dial', { action: `${at}/rung/${callId}`, method: 'POST', timeout: seconds, answerOnBridge: true, callerId: presentedNumber },
    ...phones.map(({ secretaryId, number }) =>
      element('Number', {
        url: `${at}/picked/${callId}/${secretaryId}`, method: 'POST',
        statusCallback: `${at}/status/${callId}/${secretaryId}`, statusCallbackMethod: 'POST', statusCallbackEvent: 'completed',
      }, number)),
  ));

/** Rings telephones of which we hear no more. */
export const plainRingDocument = (numbers: readonly string[]) => (numbers.length ? response(element('Dial', { answerOnBridge: true }, ...numbers.slice(0, MOST_RUNG).map(number => element('Number', {}, number)))) : REJECT);

/** Dials the number that is tried, where whoever picks up is asked to press 1. */
export const attemptDocument = (at: string, { presentedNumber }: CallOnLine, { id, number, ringSeconds }: NonNullable<CallOnLine['attempt']>) =>
  response(element(
    'Dial', { action: `${at}/attempt/${id}`, method: 'POST', timeout: ringSeconds, answerOnBridge: true, callerId: presentedNumber },
    element('Number', { url: `${at}/accept/${id}`, method: 'POST' }, number),
  ));

/** Asks who picked up whether they take the caller; who presses nothing is let go. */
export const acceptDocument = (at: string, attemptId: string, customerName: string, language: SpokenLanguage) =>
  response(
    element('Gather', { action: `${at}/accepted/${attemptId}`, method: 'POST', numDigits: 1, timeout: ACCEPT_SECONDS, actionOnEmptyResult: true }, say(language, SPOKEN[language].accept(customerName))),
    element('Hangup'),
  );

/** What a caller gets whom nobody could answer; a message is not recorded here, so that the announcement stands for it. */
export function fallbackDocument({ fallback, lineNumber }: CallOnLine, language: SpokenLanguage): string {
  if (fallback?.kind === 'OVERFLOW') return response(element('Dial', { callerId: lineNumber }, element('Number', {}, fallback.number)));
  return fallback ? response(say(language, SPOKEN[language].nobodyFree), element('Hangup')) : HANG_UP;
}
