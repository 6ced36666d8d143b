import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { ContactInput, ContactType } from '../contacts/contact.type.ts';
import { DomainError, InputProblem, unionOf } from '../graphql/domain-error.type.ts';

@InputType({ description: 'A contact to import.' })
export class ContactImportInput {
  @Field(() => ContactInput, { description: 'What is said about them.' }) contact!: ContactInput;
  @Field(() => ID, { nullable: true, description: 'The contact that it is added to: what that has stays as it is, and numbers, groups, company and remarks that it has not are added. Null, or one that is gone: a new contact.' })
  mergeInto?: string | null;
}

@ObjectType('ContactImportCheck', { description: 'What is known of a contact before it is imported.' })
export class ContactImportCheckType {
  @Field(() => [InputProblem], { description: 'All that is wrong with it; with anything, it is not imported.' }) problems!: InputProblem[];
  @Field(() => [ContactType], { description: 'Contacts of the address book that it may be already, by a number or by the name; at most three, those of the same name first.' }) matches!: ContactType[];
  @Field(() => Boolean, { description: 'Whether one of the same name has all of its numbers, so that importing it would add nobody.' }) isInBook!: boolean;
}

@ObjectType({ description: 'What an import has written.' })
export class ContactsImported {
  @Field(() => Int, { description: 'How many contacts are new.' }) created!: number;
  @Field(() => Int, { description: 'How many were added to contacts that were there.' }) merged!: number;
}

@ObjectType({ implements: DomainError, description: 'Returned when something is wrong with one of the contacts; none was imported.' })
export class ContactImportInvalid extends DomainError {
  @Field(() => [InputProblem], { description: 'All that is wrong, with fields such as contacts.3.numbers.0.' }) problems!: InputProblem[];
}

export const ImportContactsResult = unionOf('ImportContactsResult', 'What was written, or why nothing was.', () => [ContactsImported, ContactImportInvalid] as const);
