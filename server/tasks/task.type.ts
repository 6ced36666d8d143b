import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf, PageArgs } from '../graphql/connection.ts';
import { Deleted, DomainError, InputProblem, unionOf } from '../graphql/domain-error.type.ts';
import { Node } from '../graphql/node.type.ts';
import { LocalDate, PhoneNumber } from '../graphql/scalars.ts';
import type { DebtorResult, TaskKind, TaskSelection, TaskState } from './task-states.ts';

export const TaskKindEnum = { CALL_BACK: 'CALL_BACK', COLLECTION_CALLS: 'COLLECTION_CALLS', RESEARCH: 'RESEARCH', APPOINTMENT: 'APPOINTMENT', OTHER: 'OTHER' } as const satisfies Record<TaskKind, TaskKind>;
registerEnumType(TaskKindEnum, {
  name: 'TaskKind',
  description: 'What kind of task it is.',
  valuesConfig: {
    CALL_BACK: { description: 'Somebody is to be called back, at the number of the task.' },
    COLLECTION_CALLS: { description: 'Debtors are to be called one after the other, each with a result.' },
    RESEARCH: { description: 'Something is to be found out.' },
    APPOINTMENT: { description: 'An appointment is to be made, moved or cancelled with somebody.' },
    OTHER: { description: 'Anything else.' },
  },
});

export const TaskStateEnum = { OPEN: 'OPEN', IN_PROGRESS: 'IN_PROGRESS', DONE: 'DONE', CANCELLED: 'CANCELLED' } as const satisfies Record<TaskState, TaskState>;
registerEnumType(TaskStateEnum, {
  name: 'TaskState',
  description: 'Where a task stands.',
  valuesConfig: {
    OPEN: { description: 'Nobody has begun.' },
    IN_PROGRESS: { description: 'Somebody has begun.' },
    DONE: { description: 'It is done, and its result says what came of it.' },
    CANCELLED: { description: 'The customer has called it off.' },
  },
});

export const DebtorResultEnum = {
  PROMISED: 'PROMISED', INSTALMENTS: 'INSTALMENTS', PAID: 'PAID', DISPUTED: 'DISPUTED', REFUSED: 'REFUSED', CALL_AGAIN: 'CALL_AGAIN', NOT_REACHED: 'NOT_REACHED', WRONG_NUMBER: 'WRONG_NUMBER',
} as const satisfies Record<DebtorResult, DebtorResult>;
registerEnumType(DebtorResultEnum, {
  name: 'DebtorResult',
  description: 'How a call to a debtor ended. All but CALL_AGAIN and NOT_REACHED settle the debtor: nobody has to call again.',
  valuesConfig: {
    PROMISED: { description: 'They promised to pay, perhaps by a day.' },
    INSTALMENTS: { description: 'They want to pay in instalments, perhaps from a day on.' },
    PAID: { description: 'They say that they have paid.' },
    DISPUTED: { description: 'They dispute the claim.' },
    REFUSED: { description: 'They refuse to pay.' },
    CALL_AGAIN: { description: 'They want to be called again, perhaps on a day.' },
    NOT_REACHED: { description: 'Nobody was reached.' },
    WRONG_NUMBER: { description: 'The number is not theirs, or leads to nobody.' },
  },
});

export const TaskSelectionEnum = { ALL: 'ALL', MINE: 'MINE', UNASSIGNED: 'UNASSIGNED', DUE: 'DUE' } as const satisfies Record<TaskSelection, TaskSelection>;
registerEnumType(TaskSelectionEnum, {
  name: 'TaskSelection',
  description: 'Which of the open tasks.',
  valuesConfig: {
    ALL: { description: 'All of them.' },
    MINE: { description: 'Those that you have.' },
    UNASSIGNED: { description: 'Those that nobody has.' },
    DUE: { description: 'Those that are due within a day, or were due.' },
  },
});

