import { GraphQLScalarType } from 'graphql';
import { GraphQLDateTime } from 'graphql-scalars';
import { badInput } from '../errors.ts';

const text = (name: string, description: string, pattern: RegExp, example: string) => {
  const parse = (value: unknown) => {
    if (typeof value !== 'string' || !pattern.test(value)) throw badInput(name, `${name} must look like ${example}.`);
    return value;
  };
  return new GraphQLScalarType({
    name,
    description,
    serialize: value => String(value),
    parseValue: parse,
    parseLiteral: node => parse('value' in node ? node.value : undefined),
  });
};

/** A moment: RFC 3339, in UTC when we say it. */
export const DateTime = GraphQLDateTime;

/** A telephone number in E.164. */
export const PhoneNumber = text('PhoneNumber', 'A telephone number in E.164 (ITU-T), such as +493023125001.', /^\+[1-9]\d{3,14}$/, '+493023125001');

/** A day of the calendar. */
export const LocalDate = text('LocalDate', 'A day of the calendar without a zone, YYYY-MM-DD.', /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, '2026-06-15');

/** A time of day in the customer's time zone. */
export const LocalTime = text('LocalTime', 'A time of day without a zone, HH:MM from 00:00 to 23:59.', /^([01]\d|2[0-3]):[0-5]\d$/, '08:30');
