import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { DomainError, InputProblem, unionOf } from '../graphql/domain-error.type.ts';
import { Node } from '../graphql/node.type.ts';
import { PhoneNumber } from '../graphql/scalars.ts';
import { ForwardingCheckMethod, ForwardingCheckResult } from './forwarding-check.entity.ts';

registerEnumType(ForwardingCheckMethod, {
  name: 'ForwardingCheckMethod',
  description: 'Who dials in a test call.',
  valuesConfig: {
    WE_CALL: { description: 'The service calls the telephone; nobody is to pick it up.' },
    YOU_CALL: { description: 'The customer calls the telephone from another one, since no telephone system here dials by itself.' },
  },
});
registerEnumType(ForwardingCheckResult, {
  name: 'ForwardingCheckResult',
  description: 'What came of a test call.',
  valuesConfig: {
    ARRIVED: { description: 'It came to the line: the forwarding works.' },
    NOT_ARRIVED: { description: 'Nothing had come to the line when the time was over.' },
    NOT_FORWARDED: { description: 'The telephone itself was picked up, by somebody or by a mailbox.' },
    FAILED: { description: 'The telephone could not be called.' },
  },
});

@ObjectType('ForwardingCheck', {
  implements: Node,
  simpleResolvers: true,
  description: "A test call that shows whether a customer's telephone forwards to their line. Seen by staff and by the customer's own people.",
})
export class ForwardingCheckType extends Node {
  @Field(() => PhoneNumber, { description: 'The telephone that is to forward.' }) number!: string;
  @Field(() => ForwardingCheckMethod, { description: 'Who dials.' }) method!: `${ForwardingCheckMethod}`;
  @Field(() => Date, { description: 'When it began.' }) startedAt!: Date;
  @Field(() => Date, { description: 'Until when the call may arrive.' }) expiresAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When its result was known; null as long as it runs.' }) endedAt!: Date | null;
  @Field(() => ForwardingCheckResult, { nullable: true, description: 'What came of it; null as long as it runs.' }) result!: `${ForwardingCheckResult}` | null;
}

@ObjectType({ implements: DomainError, description: 'Returned when the number is missing, is none, or is one that must not be called; nothing was started.' })
export class ForwardingCheckInvalid extends DomainError {
  @Field(() => [InputProblem], { description: 'All that is wrong.' }) problems!: InputProblem[];
}

@ObjectType({ implements: DomainError, description: 'Returned when a test call to the line is under way; no second one was started.' })
export class ForwardingCheckRunning extends DomainError {
  @Field(() => ForwardingCheckType, { description: 'The one under way.' }) forwardingCheck!: ForwardingCheckType;
}

@ObjectType({ implements: DomainError, description: 'Returned when the customer has started ten test calls within an hour; nothing was started.' })
export class TooManyForwardingChecks extends DomainError {
  @Field(() => Date, { description: 'From when on another can be started.' }) againAt!: Date;
}

export const StartForwardingCheckResult = unionOf(
  'StartForwardingCheckResult', 'The test call, or why there is none.',
  () => [ForwardingCheckType, ForwardingCheckInvalid, ForwardingCheckRunning, TooManyForwardingChecks] as const,
);