@ObjectType('Task', { implements: Node, simpleResolvers: true, description: 'Something that a customer ordered from the secretariat beside answering calls. Staff, and the people of the customer.' })
export class TaskType extends Node {
  @Field(() => TaskKindEnum, { description: 'What kind it is.' }) kind!: TaskKind;
  @Field(() => String, { description: 'What is to be done, in a few words.' }) title!: string;
  @Field(() => String, { nullable: true, description: 'What is to be done, in detail; plain text, with line ends.' }) text!: string | null;
  @Field(() => Date, { nullable: true, description: 'By when; null: whenever there is time.' }) dueAt!: Date | null;
  @Field(() => String, { nullable: true, description: 'Who is to be called, or whom it is about.' }) personName!: string | null;
  @Field(() => PhoneNumber, { nullable: true, description: 'Their number; a task of the kind CALL_BACK has one unless the person was erased.' }) personNumber!: string | null;
  @Field(() => TaskStateEnum, { description: 'Where it stands.' }) state!: TaskState;
  @Field(() => String, { nullable: true, description: 'What came of it, as the secretary wrote it; null while it is not done.' }) result!: string | null;
  @Field(() => Date, { description: 'When it was ordered.' }) createdAt!: Date;
  @Field(() => String, { description: 'Who ordered it, as they were called then.' }) createdBy!: string;
  @Field(() => Date, { description: 'When it was last changed.' }) updatedAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When it was done or called off; null before.' }) finishedAt!: Date | null;
  @Field(() => Int, { description: 'Rises with each change; what whoever acts expects to change.' }) version!: number;
  @Field(() => Int, { description: 'How many minutes were spent on it, without what goes on at the moment.' }) minutesSpent!: number;
  @Field(() => Date, { nullable: true, description: 'Since when somebody is at it at the moment; null while nobody is.' }) workingSince!: Date | null;
  @Field(() => Int, { description: 'How many debtors there are to call.' }) debtorCount!: number;
  @Field(() => Int, { description: 'How many of them nobody has to call again.' }) debtorsSettled!: number;
}

@ObjectType('TaskDebtor', { implements: Node, simpleResolvers: true, description: 'Somebody who owes the customer, to be called for a task. Staff, and the people of the customer.' })
export class TaskDebtorType extends Node {
  @Field(() => Int, { description: 'The place in the list; places can be left out.' }) position!: number;
  @Field(() => String, { description: 'Who it is.' }) name!: string;
  @Field(() => PhoneNumber, { nullable: true, description: 'Their number; null where none is known.' }) number!: string | null;
  @Field(() => PhoneNumber, { nullable: true, description: 'Another one.' }) otherNumber!: string | null;
  @Field(() => Int, { nullable: true, description: 'What they owe, in euro cents.' }) amountCents!: number | null;
  @Field(() => String, { nullable: true, description: 'By what the customer knows the claim, such as the number of an invoice.' }) reference!: string | null;
  @Field(() => String, { nullable: true, description: 'What the secretary should know.' }) remarks!: string | null;
  @Field(() => DebtorResultEnum, { nullable: true, description: 'How the last call ended; null before the first.' }) result!: DebtorResult | null;
  @Field(() => Date, { nullable: true, description: 'When that was.' }) lastCalledAt!: Date | null;
  @Field(() => Int, { description: 'Rises when what is said of them changes, not with calls; what an editor expects to change.' }) version!: number;
}

@ObjectType('TaskDebtorCall', { implements: Node, simpleResolvers: true, description: 'A call to a debtor, and what came of it. Staff, and the people of the customer.' })
export class TaskDebtorCallType extends Node {
  @Field(() => Date, { description: 'When it was noted.' }) calledAt!: Date;
  @Field(() => DebtorResultEnum, { description: 'How it ended.' }) result!: DebtorResult;
  @Field(() => LocalDate, { nullable: true, description: 'The day that was named: of the payment, or for another call.' }) promisedOn!: string | null;
  @Field(() => String, { nullable: true, description: 'What was said.' }) remarks!: string | null;
  @Field(() => String, { description: 'Which secretary called.' }) secretaryName!: string;
}

@ObjectType('TaskWork', { simpleResolvers: true, description: 'A stretch of work on a task.' })
export class TaskWorkType {
  @Field(() => String, { description: 'Who worked.' }) secretaryName!: string;
  @Field(() => Date, { description: 'From when on.' }) beganAt!: Date;
  @Field(() => Int, { nullable: true, description: 'How many minutes; null while it goes on.' }) minutes!: number | null;
}

