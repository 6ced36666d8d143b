import { useTranslation } from 'react-i18next';
import { useMutation, type CombinedError } from 'urql';
import type { InstructionInput } from '../graphql/generated/graphql.ts';
import { graphql } from '../graphql/generated/index.ts';
import { isWaitingFor } from '../graphql/unsent.ts';
import { useErrorText } from '../ui/faces.tsx';
import { showDone, showFailure, showUndo } from '../ui/toasts.tsx';
import { changeSaved } from './arrival.ts';
import type { InstructionCustomer, InstructionParts } from './instruction-parts.ts';

export const CreateInstructionDocument = graphql(`
  mutation CreateInstruction($customerId: ID!, $input: InstructionInput!, $id: ID) {
    createInstruction(customerId: $customerId, input: $input, id: $id) {
      __typename
      ... on Instruction { id version ...Instruction_parts }
      ... on InstructionInvalid { problems { field code message } }
    }
  }
`);
export const UpdateInstructionDocument = graphql(`
  mutation UpdateInstruction($instructionId: ID!, $input: InstructionInput!, $expectedVersion: Int) {
    updateInstruction(instructionId: $instructionId, input: $input, expectedVersion: $expectedVersion) {
      __typename
      ... on Instruction { id version ...Instruction_parts }
      ... on InstructionInvalid { problems { field code message } }
      ... on InstructionChangedMeanwhile { current { id ...Instruction_parts } }
    }
  }
`);
const EndInstructionDocument = graphql(`
  mutation EndInstruction($instructionId: ID!) { endInstruction(instructionId: $instructionId) { __typename ... on Instruction { id version validUntil isActive } } }
`);
const DeleteInstructionDocument = graphql(`
  mutation DeleteInstruction($instructionId: ID!, $expectedVersion: Int) {
    deleteInstruction(instructionId: $instructionId, expectedVersion: $expectedVersion) {
      __typename
      ... on Deleted { id }
      ... on InstructionChangedMeanwhile { current { id ...Instruction_parts } }
    }
  }
`);
const RestoreInstructionDocument = graphql(`
  mutation RestoreInstruction($instructionId: ID!, $version: Int!, $expectedVersion: Int) {
    restoreInstruction(instructionId: $instructionId, version: $version, expectedVersion: $expectedVersion) {
      __typename
      ... on Instruction { id version ...Instruction_parts }
      ... on InstructionInvalid { problems { field code message } }
      ... on InstructionChangedMeanwhile { current { id ...Instruction_parts } }
    }
  }
`);

/** Why something did not happen: an error, somebody else's change in between, or what the server will not have any more. */
type Refusal = CombinedError | 'meanwhile' | 'invalid';

/** Ending, deleting, presetting and going back to an earlier version, each with the way back. */
export function useInstructionActs(customer: InstructionCustomer) {
  const { t } = useTranslation('instructions');
  const { t: common } = useTranslation('portal');
  const { t: offline } = useTranslation('offline');
  const errorText = useErrorText();
  const [ending, endInstruction] = useMutation(EndInstructionDocument);
  const [deleting, deleteInstruction] = useMutation(DeleteInstructionDocument);
  const [creating, createInstruction] = useMutation(CreateInstructionDocument);
  const [restoring, restoreInstruction] = useMutation(RestoreInstructionDocument);

  const failed = (why: Refusal | undefined) => showFailure(why === 'meanwhile' ? t('acts.meanwhile') : why === 'invalid' ? t('acts.cannotRestore') : why ? errorText(why) : t('acts.failed'));
  /** Goes back to the version; null when that is done. */
  const goBack = async (instructionId: string, version: number, expectedVersion: number | null): Promise<Refusal | null> => {
    const { data, error } = await restoreInstruction({ instructionId, version, expectedVersion });
    const result = data?.restoreInstruction;
    switch (result?.__typename) {
      case 'Instruction': changeSaved(result.id, result.version); return null;
      case 'InstructionChangedMeanwhile': return 'meanwhile';
      case 'InstructionInvalid': return 'invalid';
      default: return error ?? 'invalid';
    }
  };
  /** Deletes it; null when that is done. */
  const takeAway = async (instructionId: string, expectedVersion: number | null): Promise<Refusal | null> => {
    const { data, error } = await deleteInstruction({ instructionId, expectedVersion });
    switch (data?.deleteInstruction.__typename) {
      case 'Deleted': changeSaved(instructionId, null); return null;
      case 'InstructionChangedMeanwhile': return 'meanwhile';
      default: return error ?? 'invalid';
    }
  };
  const undone = (why: Refusal | null) => { if (why) failed(why); else showDone(common('undone')); };

  return {
    isBusy: ending.fetching || deleting.fetching || creating.fetching || restoring.fetching,

    /** Ends it now; taking that back gives it its old end again. */
    end: async (instruction: InstructionParts): Promise<void> => {
      const answer = await endInstruction({ instructionId: instruction.id });
      if (isWaitingFor(answer)) { showDone(offline('waiting')); return; }
      const { data, error } = answer;
      if (data?.endInstruction.__typename !== 'Instruction') { failed(error); return; }
      const { version } = data.endInstruction;
      const message = t('acts.ended', { title: instruction.title });
      // Somebody else has ended it already: then there is nothing of ours to take back.
      if (version <= instruction.version) { showDone(message); return; }
      changeSaved(instruction.id, version);
      showUndo({ message, undo: common('undo'), onUndo: () => void goBack(instruction.id, version - 1, version).then(undone) });
    },

    /** Deletes it; true when it is gone. Taking that back brings it back as it was, in its old place. */
    remove: async (instruction: InstructionParts): Promise<boolean> => {
      const why = await takeAway(instruction.id, instruction.version);
      if (why) failed(why);
      else showUndo({ message: t('acts.deleted', { title: instruction.title }), undo: common('undo'), onUndo: () => void goBack(instruction.id, instruction.version, null).then(undone) });
      return !why;
    },

    /** Brings back an earlier version, or one that was deleted; `present` is the version that is seen as the present one. */
    restore: async (instructionId: string, title: string, version: number, present: number | null): Promise<boolean> => {
      const why = await goBack(instructionId, version, present);
      if (why) { failed(why); return false; }
      const message = t('acts.restored', { title });
      if (present === null) showDone(message);
      else showUndo({ message, undo: common('undo'), onUndo: () => void goBack(instructionId, present, null).then(undone) });
      return true;
    },

    /** Sets a preset, or plans one; taking that back also brings back the preset whose place it took. True when it is set. */
    preset: async (input: InstructionInput, message: string, replaced: InstructionParts | null): Promise<boolean> => {
      const answer = await createInstruction({ customerId: customer.id, input });
      if (isWaitingFor(answer)) { showDone(offline('waiting')); return true; }
      const { data, error } = answer;
      const result = data?.createInstruction;
      if (result?.__typename !== 'Instruction') { failed(error); return false; }
      changeSaved(result.id, result.version);
      showUndo({
        message, undo: common('undo'),
        onUndo: () => void (async () => {
          const why = await takeAway(result.id, result.version);
          // Its place was taken at one step up from what was seen; one that had not begun was deleted and has no step.
          undone(why ?? (replaced && input.isPreset ? await goBack(replaced.id, replaced.version, replaced.version + 1) : null));
        })(),
      });
      return true;
    },
  };
}
