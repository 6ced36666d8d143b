import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Language } from '../customers/customer.entity.ts';
import { CustomerType } from '../customers/customer.type.ts';
import { DomainError, InputProblem, unionOf } from '../graphql/domain-error.type.ts';
import { Node } from '../graphql/node.type.ts';
import { PhoneNumber } from '../graphql/scalars.ts';
import { SecretaryType } from '../identity/identity.type.ts';
import { TelephonyAlarmKind } from '../calls/alarm.service.ts';
import { Fallback, Waiting } from './settings.service.ts';

registerEnumType(Waiting, {
  name: 'Waiting',
  description: 'What a caller hears while nobody has taken the call.',
  valuesConfig: {
    RINGING: { description: 'The ringing tone; the call is not answered yet and costs the caller nothing.' },
    MUSIC: { description: 'Music; the call is answered for it.' },
    ANNOUNCEMENT_AND_MUSIC: { description: 'An announcement, then music; the call is answered for it.' },
  },
});
registerEnumType(Fallback, {
  name: 'Fallback',
  description: 'What a caller gets whom nobody could answer in time.',
  valuesConfig: {
    ANNOUNCEMENT: { description: 'An announcement, and the line ends.' },
    OVERFLOW: { description: 'The call goes on to another number.' },
    VOICE_MESSAGE: { description: 'The caller may leave a message after consenting to be recorded.' },
  },
});
registerEnumType(TelephonyAlarmKind, {
  name: 'TelephonyAlarmKind',
  description: 'What a supervisor should look at.',
  valuesConfig: {
    DIAL_LIMIT: { description: 'More was to be dialled for a customer within an hour than is allowed.' },
    COUNTRY_REFUSED: { description: 'A number in a country that is not allowed was to be dialled.' },
  },
});

@ObjectType({ description: 'The telephone exchange that this service drives itself. Supervisors only.' })
export class Exchange {
  @Field(() => Date, { nullable: true, description: 'Since when there is a connection; null: there is none now.' }) connectedSince!: Date | null;
  @Field(() => Date, { nullable: true, description: 'When the connection was lost; null while there is one.' }) lostAt!: Date | null;
  @Field(() => Date, { nullable: true, description: 'When it told something last, within five seconds; null: never.' }) lastEventAt!: Date | null;
  @Field(() => String, { nullable: true, description: 'What it calls itself, with its version; null: it has not said.' }) version!: string | null;
}

@ObjectType('TelephonySettings', { description: 'How calls are rung, dialled and let go. Supervisors only.' })
export class TelephonySettingsType {
  @Field(() => Int, { description: 'For how many seconds preferred secretaries are rung before all others; 0: everybody at once.' }) preferredRingSeconds!: number;
  @Field(() => Int, { description: 'After how many seconds somebody who lets it ring is set to break.' }) secretaryRingSeconds!: number;
  @Field(() => Int, { description: 'How many seconds a call waits until its caller gets the fallback.' }) waitSeconds!: number;
  @Field(() => Waiting, { description: 'What callers hear meanwhile.' }) waiting!: Waiting;
  @Field(() => Fallback, { description: 'What callers get whom nobody could answer.' }) fallback!: Fallback;
  @Field(() => PhoneNumber, { nullable: true, description: 'Where calls go on; null: nowhere. Never null where the fallback is OVERFLOW.' }) overflowNumber!: string | null;
  @Field(() => Boolean, { description: 'Whether callers may be recorded at all, after consenting.' }) voiceMessages!: boolean;
  @Field(() => Int, { description: 'After how many seconds a recording ends.' }) voiceMessageSeconds!: number;
  @Field(() => [String], { description: 'Countries that may be dialled, as ISO 3166-1 alpha-2, in alphabetical order.' }) allowedCountries!: string[];
  @Field(() => Int, { description: 'How often may be dialled for one customer within an hour.' }) dialsPerCustomerAndHour!: number;
  @Field(() => Boolean, { description: "Whether somebody who is put through to sees the caller's number, unless it is withheld; else that of the line." }) presentsCaller!: boolean;
  @Field(() => Int, { description: 'Rises with each change; what an editor expects to change.' }) version!: number;
}

@InputType({ description: 'How calls are rung, dialled and let go; replaces all of it.' })
export class TelephonySettingsInput {
  @Field(() => Int, { description: '0 to 60 seconds; less than waitSeconds.' }) preferredRingSeconds!: number;
  @Field(() => Int, { description: '5 to 120 seconds.' }) secretaryRingSeconds!: number;
  @Field(() => Int, { description: '10 to 600 seconds.' }) waitSeconds!: number;
  @Field(() => Waiting, { description: 'What callers hear meanwhile.' }) waiting!: Waiting;
  @Field(() => Fallback, { description: 'VOICE_MESSAGE only together with voiceMessages, OVERFLOW only with a number.' }) fallback!: Fallback;
  @Field(() => String, { nullable: true, description: 'In any German notation, or international; a number that callers may be put through to.' }) overflowNumber?: string | null;
  @Field(() => Boolean, { description: 'Whether callers may be recorded at all. In Germany without consent a crime (§ 201 StGB): it is asked for at the start of each recording.' }) voiceMessages!: boolean;
  @Field(() => Int, { description: '10 to 600 seconds.' }) voiceMessageSeconds!: number;
  @Field(() => [String], { description: 'ISO 3166-1 alpha-2; at least one.' }) allowedCountries!: string[];
  @Field(() => Int, { description: '1 to 10,000.' }) dialsPerCustomerAndHour!: number;
  @Field(() => Boolean, { description: "Whether somebody who is put through to sees the caller's number." }) presentsCaller!: boolean;
}

