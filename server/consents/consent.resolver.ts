import { Arg, Authorized, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { SignedIn } from '../context.ts';
import { Language } from '../customers/customer.entity.ts';
import { type ConsentKind, CONSENTS } from './consent-kinds.ts';
import { canConsent } from './consent.policy.ts';
import { answerConsent, type ConsentRow, isInForce, isToBeAsked, listConsents, withdrawConsent } from './consent.service.ts';
import { AnswerConsentResult, ConsentAnswer, ConsentKindEnum, ConsentTextType, ConsentType, WithdrawConsentResult } from './consent.type.ts';

const CUSTOMER = { description: 'Whose.' };
const KIND = { description: 'What it is about.' };

@Resolver(() => ConsentType)
export class ConsentResolver {
  @Authorized()
  @Query(() => [ConsentType], { nullable: true, description: 'Everything that a customer can consent to, with what was answered; null when they are not yours to see. The people of the customer, and supervisors.' })
  consents(@Ctx() ctx: SignedIn, @Arg('customerId', () => ID, CUSTOMER) customerId: string) {
    return listConsents(ctx, customerId);
  }

  @Authorized()
  @Mutation(() => AnswerConsentResult, { description: 'Gives or declines a consent, in force at once. Those of the customer’s people who manage its data; nobody on their behalf.' })
  answerConsent(
    @Ctx() ctx: SignedIn,
    @Arg('customerId', () => ID, CUSTOMER) customerId: string,
    @Arg('kind', () => ConsentKindEnum, KIND) kind: string,
    @Arg('textVersion', () => String, { description: 'The version of the text that was read.' }) textVersion: string,
    @Arg('answer', () => ConsentAnswer, { description: 'The answer.' }) answer: ConsentAnswer,
  ) {
    return answerConsent(ctx, customerId, kind as ConsentKind, textVersion, answer);
  }

  @Authorized()
  @Mutation(() => WithdrawConsentResult, { description: 'Takes a consent back, in force at once; as easily as it was given.' })
  withdrawConsent(@Ctx() ctx: SignedIn, @Arg('customerId', () => ID, CUSTOMER) customerId: string, @Arg('kind', () => ConsentKindEnum, KIND) kind: string) {
    return withdrawConsent(ctx, customerId, kind as ConsentKind);
  }

  @FieldResolver(() => String, { description: 'The version of the text that is asked now.' })
  textVersion(@Root() { kind }: ConsentRow) {
    return CONSENTS[kind].version;
  }

  @FieldResolver(() => [ConsentTextType], { description: 'What is asked now, in each language.' })
  texts(@Root() { kind }: ConsentRow): ConsentTextType[] {
    const { de, en } = CONSENTS[kind];
    return [{ language: Language.DE, ...de }, { language: Language.EN, ...en }];
  }

  @FieldResolver(() => Boolean, { description: 'Whether it is given: to this version of the text, and not withdrawn.' })
  isInForce(@Root() consent: ConsentRow) {
    return isInForce(consent);
  }

  @FieldResolver(() => Boolean, { description: 'Whether you may answer: the people who manage the customer’s data.' })
  viewerCanAnswer(@Root() { customerId }: ConsentRow, @Ctx() { actor }: SignedIn) {
    return canConsent(actor, customerId);
  }

  @FieldResolver(() => Boolean, { description: 'Whether nobody has answered this version of the text yet.' })
  isToBeAsked(@Root() consent: ConsentRow) {
    return isToBeAsked(consent);
  }
}
