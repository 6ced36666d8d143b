import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.ts';
import type { CustomerRow } from '../customers/customer.rows.ts';
import { CustomerType } from '../customers/customer.type.ts';
import { loadPresets } from './preset.rows.ts';
import { savePresets } from './preset.service.ts';
import { PresetInput, PresetListType, SavePresetsResult } from './preset.type.ts';

@Resolver(() => CustomerType)
export class PresetResolver {
  @FieldResolver(() => PresetListType, { nullable: true, description: 'The changes that are one tap away; null when they are not yours to see.' })
  presetList(@Root() customer: CustomerRow, @Ctx() ctx: Context) {
    return ctx.edge(loadPresets, customer.id);
  }

  @Mutation(() => SavePresetsResult, { description: "Says which changes the customer has one tap away, all of them in order. The customer's people and staff." })
  savePresets(
    @Ctx() ctx: Context,
    @Arg('customerId', () => ID, { description: 'Whose.' }) customerId: string,
    @Arg('presets', () => [PresetInput], { description: "Replaces the whole list; empty: the service's own." }) presets: PresetInput[],
    @Arg('expectedVersion', () => Int, { nullable: true, description: 'The version that the editor saw, 0 when there was none; null: whichever it is.' }) expectedVersion: number | null,
  ) {
    return savePresets(ctx, customerId, presets, expectedVersion ?? null);
  }
}
