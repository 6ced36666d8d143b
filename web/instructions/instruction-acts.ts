import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import type { InstructionInput } from '../graphql/generated/graphql.ts';
import { graphql } from '../graphql/generated/index.ts';
import { useErrorText } from '../ui/faces.tsx';
import { showDone, showFailure, showUndo } from '../ui/toasts.tsx';
import type { InstructionCustomer, InstructionParts } from './instruction-parts.ts';
import { instructionInput, valuesOfInstruction } from './instruction-values.ts';

export const CreateInstructionDocument = graphql(`
  mutation CreateInstruction($customerId: ID!, $input: InstructionInput!) {
    createInstruction(customerId: $customerId, input: $input) {
      __typename
      ... on Instruction { id ...Instruction_parts }
      ... on InstructionInvalid { problems { field code message } }
    }
  }
`);
export const UpdateInstructionDocument = graphql(`
  mutation UpdateInstruction($instructionId: ID!, $input: InstructionInput!, $expectedVersion: Int) {
    updateInstruction(instructionId: $instructionId, input: $input, expectedVersion: $expectedVersion) {
      __typename
      ... on Instruction { id ...Instruction_parts }
      ... on InstructionInvalid { problems { field code message } }
      ... on InstructionChangedMeanwhile { current { id ...Instruction_parts } }
    }
  }
`);
const EndInstructionDocument = graphql(`
  mutation EndInstruction($instructionId: ID!) { endInstruction(instructionId: $instructionId) { __typename ... on Instruction { id version validUntil isActive } } }
`);
const DeleteInstructionDocument = graphql(`
  mutation DeleteInstruction($instructionId: ID!) { deleteInstruction(instructionId: $instructionId) { __typename ... on Deleted { id } } }
`);

/** Ending, deleting and presetting, each with the way back where there is one. */
export function useInstructionActs(customer: InstructionCustomer) {
  const { t } = useTranslation('instructions');
  const { t: common } = useTranslation('portal');
  const errorText = useErrorText();
  const [ending, endInstruction] = useMutation(EndInstructionDocument);
  const [deleting, deleteInstruction] = useMutation(DeleteInstructionDocument);
  const [creating, createInstruction] = useMutation(CreateInstructionDocument);
  const [updating, updateInstruction] = useMutation(UpdateInstructionDocument);

  const failed = (error: Parameters<typeof errorText>[0] | undefined) => showFailure(error ? errorText(error) : t('acts.failed'));
  const again = async (instruction: InstructionParts, expectedVersion: number | null) => {
    const input = { ...instructionInput(valuesOfInstruction(instruction, customer.timeZone), customer.timeZone, instruction).input, validUntil: instruction.validUntil ?? null };
    const { data, error } = await updateInstruction({ instructionId: instruction.id, input, expectedVersion });
    return data?.updateInstruction.__typename === 'Instruction' ? null : (error ?? 'refused');
  };

  return {
    isBusy: ending.fetching || deleting.fetching || creating.fetching || updating.fetching,

    /** Ends it now; taking that back gives it its old end again. */
    end: async (instruction: InstructionParts): Promise<void> => {
      const { data, error } = await endInstruction({ instructionId: instruction.id });
      if (data?.endInstruction.__typename !== 'Instruction') { failed(error); return; }
      const { version } = data.endInstruction;
      showUndo({
        message: t('acts.ended', { title: instruction.title }), undo: common('undo'),
        onUndo: () => void again(instruction, version).then(problem => (problem ? failed(problem === 'refused' ? undefined : problem) : showDone(common('undone')))),
      });
    },

    /** Deletes it for good; true when it is gone. */
    remove: async (instruction: InstructionParts): Promise<boolean> => {
      const { error } = await deleteInstruction({ instructionId: instruction.id });
      if (error) failed(error);
      else showDone(t('acts.deleted', { title: instruction.title }));
      return !error;
    },

    /** Sets a preset, or plans one; taking that back also brings back the preset whose place it took. True when it is set. */
    preset: async (input: InstructionInput, message: string, replaced: InstructionParts | null): Promise<boolean> => {
      const { data, error } = await createInstruction({ customerId: customer.id, input });
      const result = data?.createInstruction;
      if (result?.__typename !== 'Instruction') { failed(error); return false; }
      showUndo({
        message, undo: common('undo'),
        onUndo: () => void (async () => {
          const gone = await deleteInstruction({ instructionId: result.id });
          if (gone.error) { failed(gone.error); return; }
          const problem = replaced && input.isPreset ? await again(replaced, null) : null;
          if (problem) failed(problem === 'refused' ? undefined : problem);
          else showDone(common('undone'));
        })(),
      });
      return true;
    },
  };
}
