import { Field, ObjectType } from 'type-graphql';
import { unionOf } from '../graphql/domain-error.type.ts';

@ObjectType('PrivacyStatement', { description: 'The newest privacy statement. Its text stands at /privacy in English and at /datenschutz in German.' })
export class PrivacyStatementType {
  @Field(() => String, { description: 'Which version it is.' }) version!: string;
  @Field(() => String, { description: 'Since when it holds, as a date.' }) publishedOn!: string;
}

export const AcknowledgePrivacyStatementResult = unionOf('AcknowledgePrivacyStatementResult', 'The statement.', () => [PrivacyStatementType]);
