import { Arg, Authorized, Ctx, FieldResolver, ID, Mutation, Resolver, Root } from 'type-graphql';
import type { Context, SignedIn } from '../context.ts';
import type { CustomerRow } from '../customers/customer.rows.ts';
import { CustomerType } from '../customers/customer.type.ts';
import { Forbidden } from '../errors.ts';
import { CustomerRight } from '../identity/identity.type.ts';
import type { SecretaryRow } from '../identity/identity.service.ts';
import { CustomerUserType, SecretaryType } from '../identity/identity.type.ts';
import { addCustomerUser, changeCustomerUserRight, loadPeople, removeCustomerUser, renewTemporaryPassword } from './people.service.ts';
import {
  AddCustomerUserResult, AddSecretaryResult, ChangeCustomerUserRightResult, CustomerUserAdded, PersonInput, RemoveCustomerUserResult, RemoveSecretaryResult, SecretaryAdded, UpdateSecretaryResult,
} from './people.type.ts';
import { addSecretary, loadSecretaryAddresses, removeSecretary, renewSecretaryPassword, updateSecretary } from './secretary.service.ts';

@Resolver(() => CustomerType)
export class CustomerPeopleResolver {
  @FieldResolver(() => [CustomerUserType], { description: 'Who signs in for the customer, by name. The customer’s own people and supervisors; FORBIDDEN for others.' })
  async people(@Root() customer: CustomerRow, @Ctx() ctx: Context) {
    const people = await ctx.edge(loadPeople, customer.id);
    if (people === null) throw new Forbidden();
    return people;
  }

  @Authorized()
  @Mutation(() => AddCustomerUserResult, { description: 'Lets somebody of the customer sign in. Its people who manage, and supervisors.' })
  addCustomerUser(
    @Ctx() ctx: SignedIn,
    @Arg('customerId', () => ID, { description: 'Of which customer.' }) customerId: string,
    @Arg('input', () => PersonInput, { description: 'Who.' }) input: PersonInput,
    @Arg('right', () => CustomerRight, { description: 'What they may do.' }) right: CustomerRight,
  ) {
    return addCustomerUser(ctx, customerId, input, right);
  }

  @Authorized()
  @Mutation(() => CustomerUserAdded, { description: 'Hands over a new temporary password; the old one counts no longer. People who manage, and supervisors.' })
  renewTemporaryPassword(@Ctx() ctx: SignedIn, @Arg('customerUserId', () => ID, { description: 'For whom.' }) customerUserId: string) {
    return renewTemporaryPassword(ctx, customerUserId);
  }

  @Authorized()
  @Mutation(() => ChangeCustomerUserRightResult, { description: 'Says what somebody may do from now on; it counts at once. People who manage, and supervisors.' })
  changeCustomerUserRight(
    @Ctx() ctx: SignedIn,
    @Arg('customerUserId', () => ID, { description: 'Whose.' }) customerUserId: string,
    @Arg('right', () => CustomerRight, { description: 'What they may do.' }) right: CustomerRight,
  ) {
    return changeCustomerUserRight(ctx, customerUserId, right);
  }

  @Authorized()
  @Mutation(() => RemoveCustomerUserResult, { description: 'Takes somebody’s account away and ends all that they have open. People who manage, and supervisors.' })
  removeCustomerUser(@Ctx() ctx: SignedIn, @Arg('customerUserId', () => ID, { description: 'Whose.' }) customerUserId: string) {
    return removeCustomerUser(ctx, customerUserId);
  }
}

@Resolver(() => SecretaryType)
export class SecretariesResolver {
  @FieldResolver(() => String, { nullable: true, description: 'The address they sign in with; null when they have left. Supervisors; FORBIDDEN for others.' })
  email(@Root() secretary: SecretaryRow, @Ctx() ctx: Context) {
    return ctx.edge(loadSecretaryAddresses, secretary.id);
  }

  @Authorized('SUPERVISOR')
  @Mutation(() => AddSecretaryResult, { description: 'Lets a new secretary sign in. Supervisors.' })
  addSecretary(
    @Ctx() ctx: SignedIn,
    @Arg('input', () => PersonInput, { description: 'Who.' }) input: PersonInput,
    @Arg('isSupervisor', () => Boolean, { defaultValue: false, description: 'Whether they also manage customers, lines and colleagues.' }) isSupervisor: boolean,
  ) {
    return addSecretary(ctx, input, isSupervisor);
  }

  @Authorized('SUPERVISOR')
  @Mutation(() => UpdateSecretaryResult, { description: 'Changes a secretary’s name and whether they manage; it counts at once. Supervisors.' })
  updateSecretary(
    @Ctx() ctx: SignedIn,
    @Arg('secretaryId', () => ID, { description: 'Who.' }) secretaryId: string,
    @Arg('name', () => String, { description: 'The name that callers hear.' }) name: string,
    @Arg('isSupervisor', () => Boolean, { description: 'Whether they also manage.' }) isSupervisor: boolean,
  ) {
    return updateSecretary(ctx, secretaryId, name, isSupervisor);
  }

  @Authorized('SUPERVISOR')
  @Mutation(() => SecretaryAdded, { description: 'Hands over a new temporary password; the old one counts no longer, and all that they have open ends. Supervisors.' })
  renewSecretaryPassword(@Ctx() ctx: SignedIn, @Arg('secretaryId', () => ID, { description: 'For whom.' }) secretaryId: string) {
    return renewSecretaryPassword(ctx, secretaryId);
  }

  @Authorized('SUPERVISOR')
  @Mutation(() => RemoveSecretaryResult, { description: 'Takes a secretary’s account away and ends all that they have open; their name stays at the calls they took. Supervisors.' })
  removeSecretary(@Ctx() ctx: SignedIn, @Arg('secretaryId', () => ID, { description: 'Who.' }) secretaryId: string) {
    return removeSecretary(ctx, secretaryId);
  }
}
