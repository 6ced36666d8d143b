import { createUnionType, Field, ObjectType } from 'type-graphql';
import { DomainError } from '../graphql/domain-error.type.ts';

@ObjectType({ description: 'A way for the sound between browser and telephone system, as RTCPeerConnection takes it. The session it was made for only.' })
export class IceServer {
  @Field(() => [String], { description: 'Addresses of the server, such as turn:turn.example.com:3478.' }) urls!: string[];
  @Field(() => String, { nullable: true, description: 'What to sign in there with; null where nobody has to.' }) username!: string | null;
  @Field(() => String, { nullable: true, description: 'The password for it, good for twelve hours; null where there is none.' }) credential!: string | null;
}

@ObjectType('Softphone', { description: "The SIP account of the telephone in a secretary's browser. It ends with the session." })
export class SoftphoneType {
  @Field(() => String, { description: 'The user part of its SIP address, and what it signs in with.' }) username!: string;
  @Field(() => String, { description: 'Its password, told this once.' }) password!: string;
  @Field(() => String, { description: 'The domain of its SIP address, and the realm of its password.' }) domain!: string;
  @Field(() => String, { description: 'Where it connects, below the address of this service: SIP over a WebSocket, with the cookie of the session.' }) path!: string;
  @Field(() => [IceServer], { description: 'Ways for the sound to try; empty: none are needed.' }) iceServers!: IceServer[];
}

@ObjectType({ implements: DomainError, description: 'Returned when there is no telephone system for browsers, or it cannot be reached at the moment.' })
export class SoftphoneUnavailable extends DomainError {
  override message = 'The telephone system cannot be reached.';
}

export const OpenSoftphoneResult = createUnionType({ name: 'OpenSoftphoneResult', description: 'The account, or why there is none.', types: () => [SoftphoneType, SoftphoneUnavailable] as const });
