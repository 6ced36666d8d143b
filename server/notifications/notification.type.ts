import { Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DomainError, InputProblem, unionOf } from '../graphql/domain-error.type.ts';
import { Node } from '../graphql/node.type.ts';

/** What somebody wants to be told of. */
export enum NotificationCause {
  NOTE = 'NOTE',
  VIP = 'VIP',
  URGENT = 'URGENT',
  MISSED = 'MISSED',
  MESSAGE = 'MESSAGE',
}
registerEnumType(NotificationCause, {
  name: 'NotificationCause',
  description: 'What somebody wants to be told of.',
  valuesConfig: {
    NOTE: { description: 'Every note of a call, once the call is over.' },
    VIP: { description: 'Calls by VIPs, with a note or missed.' },
    URGENT: { description: 'Notes that are urgent.' },
    MISSED: { description: 'Calls that nobody took, or that the caller gave up.' },
    MESSAGE: { description: 'Messages from the secretariat.' },
  },
});

/** When e-mails are sent. */
export enum EmailRhythm {
  AT_ONCE = 'AT_ONCE',
  DAILY = 'DAILY',
  WEEKLY = 'WEEKLY',
}
registerEnumType(EmailRhythm, {
  name: 'EmailRhythm',
  description: 'When e-mails are sent.',
  valuesConfig: { AT_ONCE: { description: 'Each at once.' }, DAILY: { description: 'Once a day, with all that is new.' }, WEEKLY: { description: 'Once a week, with all that is new.' } },
});

@ObjectType('PushDevice', { implements: Node, simpleResolvers: true, description: 'A browser on a device that is notified. Its owner alone.' })
export class PushDeviceType extends Node {
  @Field(() => String, { nullable: true, description: 'What it calls its browser; null when it does not say.' }) browser!: string | null;
  @Field(() => String, { nullable: true, description: 'What it calls its system.' }) system!: string | null;
  @Field(() => Date, { description: 'Since when it is notified.' }) createdAt!: Date;
  @Field(() => Date, { nullable: true, description: 'When its push service last took a notification; null when there was none yet.' }) lastReachedAt!: Date | null;
  @Field(() => Boolean, { description: 'Whether it is the one that asks.' }) isCurrent!: boolean;
}

@ObjectType('NotificationSettings', { simpleResolvers: true, description: 'What somebody is told of, where and when. They alone see and change it.' })
export class NotificationSettingsType {
  @Field(() => [NotificationCause], { description: 'What their devices are told of.' }) pushCauses!: NotificationCause[];
  @Field(() => [NotificationCause], { description: 'What they get e-mails about.' }) emailCauses!: NotificationCause[];
  @Field(() => Boolean, { description: 'Whether devices show who called and why.' }) pushShowsContent!: boolean;
  @Field(() => Boolean, { description: 'Whether e-mails say who called and why.' }) emailShowsContent!: boolean;
  @Field(() => String, { nullable: true, description: 'When quiet hours begin, as HH:MM by the customer’s clock; null: there are none.' }) quietFrom!: string | null;
  @Field(() => String, { nullable: true, description: 'When they end, perhaps on the next day.' }) quietUntil!: string | null;
  @Field(() => [Int], { description: 'On which days they begin; 1 is Monday.' }) quietWeekdays!: number[];
  @Field(() => Boolean, { description: 'Whether urgent notes come in quiet hours as well.' }) urgentPassesQuiet!: boolean;
  @Field(() => EmailRhythm, { description: 'When e-mails are sent.' }) emailRhythm!: EmailRhythm;
  @Field(() => String, { description: 'When those are sent that gather what is new, as HH:MM by the customer’s clock.' }) emailTime!: string;
  @Field(() => Int, { description: 'On which day those of the week are sent; 1 is Monday.' }) emailWeekday!: number;
}

