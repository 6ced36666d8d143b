import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.ts';
import { asker } from '../customers/customer.policy.ts';
import type { CustomerRow } from '../customers/customer.rows.ts';
import { CustomerType } from '../customers/customer.type.ts';
import { decodeCursor, encodeCursor, pageLimit, toConnection } from '../graphql/connection.ts';
import { loadContactGroups, loadContactPages, loadContacts } from './contact.rows.ts';
import { createContact, deleteContact, markContact, updateContact } from './contact.service.ts';
import { ContactConnection, ContactGroupType, ContactInput, ContactsArgs, ContactType, CreateContactResult, DeleteContactResult, MarkVipResult, UnmarkVipResult, UpdateContactResult } from './contact.type.ts';

@Resolver(() => ContactType)
export class ContactResolver {
  @Query(() => ContactType, { nullable: true, description: 'A contact; null when there is none that you may see.' })
  contact(@Ctx() ctx: Context, @Arg('id', () => ID, { description: 'Which.' }) id: string) {
    asker(ctx.actor);
    return ctx.edge(loadContacts, id);
  }

  @Mutation(() => CreateContactResult, { description: "Enters somebody into a customer's address book. The customer's people and secretaries." })
  createContact(
    @Ctx() ctx: Context,
    @Arg('customerId', () => ID, { description: 'Whose address book.' }) customerId: string,
    @Arg('input', () => ContactInput, { description: 'What is said about the contact.' }) input: ContactInput,
    @Arg('id', () => ID, { nullable: true, description: 'The id of the new contact, a UUID that you make, so that sending it again after a lost answer makes nothing twice: it answers with the contact as it is, and with FORBIDDEN when that is deleted by now. Null: the service makes one.' }) id: string | null,
  ) {
    return createContact(ctx, customerId, input, id ?? null);
  }

  @Mutation(() => UpdateContactResult, { description: "Changes a contact. The customer's people and secretaries." })
  updateContact(
    @Ctx() ctx: Context,
    @Arg('contactId', () => ID, { description: 'Which.' }) contactId: string,
    @Arg('input', () => ContactInput, { description: 'Replaces all that is said about the contact.' }) input: ContactInput,
    @Arg('expectedVersion', () => Int, { nullable: true, description: 'The version that the editor saw; null: whichever it is.' }) expectedVersion: number | null,
  ) {
    return updateContact(ctx, contactId, input, expectedVersion ?? null);
  }

  @Mutation(() => DeleteContactResult, { description: "Strikes a contact out of the address book; calls keep what was known. The customer's people and supervisors." })
  deleteContact(@Ctx() ctx: Context, @Arg('contactId', () => ID, { description: 'Which.' }) contactId: string) {
    return deleteContact(ctx, contactId);
  }

  @Mutation(() => MarkVipResult, { description: "Marks a contact as VIP. The customer's people and secretaries." })
  markVip(@Ctx() ctx: Context, @Arg('contactId', () => ID, { description: 'Which.' }) contactId: string) {
    return markContact(ctx, contactId, true);
  }

  @Mutation(() => UnmarkVipResult, { description: "Takes the VIP mark from a contact. The customer's people and secretaries." })
  unmarkVip(@Ctx() ctx: Context, @Arg('contactId', () => ID, { description: 'Which.' }) contactId: string) {
    return markContact(ctx, contactId, false);
  }
}

/** The address book of a customer. */
@Resolver(() => CustomerType)
export class CustomerContactsResolver {
  @FieldResolver(() => ContactConnection, { description: "The customer's address book, by name." })
  async contacts(@Root() customer: CustomerRow, @Ctx() ctx: Context, @Args(() => ContactsArgs) args: ContactsArgs) {
    const rows = await ctx.edge(loadContactPages, {
      customerId: customer.id, limit: pageLimit(args), after: decodeCursor(args.after), search: args.search ?? null, vipOnly: args.vipOnly ?? false, blockedOnly: args.blockedOnly ?? false, group: args.group ?? null,
    });
    return toConnection(rows, args.first, ({ name, id }) => encodeCursor(name, id));
  }

  @FieldResolver(() => [ContactGroupType], { description: 'The groups of the address book, by name.' })
  contactGroups(@Root() customer: CustomerRow, @Ctx() ctx: Context) {
    return ctx.edge(loadContactGroups, customer.id);
  }
}
