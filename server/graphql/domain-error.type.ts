import { createUnionType, Field, ID, InterfaceType, ObjectType, registerEnumType } from 'type-graphql';

@InterfaceType({ description: 'A refusal that a correct client can meet, with what it needs to go on.' })
export abstract class DomainError {
  @Field(() => String, { description: 'What happened, in English, for developers; people are told by the type.' })
  message!: string;
}

/** What is wrong with a field. */
export enum InputProblemCode {
  REQUIRED = 'REQUIRED',
  TOO_LONG = 'TOO_LONG',
  TOO_SHORT = 'TOO_SHORT',
  TOO_COMMON = 'TOO_COMMON',
  TOO_OBVIOUS = 'TOO_OBVIOUS',
  WRONG = 'WRONG',
  INVALID_NUMBER = 'INVALID_NUMBER',
  FORBIDDEN_NUMBER = 'FORBIDDEN_NUMBER',
  OUT_OF_RANGE = 'OUT_OF_RANGE',
  ENDS_BEFORE_START = 'ENDS_BEFORE_START',
  TAKEN = 'TAKEN',
  NOT_ALLOWED = 'NOT_ALLOWED',
}
registerEnumType(InputProblemCode, {
  name: 'InputProblemCode',
  description: 'What is wrong with a field.',
  valuesConfig: {
    REQUIRED: { description: 'It must be filled in.' },
    TOO_LONG: { description: 'It is longer than what is stored.' },
    TOO_SHORT: { description: 'It has too few characters.' },
    TOO_COMMON: { description: 'A password of those that are tried first.' },
    TOO_OBVIOUS: { description: 'A password that is little more than the name of the service or of the person.' },
    WRONG: { description: 'It is not what it should be, such as the current password.' },
    INVALID_NUMBER: { description: 'It is no telephone number.' },
    FORBIDDEN_NUMBER: { description: 'A number that must not be forwarded to: emergency, premium, shared-cost, a line of ours, or a country outside the list.' },
    OUT_OF_RANGE: { description: 'It is too small, too large or none of the known ones.' },
    ENDS_BEFORE_START: { description: 'The end is not after the beginning.' },
    TAKEN: { description: 'Somebody else has it already.' },
    NOT_ALLOWED: { description: 'It does not go together with the other fields.' },
  },
});

@ObjectType({ description: 'One thing wrong with one field of an input.' })
export class InputProblem {
  @Field(() => String, { description: 'The field, as a path: forwardingNumbers.0.number.' }) field!: string;
  @Field(() => InputProblemCode, { description: 'What is wrong.' }) code!: InputProblemCode;
  @Field(() => String, { description: 'The same in English, for developers.' }) message!: string;
}

@ObjectType({ description: 'It is gone.' })
export class Deleted {
  @Field(() => ID, { description: 'What was deleted.' }) id!: string;
}

/** A union whose members are told apart by `__typename`, which plain rows carry, or by their class. */
export const unionOf = <Types extends readonly (new (...args: never[]) => object)[]>(name: string, description: string, types: () => Types) =>
  createUnionType({ name, description, types: types as never });
