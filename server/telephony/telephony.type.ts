import { createUnionType, Field, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf } from '../graphql/connection.ts';
import { Deleted, DomainError, InputProblem } from '../graphql/domain-error.type.ts';
import { Node } from '../graphql/node.type.ts';
import { PhoneNumber } from '../graphql/scalars.ts';
import { LineType } from '../customers/line.type.ts';
import { TelephoneDoorKind } from './door.service.ts';

@ObjectType('UnassignedCall', { implements: Node, description: "A call to a number that is nobody's line. Supervisors only." })
export class UnassignedCallType extends Node {
  @Field(() => String, { description: 'The number that was called, in E.164.' }) calledNumber!: string;
  @Field(() => String, { nullable: true, description: 'Who called, in E.164 or as the system sent it; null when withheld.' }) callerNumber!: string | null;
  @Field(() => Date, { description: 'When it came.' }) receivedAt!: Date;
  @Field(() => String, { description: 'Who reported it: door:<id> or account:<id>.' }) reporter!: string;
}
export const UnassignedCallConnection = connectionOf('UnassignedCall', () => UnassignedCallType);

registerEnumType(TelephoneDoorKind, {
  name: 'TelephoneDoorKind',
  description: 'Whose telephone system comes in at a door: its format, its signature, its commands.',
  valuesConfig: {
    GENERIC: { description: 'The generic format, which connectors of many telephone systems speak.' },
    SIPGATE: { description: 'sipgate.io; signed with sipgate’s own key.' },
    PLACETEL: { description: 'Placetel; signed with a shared secret.' },
    TWILIO: { description: 'Twilio Voice; signed with the auth token of the account.' },
  },
});

@ObjectType('TelephoneDoor', { implements: Node, description: 'A way in for one telephone system. Supervisors only.' })
export class TelephoneDoorType extends Node {
  @Field(() => String, { description: 'What the supervisors call it.' }) name!: string;
  @Field(() => TelephoneDoorKind, { description: 'Whose telephone system it is.' }) kind!: TelephoneDoorKind;
  @Field(() => String, { nullable: true, description: 'What the provider calls our account; null where the kind needs none.' }) account!: string | null;
  @Field(() => Date, { description: 'When it was opened.' }) createdAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When something came in last, within three seconds; null: never.' }) lastEventAt!: Date | null;
  @Field(() => String, { nullable: true, description: 'Why something that came in was refused last, in English; null: nothing was.' }) lastProblem!: string | null;
  @Field(() => Date, { nullable: true, description: 'When that was; null: never.' }) lastProblemAt!: Date | null;
  @Field(() => Boolean, { description: 'Whether there is a key that what comes in must be signed with.' }) hasHmac!: boolean;
  @Field(() => Boolean, { description: 'Whether there is a key to the provider’s own API.' }) hasApiSecret!: boolean;
}

@ObjectType({ description: 'A door, with the secrets that are told this once.' })
export class TelephoneDoorCreated {
  @Field(() => TelephoneDoorType, { description: 'The door.' }) door!: TelephoneDoorType;
  @Field(() => String, { description: 'Its address below that of this service. Shown once.' }) path!: string;
  @Field(() => String, { nullable: true, description: 'The key that signs what comes in: HMAC-SHA256 in hex over the raw body. Shown once; null without one.' }) hmacSecret!: string | null;
}

@ObjectType({ description: 'A door with its new address; the old one leads nowhere any more.' })
export class TelephoneDoorMoved {
  @Field(() => TelephoneDoorType, { description: 'The door.' }) door!: TelephoneDoorType;
  @Field(() => String, { description: 'Its address below that of this service. Shown once.' }) path!: string;
}

@InputType({ description: 'What is said about a door. Secrets that are left out stay as they are; an empty one is taken away.' })
export class TelephoneDoorInput {
  @Field(() => String, { description: 'What to call it, up to 100 characters.' }) name!: string;
  @Field(() => String, { nullable: true, description: 'What the provider calls our account: Twilio’s account SID, sipgate’s token id.' }) account?: string | null;
  @Field(() => String, { nullable: true, description: 'A key that the provider signs with; at least 8 characters.' }) hmacSecret?: string | null;
  @Field(() => String, { nullable: true, description: 'A key to the provider’s own API: Twilio’s auth token, sipgate’s token.' }) apiSecret?: string | null;
}

@ObjectType({ implements: DomainError, description: 'Returned when fields are missing or wrong; nothing was changed.' })
export class TelephoneDoorInvalid extends DomainError {
  @Field(() => [InputProblem], { description: 'All that is wrong.' }) problems!: InputProblem[];
}

@ObjectType({ description: 'A header of a push.' })
export class PushHeader {
  @Field(() => String, { description: 'Its name.' }) name!: string;
  @Field(() => String, { description: 'Its value.' }) value!: string;
}

@ObjectType({ description: 'A push to send to a door, to see it work: well-formed, signed as its telephone system would, and about no call.' })
export class TelephoneDoorTestPush {
  @Field(() => String, { description: 'The content type of the body.' }) contentType!: string;
  @Field(() => String, { description: 'The body, to be sent as it is.' }) body!: string;
  @Field(() => [PushHeader], { description: 'The headers besides, such as the signature.' }) headers!: PushHeader[];
  @Field(() => Boolean, { description: 'Whether the door takes it; false where the provider alone can sign, so that it must be refused.' }) isAccepted!: boolean;
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

export const CreateTelephoneDoorResult = createUnionType({ name: 'CreateTelephoneDoorResult', description: 'The door with its secrets, or why there is none.', types: () => [TelephoneDoorCreated, TelephoneDoorInvalid] as const });
export const UpdateTelephoneDoorResult = createUnionType({ name: 'UpdateTelephoneDoorResult', description: 'The door as it is now, or why it was not changed.', types: () => [TelephoneDoorType, TelephoneDoorInvalid] as const });
export const MoveTelephoneDoorResult = createUnionType({ name: 'MoveTelephoneDoorResult', description: 'The door with its new address.', types: () => [TelephoneDoorMoved] as const });
export const TestTelephoneDoorResult = createUnionType({ name: 'TestTelephoneDoorResult', description: 'What to send to the door.', types: () => [TelephoneDoorTestPush] as const });
export const DeleteTelephoneDoorResult = createUnionType({ name: 'DeleteTelephoneDoorResult', description: 'The door is closed.', types: () => [Deleted] as const });
