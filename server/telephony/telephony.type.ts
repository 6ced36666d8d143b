import { createUnionType, Field, ObjectType } from 'type-graphql';
import { connectionOf } from '../graphql/connection.ts';
import { Deleted } from '../graphql/domain-error.type.ts';
import { Node } from '../graphql/node.type.ts';
import { PhoneNumber } from '../graphql/scalars.ts';
import { LineType } from '../customers/line.type.ts';

@ObjectType('UnassignedCall', { implements: Node, description: "A call to a number that is nobody's line. Supervisors only." })
export class UnassignedCallType extends Node {
  @Field(() => String, { description: 'The number that was called, in E.164.' }) calledNumber!: string;
  @Field(() => String, { nullable: true, description: 'Who called, in E.164 or as the system sent it; null when withheld.' }) callerNumber!: string | null;
  @Field(() => Date, { description: 'When it came.' }) receivedAt!: Date;
  @Field(() => String, { description: 'Who reported it: door:<id> or account:<id>.' }) reporter!: string;
}
export const UnassignedCallConnection = connectionOf('UnassignedCall', () => UnassignedCallType);

@ObjectType('TelephoneDoor', { implements: Node, description: 'A way in for one telephone system. Supervisors only.' })
export class TelephoneDoorType extends Node {
  @Field(() => String, { description: 'What the supervisors call it.' }) name!: string;
  @Field(() => Date, { description: 'When it was opened.' }) createdAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When something came in last, to the second; null: never.' }) lastEventAt!: Date | null;
  @Field(() => Boolean, { description: 'Whether what comes in must be signed.' }) hasHmac!: boolean;
}

@ObjectType({ description: 'A door, with the secrets that are told this once.' })
export class TelephoneDoorCreated {
  @Field(() => TelephoneDoorType, { description: 'The door.' }) door!: TelephoneDoorType;
  @Field(() => String, { description: 'Its address below that of this service. Shown once.' }) path!: string;
  @Field(() => String, { nullable: true, description: 'The key of X-Vorzimmer-Signature, HMAC-SHA256 in hex over the raw body. Shown once; null without one.' }) hmacSecret!: string | null;
}

@ObjectType({ description: 'Somebody the simulator can let call.' })
export class SimulatedCaller {
  @Field(() => PhoneNumber, { nullable: true, description: 'Their number; null: withheld.' }) number!: string | null;
  @Field(() => String, { description: 'Who it is.' }) label!: string;
}

@ObjectType({ description: "The demo's line simulator: it calls through the generic door, as a telephone system would." })
export class Simulator {
  @Field(() => String, { description: 'Where the pushes go, below the address of this service.' }) doorPath!: string;
  @Field(() => [LineType], { description: 'The lines to call, by customer.' }) lines!: LineType[];
  @Field(() => [SimulatedCaller], { description: 'Callers to choose from.' }) callerNumbers!: SimulatedCaller[];
}

export const CreateTelephoneDoorResult = createUnionType({ name: 'CreateTelephoneDoorResult', description: 'The door with its secrets.', types: () => [TelephoneDoorCreated] as const });
export const DeleteTelephoneDoorResult = createUnionType({ name: 'DeleteTelephoneDoorResult', description: 'The door is closed.', types: () => [Deleted] as const });