@ObjectType('TaskTemplate', { implements: Node, simpleResolvers: true, description: 'What a customer orders again and again. Staff, and the people of the customer.' })
export class TaskTemplateType extends Node {
  @Field(() => String, { description: 'What it is called; of one customer, no two alike.' }) name!: string;
  @Field(() => TaskKindEnum, { description: 'What kind of task it makes.' }) kind!: TaskKind;
  @Field(() => String, { description: 'The title of the task.' }) title!: string;
  @Field(() => String, { nullable: true, description: 'What is to be done, in detail.' }) text!: string | null;
  @Field(() => Int, { nullable: true, description: 'In how many days it is due; null: whenever there is time.' }) dueInDays!: number | null;
}

export const TaskConnection = connectionOf('Task', () => TaskType);
export const TaskDebtorConnection = connectionOf('TaskDebtor', () => TaskDebtorType);

@ArgsType()
export class TasksArgs extends PageArgs {
  @Field(() => Boolean, { nullable: true, defaultValue: false, description: 'Those that are done or called off, the last first, in place of the open ones.' }) finished?: boolean | null;
}

@ArgsType()
export class OpenTasksArgs extends PageArgs {
  @Field(() => TaskSelectionEnum, { nullable: true, defaultValue: 'ALL', description: 'Which of them.' }) selection?: TaskSelection | null;
}

@InputType({ description: 'What is ordered; on a change it replaces all of it.' })
export class TaskInput {
  @Field(() => TaskKindEnum, { description: 'What kind it is.' }) kind!: TaskKind;
  @Field(() => String, { description: 'At most 200 characters.' }) title!: string;
  @Field(() => String, { nullable: true, description: 'At most 5,000 characters.' }) text?: string | null;
  @Field(() => Date, { nullable: true, description: 'By when; null: whenever there is time.' }) dueAt?: Date | null;
  @Field(() => String, { nullable: true, description: 'Who is to be called, or whom it is about; at most 200 characters.' }) personName?: string | null;
  @Field(() => String, { nullable: true, description: 'Their number as people write it; needed for CALL_BACK.' }) personNumber?: string | null;
}

@InputType({ description: 'Somebody who owes the customer; on a change it replaces all that is said of them.' })
export class TaskDebtorInput {
  @Field(() => String, { description: 'At most 200 characters.' }) name!: string;
  @Field(() => String, { nullable: true, description: 'Their number as people write it.' }) number?: string | null;
  @Field(() => String, { nullable: true, description: 'Another one.' }) otherNumber?: string | null;
  @Field(() => Int, { nullable: true, description: 'What they owe, in euro cents, at least 1.' }) amountCents?: number | null;
  @Field(() => String, { nullable: true, description: 'Such as the number of an invoice; at most 200 characters.' }) reference?: string | null;
  @Field(() => String, { nullable: true, description: 'At most 2,000 characters.' }) remarks?: string | null;
}

@InputType({ description: 'How a call to a debtor ended.' })
export class DebtorCallInput {
  @Field(() => ID, { description: 'The id that it gets: a UUID that the client makes. Sent again it is the same call.' }) id!: string;
  @Field(() => DebtorResultEnum, { description: 'How it ended.' }) result!: DebtorResult;
  @Field(() => LocalDate, { nullable: true, description: 'The day that was named; with PROMISED, INSTALMENTS and CALL_AGAIN alone.' }) promisedOn?: string | null;
  @Field(() => String, { nullable: true, description: 'At most 2,000 characters.' }) remarks?: string | null;
}

@InputType({ description: 'What came of a task.' })
export class FinishTaskInput {
  @Field(() => String, { nullable: true, description: 'At most 5,000 characters; needed where there are no debtors, of whom each call says it.' }) result?: string | null;
  @Field(() => Int, { nullable: true, description: 'How many minutes the last stretch was; null: as long as the clock says.' }) minutes?: number | null;
}

@InputType({ description: 'What is ordered again and again.' })
export class TaskTemplateInput {
  @Field(() => String, { description: 'At most 100 characters; a template of that name is replaced.' }) name!: string;
  @Field(() => TaskKindEnum, { description: 'What kind of task it makes.' }) kind!: TaskKind;
  @Field(() => String, { description: 'At most 200 characters.' }) title!: string;
  @Field(() => String, { nullable: true, description: 'At most 5,000 characters.' }) text?: string | null;
  @Field(() => Int, { nullable: true, description: '0 to 365.' }) dueInDays?: number | null;
}