@ObjectType({ implements: DomainError, description: 'Returned when fields are missing or wrong; nothing was changed.' })
export class TelephonySettingsInvalid extends DomainError {
  @Field(() => [InputProblem], { description: 'All that is wrong.' }) problems!: InputProblem[];
}
@ObjectType({ implements: DomainError, description: 'Returned when somebody else saved a newer version; nothing was changed.' })
export class TelephonySettingsChangedMeanwhile extends DomainError {
  @Field(() => TelephonySettingsType, { description: 'What is stored now.' }) current!: TelephonySettingsType;
}
export const UpdateTelephonySettingsResult = unionOf(
  'UpdateTelephonySettingsResult', 'The settings as they are now, or why they were not changed.',
  () => [TelephonySettingsType, TelephonySettingsInvalid, TelephonySettingsChangedMeanwhile] as const,
);

@ObjectType('TelephonyAlarm', { implements: Node, description: 'Something about calls that a supervisor should look at: it may be fraud. Supervisors only.' })
export class TelephonyAlarmType extends Node {
  @Field(() => TelephonyAlarmKind, { description: 'What it is.' }) kind!: TelephonyAlarmKind;
  @Field(() => CustomerType, { nullable: true, description: 'Whose calls; null when they are nobody’s in particular.' }) customer!: CustomerType | null;
  @Field(() => String, { nullable: true, description: 'The number that was to be dialled last, as it was known; null: none.' }) number!: string | null;
  @Field(() => Date, { description: 'When it was raised.' }) raisedAt!: Date;
  @Field(() => Date, { description: 'When it happened last.' }) lastAt!: Date;
  @Field(() => Int, { description: 'How often it happened.' }) times!: number;
  @Field(() => Date, { nullable: true, description: 'When somebody had looked at it; null: it is open.' }) dismissedAt!: Date | null;
  @Field(() => SecretaryType, { nullable: true, description: 'Who had looked at it; null: it is open.' }) dismissedBy!: SecretaryType | null;
}
export const DismissTelephonyAlarmResult = unionOf('DismissTelephonyAlarmResult', 'The alarm, which is not open any more.', () => [TelephonyAlarmType] as const);

@ObjectType('SecretaryPhone', { description: 'Where a secretary is rung, and what she speaks. Supervisors only.' })
export class SecretaryPhoneType {
  @Field(() => SecretaryType, { description: 'Whose.' }) secretary!: SecretaryType;
  @Field(() => String, { nullable: true, description: 'The name of her telephone in the exchange; null: none, or the one in her browser.' }) sipEndpoint!: string | null;
  @Field(() => PhoneNumber, { nullable: true, description: 'A telephone outside, for systems that only dial numbers; null: none.' }) number!: string | null;
  @Field(() => [Language], { description: 'What she speaks; at least one.' }) languages!: Language[];
}

@InputType({ description: 'Where a secretary is rung, and what she speaks; replaces all of it.' })
export class SecretaryPhoneInput {
  @Field(() => String, { nullable: true, description: 'The name of her telephone in the exchange: letters, digits, hyphens, underscores, at most 60.' }) sipEndpoint?: string | null;
  @Field(() => String, { nullable: true, description: 'A telephone outside, in any German notation, or international.' }) number?: string | null;
  @Field(() => [Language], { description: 'At least one.' }) languages!: Language[];
}

@ObjectType({ implements: DomainError, description: 'Returned when fields are missing or wrong; nothing was changed.' })
export class SecretaryPhoneInvalid extends DomainError {
  @Field(() => [InputProblem], { description: 'All that is wrong.' }) problems!: InputProblem[];
}
export const SetSecretaryPhoneResult = unionOf('SetSecretaryPhoneResult', 'The telephones as they are now, or why they were not changed.', () => [SecretaryPhoneType, SecretaryPhoneInvalid] as const);

@ObjectType('SecretaryPreference', { description: 'How much a customer likes to be answered by somebody. Supervisors only.' })
export class SecretaryPreferenceType {
  @Field(() => SecretaryType, { description: 'By whom.' }) secretary!: SecretaryType;
  @Field(() => Int, { description: 'What supervisors set: -100 to 100; nothing said is 0. Above 0 they are rung first.' }) weight!: number;
  @Field(() => Int, { description: 'How many of her notes the customer rated as good in the last year.' }) good!: number;
  @Field(() => Int, { description: 'How many as bad.' }) bad!: number;
  @Field(() => Int, { description: 'What these ratings add: -60 to 60, near 0 as long as there are few.' }) fromFeedback!: number;
  @Field(() => Int, { description: 'Both together, -100 to 100: this decides who is rung first.' }) inForce!: number;
}
export const SetSecretaryPreferenceResult = unionOf('SetSecretaryPreferenceResult', 'What holds now.', () => [SecretaryPreferenceType] as const);

@ObjectType({ description: 'How the service is connected to telephones. Supervisors only.' })
export class Telephony {
  @Field(() => Exchange, { nullable: true, description: 'The exchange that this service drives itself; null: none is set up.' }) exchange!: Exchange | null;
  @Field(() => TelephonySettingsType, { description: 'How calls are rung, dialled and let go.' }) settings!: TelephonySettingsType;
  @Field(() => [TelephonyAlarmType], { description: 'The open alarms, newest first, and after them the twenty that were dismissed last.' }) alarms!: TelephonyAlarmType[];
  @Field(() => [SecretaryPhoneType], { description: 'The telephones of all secretaries, by their names.' }) secretaryPhones!: SecretaryPhoneType[];
}
