import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { Deleted, DomainError, InputProblem, unionOf } from '../graphql/domain-error.type.ts';
import { Node } from '../graphql/node.type.ts';
import { PhoneNumber } from '../graphql/scalars.ts';

@ObjectType('Line', { implements: Node, simpleResolvers: true, description: "The number that a customer's phone forwards to. Seen by staff and by the customer's own people." })
export class LineType extends Node {
  @Field(() => PhoneNumber, { description: 'The number of the line, or the prefix of its block.' }) number!: string;
  @Field(() => String, { nullable: true, description: 'What the line is for, such as a site of the customer; null: nothing was said.' }) label!: string | null;
  @Field(() => Boolean, { description: 'Whether all extensions that begin with the number belong to the line.' }) isBlock!: boolean;
  @Field(() => Int, { description: 'Rises with each change; what an editor expects to change.' }) version!: number;
}

@InputType({ description: 'What is said about a line; on a change it replaces all of it.' })
export class LineInput {
  @Field(() => String, { description: 'In any German notation, or international; the prefix when it is a block. No two lines have the same.' }) number!: string;
  @Field(() => String, { nullable: true, description: 'At most 100 characters.' }) label?: string | null;
  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'Whether the number is the prefix of a block of extensions.' }) isBlock?: boolean | null;
}

@ObjectType({ implements: DomainError, description: 'Returned when fields are missing or wrong, or another line has the number; nothing was changed.' })
export class LineInvalid extends DomainError {
  @Field(() => [InputProblem], { description: 'All that is wrong.' }) problems!: InputProblem[];
}

@ObjectType({ implements: DomainError, description: 'Returned when somebody else saved a newer version; nothing was changed.' })
export class LineChangedMeanwhile extends DomainError {
  @Field(() => LineType, { description: 'What is stored now.' }) current!: LineType;
}

@ObjectType({ implements: DomainError, description: 'Returned when calls came over the line, which would be lost; nothing was deleted.' })
export class LineHasCalls extends DomainError {}

export const CreateLineResult = unionOf('CreateLineResult', 'The new line, or why there is none.', () => [LineType, LineInvalid] as const);
export const UpdateLineResult = unionOf('UpdateLineResult', 'The line as it is now, or why it was not changed.', () => [LineType, LineInvalid, LineChangedMeanwhile] as const);
export const DeleteLineResult = unionOf('DeleteLineResult', 'What was deleted, or why it was not.', () => [Deleted, LineHasCalls] as const);
