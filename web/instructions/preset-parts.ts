import type { PresetEnding, PresetList_PartsFragment, PresetSymbol, PutThroughRule } from '../graphql/generated/graphql.ts';
import { graphql } from '../graphql/generated/index.ts';
import type { InstructionParts } from './instruction-parts.ts';

export const PresetList_parts = graphql(`
  fragment PresetList_parts on PresetList {
    version
    presets { id title symbol ending minutes isAsked putThrough message forwardingNumbers { id number label situation ringSeconds } }
  }
`);
export const PresetTiles_customer = graphql(`
  fragment PresetTiles_customer on Customer { id presetList { ...PresetList_parts } }
`);

/** A customer's own list, or the fact that they have none. */
export type PresetListParts = PresetList_PartsFragment;

/** A change of what happens with calls that is one tap away. */
export interface Preset {
  /** Of one of the service's own its name in the catalogue. */
  readonly id: string;
  readonly title: string;
  readonly symbol: PresetSymbol;
  readonly ending: PresetEnding;
  readonly minutes: number;
  readonly isAsked: boolean;
  readonly putThrough: PutThroughRule;
  /** {{until}} stands for its end. */
  readonly message?: string | null;
  readonly forwardingNumbers: InstructionParts['forwardingNumbers'];
}
