import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Language } from '../customers/customer.entity.ts';
import { DomainError, unionOf } from '../graphql/domain-error.type.ts';
import { CONSENT_KINDS } from './consent-kinds.ts';

/** What can be consented to, for the schema. */
export const ConsentKindEnum = Object.fromEntries(CONSENT_KINDS.map(kind => [kind, kind]));

registerEnumType(ConsentKindEnum, {
  name: 'ConsentKind',
  description: 'What is done only with a consent.',
  valuesConfig: { VOICE_MESSAGES_AT_DESK: { description: 'Secretaries listen to the voice messages that callers leave.' }, PUSH_NOTIFICATIONS: { description: 'People have their devices notified, by the push services of browsers.' }, EMAIL_NOTIFICATIONS: { description: 'People have themselves notified by e-mail.' } },
});

/** What somebody answers. */
export enum ConsentAnswer {
  GIVEN = 'GIVEN',
  DECLINED = 'DECLINED',
}
registerEnumType(ConsentAnswer, {
  name: 'ConsentAnswer',
  description: 'What somebody answers who is asked for a consent.',
  valuesConfig: { GIVEN: { description: 'They agree.' }, DECLINED: { description: 'They do not agree.' } },
});

@ObjectType('ConsentRecord', { description: 'One answer, as it is kept: it is never changed, only withdrawn.' })
export class ConsentRecordType {
  @Field(() => ID, { description: 'Which.' }) id!: string;
  @Field(() => String, { description: 'The version of the text that was answered.' }) textVersion!: string;
  @Field(() => ConsentAnswer, { description: 'The answer.' }) answer!: ConsentAnswer;
  @Field(() => Date, { description: 'When.' }) answeredAt!: Date;
  @Field(() => String, { description: 'By whom: their name at that time.' }) answeredBy!: string;
  @Field(() => Date, { nullable: true, description: 'When it was withdrawn; null: it was not.' }) withdrawnAt!: Date | null;
  @Field(() => String, { nullable: true, description: 'Who withdrew it.' }) withdrawnBy!: string | null;
}

@ObjectType('ConsentText', { description: 'What is asked, in one language.' })
export class ConsentTextType {
  @Field(() => Language, { description: 'In which.' }) language!: Language;
  @Field(() => String, { description: 'What it is called.' }) title!: string;
  @Field(() => String, { description: 'What somebody agrees to, in whole.' }) text!: string;
}

@ObjectType('Consent', { description: 'Something that a customer can consent to. Without a consent the service works all the same.' })
export class ConsentType {
  @Field(() => ConsentKindEnum, { description: 'What it is about.' }) kind!: string;
  @Field(() => [ConsentRecordType], { description: 'Everything that was answered so far, the newest first.' }) answers!: ConsentRecordType[];
}

@ObjectType({ implements: DomainError, description: 'Returned when the text was changed since it was read: it has to be read and answered anew.' })
export class ConsentTextChanged extends DomainError {
  @Field(() => ConsentType, { description: 'The consent with its newest text.' }) current!: ConsentType;
}

export const AnswerConsentResult = unionOf('AnswerConsentResult', 'The consent as it is now, or why nothing was kept.', () => [ConsentType, ConsentTextChanged]);
export const WithdrawConsentResult = unionOf('WithdrawConsentResult', 'The consent as it is now.', () => [ConsentType]);
