import { ArgsType, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf, PageArgs } from '../graphql/connection.ts';
import { DomainError, InputProblem, unionOf } from '../graphql/domain-error.type.ts';
import { Node } from '../graphql/node.type.ts';

export enum AppFeedbackKind { PROBLEM = 'PROBLEM', WISH = 'WISH', PRAISE = 'PRAISE' }
registerEnumType(AppFeedbackKind, {
  name: 'AppFeedbackKind',
  description: 'What somebody has to say about the app.',
  valuesConfig: { PROBLEM: { description: 'Something does not work as it should.' }, WISH: { description: 'Something is missing.' }, PRAISE: { description: 'Something is good as it is.' } },
});

@ObjectType('AppFeedback', { implements: Node, simpleResolvers: true, description: 'What somebody has said about the app. Supervisors.' })
export class AppFeedbackType extends Node {
  @Field(() => AppFeedbackKind, { description: 'What kind of thing it is.' }) kind!: AppFeedbackKind;
  @Field(() => String, { description: 'What was said.' }) text!: string;
  @Field(() => Date, { description: 'When.' }) sentAt!: Date;
  @Field(() => String, { description: 'By whom, as they were called then.' }) senderName!: string;
  @Field(() => String, { nullable: true, description: 'On which page, without ids; null when it was left out.' }) page!: string | null;
  @Field(() => String, { nullable: true, description: 'In which version of the app; null when it was left out.' }) appVersion!: string | null;
  @Field(() => String, { nullable: true, description: 'In which browser; null when it was left out.' }) browser!: string | null;
  @Field(() => String, { nullable: true, description: 'On a screen of which size, as width × height; null when it was left out.' }) screen!: string | null;
  @Field(() => String, { nullable: true, description: 'Where the picture is fetched, with the session of a supervisor; null without one.' }) imagePath!: string | null;
  @Field(() => Date, { nullable: true, description: 'When it was dealt with; null: it is open.' }) doneAt!: Date | null;
}
export const AppFeedbackConnection = connectionOf('AppFeedback', () => AppFeedbackType);

@ArgsType()
export class AppFeedbackArgs extends PageArgs {
  @Field(() => Boolean, { nullable: true, description: 'True: what was dealt with; false: what is open; null: both.' }) isDone?: boolean | null;
}

@InputType({ description: 'What somebody has to say about the app. The technical data help to understand it; leave out what is not to be told.' })
export class AppFeedbackInput {
  @Field(() => AppFeedbackKind, { description: 'What kind of thing it is.' }) kind!: AppFeedbackKind;
  @Field(() => String, { description: 'What there is to say; at most 5,000 characters.' }) text!: string;
  @Field(() => String, { nullable: true, description: 'The path of the page; ids in it are not kept. At most 200 characters.' }) page?: string | null;
  @Field(() => String, { nullable: true, description: 'The version of the app; at most 40 characters.' }) appVersion?: string | null;
  @Field(() => String, { nullable: true, description: 'The browser; at most 300 characters.' }) browser?: string | null;
  @Field(() => String, { nullable: true, description: 'The size of the screen; at most 40 characters.' }) screen?: string | null;
}

@ObjectType({ simpleResolvers: true, description: 'It has arrived.' })
export class AppFeedbackSent {
  @Field(() => ID, { description: 'Of the feedback.' }) id!: string;
  @Field(() => Date, { description: 'When it arrived.' }) sentAt!: Date;
  @Field(() => String, { description: 'Where a picture can be sent within a day, with the same session: POST as application/octet-stream, a PNG, JPEG or WebP of at most 5 MiB.' }) imagePath!: string;
}
@ObjectType({ implements: DomainError, description: 'Returned when fields are missing or wrong; nothing was sent.' })
export class AppFeedbackInvalid extends DomainError {
  @Field(() => [InputProblem], { description: 'All that is wrong.' }) problems!: InputProblem[];
}

export const SendAppFeedbackResult = unionOf('SendAppFeedbackResult', 'That it has arrived, or why not.', () => [AppFeedbackSent, AppFeedbackInvalid] as const);
export const SetAppFeedbackDoneResult = unionOf('SetAppFeedbackDoneResult', 'The feedback as it is now.', () => [AppFeedbackType] as const);
