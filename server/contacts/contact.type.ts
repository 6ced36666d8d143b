import { ArgsType, Field, InputType, Int, ObjectType } from 'type-graphql';
import { connectionOf, PageArgs } from '../graphql/connection.ts';
import { Deleted, DomainError, InputProblem, unionOf } from '../graphql/domain-error.type.ts';
import { Node } from '../graphql/node.type.ts';
import { PhoneNumber } from '../graphql/scalars.ts';

@ObjectType('Contact', { implements: Node, simpleResolvers: true, description: "An entry of one customer's address book. Seen by staff and by the customer's own people." })
export class ContactType extends Node {
  @Field(() => String, { description: 'Who it is.' }) name!: string;
  @Field(() => String, { nullable: true, description: 'The company they belong to; null when none is known.' }) company!: string | null;
  @Field(() => [PhoneNumber], { description: 'By which a caller is recognised, in order.' }) numbers!: string[];
  @Field(() => [String], { nullable: 'items', description: 'What each of the numbers is, such as mobile, in their order; null where nobody has said.' }) numberLabels!: (string | null)[];
  @Field(() => [String], { description: 'The groups that the contact is in, by which the address book is sorted.' }) groups!: string[];
  @Field(() => [String], { description: 'Their e-mail addresses, the usual one first.' }) emails!: string[];
  @Field(() => String, { nullable: true, description: 'Where letters go, in lines as they are addressed; null when none is known.' }) address!: string | null;
  @Field(() => Boolean, { description: 'Whether they are treated with preference: put through when the instruction says VIP.' }) isVip!: boolean;
  @Field(() => Boolean, { description: 'Whether they are never put through, whatever else is said.' }) isBlocked!: boolean;
  @Field(() => PhoneNumber, { nullable: true, description: 'Own rule: always put through to this number; null: the instruction decides.' }) alwaysPutThroughTo!: string | null;
  @Field(() => String, { nullable: true, description: 'For the secretaries.' }) remarks!: string | null;
  @Field(() => Int, { description: 'Rises with each change; what an editor expects to change.' }) version!: number;
}

@ObjectType('ContactGroup', { description: 'A group of contacts; it is there for as long as somebody is in it.' })
export class ContactGroupType {
  @Field(() => String, { description: 'What it is called; unique in the address book.' }) name!: string;
  @Field(() => Int, { description: 'How many contacts are in it.' }) size!: number;
}

export const ContactConnection = connectionOf('Contact', () => ContactType);

@ArgsType()
export class ContactsArgs extends PageArgs {
  @Field(() => String, { nullable: true, description: 'Words that each are part of the name or company, or digits of a number in any notation.' }) search?: string | null;
  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'VIPs alone.' }) vipOnly?: boolean | null;
  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'The block list alone: who is never put through.' }) blockedOnly?: boolean | null;
  @Field(() => String, { nullable: true, description: 'Those in this group alone.' }) group?: string | null;
}

@InputType({ description: 'What is said about a contact; on a change it replaces all of it.' })
export class ContactInput {
  @Field(() => String, { description: 'At most 200 characters.' }) name!: string;
  @Field(() => String, { nullable: true, description: 'At most 200 characters.' }) company?: string | null;
  @Field(() => [String], { nullable: true, defaultValue: [], description: 'In any German notation, or international; at most 30. Stored as E.164.' }) numbers?: string[] | null;
  @Field(() => [String], { nullable: 'itemsAndList', defaultValue: [], description: 'What each of the numbers is, in their order; at most 40 characters each, null for none.' }) numberLabels?: (string | null)[] | null;
  @Field(() => [String], { nullable: true, defaultValue: [], description: 'The groups to be in, at most 20 of at most 60 characters.' }) groups?: string[] | null;
  @Field(() => [String], { nullable: true, defaultValue: [], description: 'E-mail addresses, at most 10 of at most 254 characters.' }) emails?: string[] | null;
  @Field(() => String, { nullable: true, description: 'Where letters go, in lines; at most 500 characters.' }) address?: string | null;
  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'Whether they are treated with preference.' }) isVip?: boolean | null;
  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'Whether they are never put through.' }) isBlocked?: boolean | null;
  @Field(() => String, { nullable: true, description: 'Own rule: always put through to this number. Not an emergency or premium number, nor a line of the service.' })
  alwaysPutThroughTo?: string | null;
  @Field(() => String, { nullable: true, description: 'For the secretaries; at most 2,000 characters.' }) remarks?: string | null;
}

@ObjectType({ implements: DomainError, description: 'Returned when fields are missing or wrong; nothing was changed.' })
export class ContactInvalid extends DomainError {
  @Field(() => [InputProblem], { description: 'All that is wrong.' }) problems!: InputProblem[];
}

@ObjectType({ implements: DomainError, description: 'Returned when somebody else saved a newer version; nothing was changed.' })
export class ContactChangedMeanwhile extends DomainError {
  @Field(() => ContactType, { description: 'What is stored now.' }) current!: ContactType;
}

export const CreateContactResult = unionOf('CreateContactResult', 'The new contact, or why there is none.', () => [ContactType, ContactInvalid] as const);
export const UpdateContactResult = unionOf(
  'UpdateContactResult', 'The contact as it is now, or why it was not changed.', () => [ContactType, ContactInvalid, ContactChangedMeanwhile] as const,
);
export const DeleteContactResult = unionOf('DeleteContactResult', 'What was deleted.', () => [Deleted] as const);
export const MarkVipResult = unionOf('MarkVipResult', 'The contact, which is a VIP now.', () => [ContactType] as const);
export const UnmarkVipResult = unionOf('UnmarkVipResult', 'The contact, which is no VIP any more.', () => [ContactType] as const);
