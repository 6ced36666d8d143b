import { type ForwardingLimits, type ForwardingNumberProblem, parseForwardingNumber, parsePhoneNumber } from '../numbers/phone-number.ts';

/** One thing wrong with one field of an input; the field is a path such as forwardingNumbers.0.number. */
export interface Problem {
  field: string;
  code: 'REQUIRED' | 'TOO_LONG' | 'INVALID_NUMBER' | 'FORBIDDEN_NUMBER' | 'OUT_OF_RANGE' | 'ENDS_BEFORE_START' | 'TAKEN' | 'NOT_ALLOWED';
  message: string;
}

/** The refusal of an input, with all that is wrong with it. */
export interface Invalid<Name extends string> {
  __typename: Name;
  message: string;
  problems: Problem[];
}

/** The refusal of a change that somebody else's came before, with what is stored now. */
export interface ChangedMeanwhile<Name extends string, Row> {
  __typename: Name;
  message: string;
  current: Row;
}

const WHY_FORBIDDEN: Record<ForwardingNumberProblem, string> = {
  EMERGENCY: 'Emergency numbers are not forwarded to.',
  PREMIUM: 'Premium numbers are not forwarded to.',
  SHARED_COST: 'Shared-cost numbers are not forwarded to.',
  OWN_LINE: 'This is a line of the service: the call would come back.',
  COUNTRY: 'Calls are not forwarded to this country.',
  SHORT: 'Short numbers are not forwarded to.',
};

export const invalid = <Name extends string>(__typename: Name, problems: Problem[]): Invalid<Name> =>
  ({ __typename, message: problems.map(({ field, message }) => `${field}: ${message}`).join(' '), problems });

export const changedMeanwhile = <Name extends string, Row>(__typename: Name, current: Row): ChangedMeanwhile<Name, Row> =>
  ({ __typename, message: 'Somebody else saved a newer version meanwhile.', current });

/** Reads the fields of an input and gathers everything that is wrong with them. */
export class InputCheck {
  readonly problems: Problem[] = [];

  add(field: string, code: Problem['code'], message: string): void {
    this.problems.push({ field, code, message });
  }

  /** The trimmed text; null when there is none. */
  text(field: string, raw: string | null | undefined, most: number): string | null {
    // PostgreSQL stores no NUL.
    const text = raw?.replaceAll('\0', '').trim() || null;
    if (text !== null && [...text].length > most) this.add(field, 'TOO_LONG', `More than ${most} characters.`);
    return text;
  }

  /** The trimmed text, which must be there; empty when it is not. */
  requiredText(field: string, raw: string | null | undefined, most: number): string {
    const text = this.text(field, raw, most);
    if (text === null) this.add(field, 'REQUIRED', 'It is missing.');
    return text ?? '';
  }

  /** The number in E.164; null when there is none, or none that can be read. */
  number(field: string, raw: string | null | undefined, read: (raw: string) => string | null = parsePhoneNumber): string | null {
    if (!raw?.trim()) return null;
    const number = read(raw);
    if (number === null) this.add(field, 'INVALID_NUMBER', 'That is no telephone number.');
    return number;
  }

  /** The number in E.164 of somebody to put callers through to; null when there is none, or none that may be called. */
  forwardingNumber(field: string, raw: string | null | undefined, limits: ForwardingLimits): string | null {
    if (!raw?.trim()) return null;
    const read = parseForwardingNumber(raw, limits);
    if ('number' in read) return read.number;
    if (read.problem === 'INVALID') this.add(field, 'INVALID_NUMBER', 'That is no telephone number.');
    else this.add(field, 'FORBIDDEN_NUMBER', WHY_FORBIDDEN[read.problem]);
    return null;
  }

  /** The number, which must be within the bounds, whole. */
  within(field: string, value: number, least: number, most: number): number {
    if (value < least || value > most) this.add(field, 'OUT_OF_RANGE', `It must be between ${least} and ${most}.`);
    return value;
  }

  /** A list that must not be endless. */
  list<Item>(field: string, items: readonly Item[] | null | undefined, most: number): readonly Item[] {
    if ((items?.length ?? 0) <= most) return items ?? [];
    this.add(field, 'OUT_OF_RANGE', `More than ${most} entries.`);
    return [];
  }
}