@ObjectType({ implements: DomainError, description: 'Returned when fields are missing or wrong; nothing was changed.' })
export class TaskInvalid extends DomainError {
  @Field(() => [InputProblem], { description: 'All that is wrong.' }) problems!: InputProblem[];
}
@ObjectType({ implements: DomainError, description: 'Returned when somebody else was quicker, so that the task is another by now or in a state in which this cannot be done; nothing was changed.' })
export class TaskChangedMeanwhile extends DomainError {
  @Field(() => TaskType, { description: 'The task as it is now.' }) current!: TaskType;
}
@ObjectType({ implements: DomainError, description: 'Returned when something is wrong with one of the debtors, or there are too many; nothing was changed.' })
export class TaskDebtorsInvalid extends DomainError {
  @Field(() => [InputProblem], { description: 'All that is wrong, with fields such as debtors.3.number.' }) problems!: InputProblem[];
}
@ObjectType({ implements: DomainError, description: 'Returned when somebody else changed what is said of the debtor; nothing was changed.' })
export class TaskDebtorChangedMeanwhile extends DomainError {
  @Field(() => TaskDebtorType, { description: 'What is stored now.' }) current!: TaskDebtorType;
}
@ObjectType({ implements: DomainError, description: 'Returned when the day does not go with the result, or fields are too long; nothing was noted.' })
export class TaskDebtorCallInvalid extends DomainError {
  @Field(() => [InputProblem], { description: 'All that is wrong.' }) problems!: InputProblem[];
}
@ObjectType({ implements: DomainError, description: 'Returned when fields are missing or wrong, or there are too many templates; nothing was changed.' })
export class TaskTemplateInvalid extends DomainError {
  @Field(() => [InputProblem], { description: 'All that is wrong.' }) problems!: InputProblem[];
}

export const CreateTaskResult = unionOf('CreateTaskResult', 'The new task, or why there is none.', () => [TaskType, TaskInvalid] as const);
export const UpdateTaskResult = unionOf('UpdateTaskResult', 'The task as it is now, or why it was not changed.', () => [TaskType, TaskInvalid, TaskChangedMeanwhile] as const);
export const CancelTaskResult = unionOf('CancelTaskResult', 'The task, which is called off, or why it is not.', () => [TaskType, TaskChangedMeanwhile] as const);
export const ReopenTaskResult = unionOf('ReopenTaskResult', 'The task, which is open again, or why it is not.', () => [TaskType, TaskChangedMeanwhile] as const);
export const AssignTaskResult = unionOf('AssignTaskResult', 'The task with whoever has it now, or why that was not changed.', () => [TaskType, TaskChangedMeanwhile] as const);
export const StartTaskResult = unionOf('StartTaskResult', 'The task, on which you work, or why you do not.', () => [TaskType, TaskChangedMeanwhile] as const);
export const PauseTaskResult = unionOf('PauseTaskResult', 'The task with the time that was spent, or why that was not noted.', () => [TaskType, TaskInvalid, TaskChangedMeanwhile] as const);
export const FinishTaskResult = unionOf('FinishTaskResult', 'The task, which is done, or why it is not.', () => [TaskType, TaskInvalid, TaskChangedMeanwhile] as const);
export const AddTaskDebtorsResult = unionOf('AddTaskDebtorsResult', 'The task with its debtors, or why none was added.', () => [TaskType, TaskDebtorsInvalid, TaskChangedMeanwhile] as const);
export const UpdateTaskDebtorResult = unionOf('UpdateTaskDebtorResult', 'The debtor as they are now, or why nothing was changed.', () => [TaskDebtorType, TaskDebtorsInvalid, TaskChangedMeanwhile, TaskDebtorChangedMeanwhile] as const);
export const RemoveTaskDebtorResult = unionOf('RemoveTaskDebtorResult', 'The task without that debtor.', () => [TaskType] as const);
export const RecordDebtorCallResult = unionOf('RecordDebtorCallResult', 'The debtor with that call, or why it was not noted.', () => [TaskDebtorType, TaskDebtorCallInvalid, TaskChangedMeanwhile] as const);
export const SaveTaskTemplateResult = unionOf('SaveTaskTemplateResult', 'The template, or why it was not kept.', () => [TaskTemplateType, TaskTemplateInvalid] as const);
export const DeleteTaskTemplateResult = unionOf('DeleteTaskTemplateResult', 'What was deleted.', () => [Deleted] as const);
