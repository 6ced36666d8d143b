import { useMutation } from 'urql';
import type { PresetInput, SavePresetsMutation } from '../graphql/generated/graphql.ts';
import { graphql, readFragment } from '../graphql/generated/index.ts';
import { PresetList_parts, type Preset } from './preset-parts.ts';

const SavePresetsDocument = graphql(`
  mutation SavePresets($customerId: ID!, $presets: [PresetInput!]!, $expectedVersion: Int) {
    savePresets(customerId: $customerId, presets: $presets, expectedVersion: $expectedVersion) {
      __typename
      ... on PresetList { ...PresetList_parts }
      ... on PresetsInvalid { problems { field code } }
      ... on PresetsChangedMeanwhile { current { ...PresetList_parts } }
    }
  }
`);

export type PresetProblem = Extract<SavePresetsMutation['savePresets'], { __typename: 'PresetsInvalid' }>['problems'][number];

/** What came of saving; after somebody else's change with the list as it is now. */
export type Saved =
  | { outcome: 'saved'; version: number; presets: readonly Preset[] }
  | { outcome: 'meanwhile'; version: number; presets: readonly Preset[] }
  | { outcome: 'invalid'; problems: readonly PresetProblem[] }
  | { outcome: 'failed'; error: ReturnType<typeof useMutation>[0]['error'] };

const asInput = ({ id, title, symbol, ending, minutes, isAsked, putThrough, message, forwardingNumbers }: Preset): PresetInput => ({
  id, title: title.trim(), symbol, ending, minutes, isAsked, putThrough, message: message?.trim() || null,
  forwardingNumbers: forwardingNumbers.map(({ number, label, situation, ringSeconds }) => ({ number, label: label ?? null, situation, ringSeconds })),
});

/** Saves the whole list of one-tap changes. */
export function useSavePresets(customerId: string) {
  const [{ fetching }, send] = useMutation(SavePresetsDocument);
  const save = async (presets: readonly Preset[], expectedVersion: number): Promise<Saved> => {
    const { data, error } = await send({ customerId, presets: presets.map(asInput), expectedVersion });
    const result = data?.savePresets;
    switch (result?.__typename) {
      case 'PresetList': return { outcome: 'saved', ...readFragment(PresetList_parts, result) };
      case 'PresetsChangedMeanwhile': return { outcome: 'meanwhile', ...readFragment(PresetList_parts, result.current) };
      case 'PresetsInvalid': return { outcome: 'invalid', problems: result.problems };
      default: return { outcome: 'failed', error };
    }
  };
  return { isSaving: fetching, save };
}