@InputType({ description: 'All that somebody can choose; it replaces what they had chosen.' })
export class NotificationSettingsInput {
  @Field(() => [NotificationCause], { description: 'What their devices are told of.' }) pushCauses!: NotificationCause[];
  @Field(() => [NotificationCause], { description: 'What they get e-mails about.' }) emailCauses!: NotificationCause[];
  @Field(() => Boolean, { description: 'Whether devices show who called and why.' }) pushShowsContent!: boolean;
  @Field(() => Boolean, { description: 'Whether e-mails say who called and why.' }) emailShowsContent!: boolean;
  @Field(() => String, { nullable: true, description: 'When quiet hours begin, as HH:MM; null: there are none.' }) quietFrom!: string | null;
  @Field(() => String, { nullable: true, description: 'When they end; the same as the beginning is a whole day.' }) quietUntil!: string | null;
  @Field(() => [Int], { description: 'On which days they begin; 1 is Monday.' }) quietWeekdays!: number[];
  @Field(() => Boolean, { description: 'Whether urgent notes come in quiet hours as well.' }) urgentPassesQuiet!: boolean;
  @Field(() => EmailRhythm, { description: 'When e-mails are sent.' }) emailRhythm!: EmailRhythm;
  @Field(() => String, { description: 'When those are sent that gather what is new, as HH:MM.' }) emailTime!: string;
  @Field(() => Int, { description: 'On which day those of the week are sent; 1 is Monday.' }) emailWeekday!: number;
}

@InputType({ description: 'What a browser tells of its push subscription.' })
export class PushSubscriptionInput {
  @Field(() => String, { description: 'The address at its push service.' }) endpoint!: string;
  @Field(() => String, { description: 'Its public key, in base64url.' }) p256dh!: string;
  @Field(() => String, { description: 'Its secret, in base64url.' }) auth!: string;
  @Field(() => String, { description: 'The pushKey that it was made with.' }) key!: string;
}

@ObjectType('Notifications', { description: 'What is told to who asks, and on which devices.' })
export class NotificationsType {
  @Field(() => NotificationSettingsType, { description: 'What they have chosen; what is offered while they have not chosen yet.' }) settings!: NotificationSettingsType;
  @Field(() => [PushDeviceType], { description: 'Their devices that are notified, the one that asks first.' }) devices!: PushDeviceType[];
  @Field(() => String, { description: 'The key with which browsers subscribe: applicationServerKey.' }) pushKey!: string;
  @Field(() => String, { description: 'Where their e-mails go: the address that they sign in with.' }) emailAddress!: string;
}

@ObjectType({ implements: DomainError, description: 'Returned when fields are missing or wrong; nothing was changed.' })
export class NotificationSettingsInvalid extends DomainError {
  @Field(() => [InputProblem], { description: 'All that is wrong.' }) problems!: InputProblem[];
}

@ObjectType({ implements: DomainError, description: 'Returned when the customer has not consented to notifications on devices, or has withdrawn it.' })
export class PushConsentMissing extends DomainError {}

@ObjectType({ description: 'Returned when a test notification is on its way.' })
export class TestNotificationSent {
  @Field(() => Int, { description: 'To how many devices.' }) devices!: number;
  @Field(() => Boolean, { description: 'Whether by e-mail too.' }) byEmail!: boolean;
}

@ObjectType({ implements: DomainError, description: 'Returned when no device is registered and no e-mail is wanted.' })
export class NobodyToNotify extends DomainError {}

@ObjectType({ implements: DomainError, description: 'Returned when several tests were sent just now.' })
export class TooManyTestNotifications extends DomainError {
  @Field(() => Date, { description: 'When the next one can be sent.' }) againAt!: Date;
}

export const SaveNotificationSettingsResult = unionOf('SaveNotificationSettingsResult', 'What is told now, or why nothing was changed.', () => [NotificationsType, NotificationSettingsInvalid] as const);
export const RegisterPushDeviceResult = unionOf('RegisterPushDeviceResult', 'What is told now, or why the device is not notified.', () => [NotificationsType, PushConsentMissing] as const);
export const SendTestNotificationResult = unionOf('SendTestNotificationResult', 'Where the test goes, or why it goes nowhere.', () => [TestNotificationSent, NobodyToNotify, TooManyTestNotifications] as const);
