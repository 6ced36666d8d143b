import { Arg, Authorized, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { SignedIn } from '../context.ts';
import { loadCustomers } from '../customers/customer.rows.ts';
import { CustomerType } from '../customers/customer.type.ts';
import { loadSecretaries } from '../identity/identity.service.ts';
import { SecretaryType } from '../identity/identity.type.ts';
import { type AlarmRow, dismissAlarm, listAlarms } from '../calls/alarm.service.ts';
import { systemState } from './exchange-state.ts';
import { listPreferences, type Preference, setPreference } from './preference.service.ts';
import { listSecretaryPhones, type SecretaryPhone, setSecretaryPhone } from './secretary-phone.service.ts';
import { readSettings, updateSettings } from './settings.service.ts';
import {
  DismissTelephonyAlarmResult, Exchange, SecretaryPhoneInput, SecretaryPhoneType, SecretaryPreferenceType, SetSecretaryPhoneResult, SetSecretaryPreferenceResult, Telephony,
  TelephonyAlarmType, TelephonySettingsInput, TelephonySettingsType, UpdateTelephonySettingsResult,
} from './settings.type.ts';

@Resolver(() => Telephony)
export class TelephonySettingsResolver {
  @Authorized('SUPERVISOR')
  @Query(() => Telephony, { description: 'How the service is connected to telephones. Supervisors.' })
  telephony() {
    return {};
  }

  @FieldResolver(() => Exchange, { nullable: true })
  async exchange(@Ctx() ctx: SignedIn) {
    return (await systemState(ctx.sql)) ?? null;
  }

  @FieldResolver(() => TelephonySettingsType)
  settings(@Ctx() ctx: SignedIn) {
    return readSettings(ctx.sql);
  }

  @FieldResolver(() => [TelephonyAlarmType])
  alarms(@Ctx() ctx: SignedIn) {
    return listAlarms(ctx.sql);
  }

  @FieldResolver(() => [SecretaryPhoneType])
  secretaryPhones(@Ctx() ctx: SignedIn) {
    return listSecretaryPhones(ctx.sql);
  }

  @Authorized('SUPERVISOR')
  @Mutation(() => UpdateTelephonySettingsResult, { description: 'Changes how calls are rung, dialled and let go. Supervisors.' })
  updateTelephonySettings(
    @Ctx() ctx: SignedIn,
    @Arg('input', () => TelephonySettingsInput, { description: 'Replaces all settings.' }) input: TelephonySettingsInput,
    @Arg('expectedVersion', () => Int, { nullable: true, description: 'The version that the editor saw; null: whichever it is.' }) expectedVersion: number | null,
  ) {
    return updateSettings(ctx, input, expectedVersion ?? null);
  }

  @Authorized('SUPERVISOR')
  @Mutation(() => SetSecretaryPhoneResult, { description: 'Says where a secretary is rung, and what she speaks. Supervisors.' })
  setSecretaryPhone(
    @Ctx() ctx: SignedIn,
    @Arg('secretaryId', () => ID, { description: 'Whose telephones.' }) secretaryId: string,
    @Arg('input', () => SecretaryPhoneInput, { description: 'Replaces all that is said about them.' }) input: SecretaryPhoneInput,
  ) {
    return setSecretaryPhone(ctx, secretaryId, input);
  }

  @Authorized('SUPERVISOR')
  @Query(() => [SecretaryPreferenceType], { nullable: true, description: 'How much a customer likes to be answered by each secretary, by name; null when there is no such customer. Supervisors.' })
  secretaryPreferences(@Ctx() ctx: SignedIn, @Arg('customerId', () => ID, { description: 'Whose preferences.' }) customerId: string) {
    return listPreferences(ctx, customerId);
  }

  @Authorized('SUPERVISOR')
  @Mutation(() => SetSecretaryPreferenceResult, { description: 'Says how much a customer likes to be answered by a secretary. Supervisors.' })
  async setSecretaryPreference(
    @Ctx() ctx: SignedIn,
    @Arg('customerId', () => ID, { description: 'Whose preference.' }) customerId: string,
    @Arg('secretaryId', () => ID, { description: 'For whom.' }) secretaryId: string,
    @Arg('weight', () => Int, { description: '-100 to 100; 0 takes back what was said.' }) weight: number,
  ) {
    return { __typename: 'SecretaryPreference', ...(await setPreference(ctx, customerId, secretaryId, weight)) };
  }

  @Authorized('SUPERVISOR')
  @Mutation(() => DismissTelephonyAlarmResult, { description: 'Says that somebody has looked at an alarm. Supervisors.' })
  async dismissTelephonyAlarm(@Ctx() ctx: SignedIn, @Arg('alarmId', () => ID, { description: 'Which.' }) alarmId: string) {
    return { __typename: 'TelephonyAlarm', ...(await dismissAlarm(ctx, alarmId)) };
  }
}

@Resolver(() => TelephonyAlarmType)
export class TelephonyAlarmResolver {
  @FieldResolver(() => CustomerType, { nullable: true })
  customer(@Root() alarm: AlarmRow, @Ctx() ctx: SignedIn) {
    return alarm.customerId && ctx.edge(loadCustomers, alarm.customerId);
  }

  @FieldResolver(() => SecretaryType, { nullable: true })
  dismissedBy(@Root() alarm: AlarmRow, @Ctx() ctx: SignedIn) {
    return alarm.dismissedById && ctx.edge(loadSecretaries, alarm.dismissedById);
  }
}

@Resolver(() => SecretaryPhoneType)
export class SecretaryPhoneResolver {
  @FieldResolver(() => SecretaryType)
  secretary(@Root() phone: SecretaryPhone, @Ctx() ctx: SignedIn) {
    return ctx.edge(loadSecretaries, phone.secretaryId);
  }
}

@Resolver(() => SecretaryPreferenceType)
export class SecretaryPreferenceResolver {
  @FieldResolver(() => SecretaryType)
  secretary(@Root() preference: Preference, @Ctx() ctx: SignedIn) {
    return ctx.edge(loadSecretaries, preference.secretaryId);
  }
}
