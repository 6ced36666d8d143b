import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { ContactInput } from '../contacts/contact.type.ts';
import type { Context } from '../context.ts';
import { checkContactImport, importContacts } from './contact-import.service.ts';
import { ContactImportCheckType, ContactImportInput, ImportContactsResult } from './contact-import.type.ts';

const WHOSE = { description: 'Whose address book.' };

/** Bringing many contacts into the address book. */
@Resolver()
export class ContactImportResolver {
  @Query(() => [ContactImportCheckType], { nullable: true, description: "Looks through contacts before they are imported: what is wrong with each, and which may be in the address book already. Nothing is written. In the order given; null for an address book that you do not see." })
  contactImportCheck(
    @Ctx() ctx: Context,
    @Arg('customerId', () => ID, WHOSE) customerId: string,
    @Arg('contacts', () => [ContactInput], { description: 'At most 200.' }) contacts: ContactInput[],
  ) {
    return checkContactImport(ctx, customerId, contacts);
  }

  @Mutation(() => ImportContactsResult, { description: "Imports contacts into the address book, all of them or none; a larger import is several of these. The customer's people, and supervisors who act for it." })
  importContacts(
    @Ctx() ctx: Context,
    @Arg('customerId', () => ID, WHOSE) customerId: string,
    @Arg('contacts', () => [ContactImportInput], { description: 'At most 200.' }) contacts: ContactImportInput[],
  ) {
    return importContacts(ctx, customerId, contacts);
  }
}
