import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DomainError, InputProblem, unionOf } from '../graphql/domain-error.type.ts';
import { PutThroughRule } from '../instructions/instruction.entity.ts';
import { ForwardingNumberInput, ForwardingNumberType } from '../instructions/instruction.type.ts';
import type { PresetRow } from './preset.rows.ts';

/** The symbols, as an enum of the API. */
export const PresetSymbolEnum = {
  MEETING: 'MEETING', LUNCH: 'LUNCH', APPOINTMENT: 'APPOINTMENT', CLOSING: 'CLOSING', HOLIDAY: 'HOLIDAY', REACHABLE: 'REACHABLE', TRAVEL: 'TRAVEL', HOME: 'HOME', ILLNESS: 'ILLNESS',
} as const satisfies Record<PresetRow['symbol'], PresetRow['symbol']>;
registerEnumType(PresetSymbolEnum, {
  name: 'PresetSymbol',
  description: 'What is drawn beside the title of a preset.',
  valuesConfig: {
    MEETING: { description: 'People who meet.' }, LUNCH: { description: 'A meal.' }, APPOINTMENT: { description: 'A calendar.' }, CLOSING: { description: 'The evening.' },
    HOLIDAY: { description: 'A beach.' }, REACHABLE: { description: 'A telephone that is answered.' }, TRAVEL: { description: 'A car.' }, HOME: { description: 'A house.' }, ILLNESS: { description: 'A thermometer.' },
  },
});

/** The ends, as an enum of the API. */
export const PresetEndingEnum = { AFTER_MINUTES: 'AFTER_MINUTES', NEXT_OPENING: 'NEXT_OPENING', DAYS: 'DAYS' } as const satisfies Record<PresetRow['ending'], PresetRow['ending']>;
registerEnumType(PresetEndingEnum, {
  name: 'PresetEnding',
  description: 'How a preset ends by itself.',
  valuesConfig: {
    AFTER_MINUTES: { description: 'So many minutes after it was set.' },
    NEXT_OPENING: { description: 'When the office opens again, by the weekly hours of the instructions.' },
    DAYS: { description: 'From one day to another, which are asked for each time.' },
  },
});

@ObjectType('Preset', { simpleResolvers: true, description: 'A change of what happens with calls that is one tap away and ends by itself.' })
export class PresetType {
  @Field(() => ID, { description: 'Which, within the list.' }) id!: string;
  @Field(() => String, { description: 'What it is called, and what the instruction is called that it makes.' }) title!: string;
  @Field(() => PresetSymbolEnum, { description: 'What is drawn beside it.' }) symbol!: PresetRow['symbol'];
  @Field(() => PresetEndingEnum, { description: 'How it ends.' }) ending!: PresetRow['ending'];
  @Field(() => Int, { description: 'After how many minutes, where it ends after some.' }) minutes!: number;
  @Field(() => Boolean, { description: 'Whether end and rule are asked for each time; otherwise one tap sets it.' }) isAsked!: boolean;
  @Field(() => PutThroughRule, { description: 'Whom it puts through.' }) putThrough!: PutThroughRule;
  @Field(() => String, { nullable: true, description: 'What callers are told; {{until}} stands for its end. Null only when everyone is put through.' }) message!: string | null;
  @Field(() => [ForwardingNumberType], { description: 'Where it puts callers through to; empty: where the instructions do.' }) forwardingNumbers!: ForwardingNumberType[];
}

@ObjectType('PresetList', { simpleResolvers: true, description: 'The changes that a customer has one tap away.' })
export class PresetListType {
  @Field(() => [PresetType], { description: "In order, at most 12; empty: the service's own, which the portal knows." }) presets!: PresetType[];
  @Field(() => Int, { description: 'Rises with each change; 0: nobody has changed it. What an editor expects to change.' }) version!: number;
}

@InputType({ description: 'A change that is one tap away.' })
export class PresetInput {
  @Field(() => ID, { nullable: true, description: 'Of one that is in the list already; null: a new one.' }) id?: string | null;
  @Field(() => String, { description: 'At most 60 characters.' }) title!: string;
  @Field(() => PresetSymbolEnum, { description: 'What is drawn beside it.' }) symbol!: PresetRow['symbol'];
  @Field(() => PresetEndingEnum, { description: 'How it ends.' }) ending!: PresetRow['ending'];
  @Field(() => Int, { nullable: true, defaultValue: 60, description: 'After how many minutes, 5 to 1,440.' }) minutes?: number | null;
  @Field(() => Boolean, { nullable: true, defaultValue: true, description: 'Whether end and rule are asked for each time.' }) isAsked?: boolean | null;
  @Field(() => PutThroughRule, { description: 'Whom it puts through.' }) putThrough!: PutThroughRule;
  @Field(() => String, { nullable: true, description: 'At most 1,500 characters; {{until}} stands for its end. Required unless everyone is put through.' }) message?: string | null;
  @Field(() => [ForwardingNumberInput], { nullable: true, defaultValue: [], description: 'Where it puts callers through to, at most 10, with a FIRST one; empty: where the instructions do.' })
  forwardingNumbers?: ForwardingNumberInput[] | null;
}

@ObjectType({ implements: DomainError, description: 'Returned when fields are missing or wrong; nothing was changed.' })
export class PresetsInvalid extends DomainError {
  @Field(() => [InputProblem], { description: 'All that is wrong.' }) problems!: InputProblem[];
}

@ObjectType({ implements: DomainError, description: 'Returned when somebody else saved a newer list; nothing was changed.' })
export class PresetsChangedMeanwhile extends DomainError {
  @Field(() => PresetListType, { description: 'What is stored now.' }) current!: PresetListType;
}

export const SavePresetsResult = unionOf('SavePresetsResult', 'The list as it is now, or why it was not changed.', () => [PresetListType, PresetsInvalid, PresetsChangedMeanwhile] as const);
