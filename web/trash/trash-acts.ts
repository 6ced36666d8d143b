import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { graphql } from '../graphql/generated/index.ts';
import { useErrorText } from '../ui/faces.tsx';
import { showDone, showFailure, showUndo } from '../ui/toasts.tsx';

const MoveNoteToTrashDocument = graphql(`mutation MoveNoteToTrash($noteId: ID!) { moveNoteToTrash(noteId: $noteId) { __typename ... on TrashedNote { id } } }`);
const RestoreNoteDocument = graphql(`mutation RestoreNote($noteId: ID!) { restoreNote(noteId: $noteId) { __typename ... on CallNote { id } } }`);

/** Brings a note back from the trash, and says so; true when it is back. */
export function useRestoreNote(): (noteId: string) => Promise<boolean> {
  const { t } = useTranslation('trash');
  const errorText = useErrorText();
  const [, restore] = useMutation(RestoreNoteDocument);
  return async noteId => {
    const { error } = await restore({ noteId });
    if (error) showFailure(errorText(error));
    else showDone(t('restored'));
    return !error;
  };
}

/** Moves a note to the trash and offers to take that back; true when it is there. */
export function useMoveToTrash(): (noteId: string) => Promise<boolean> {
  const { t } = useTranslation('trash');
  const errorText = useErrorText();
  const [, move] = useMutation(MoveNoteToTrashDocument);
  const restore = useRestoreNote();
  return async noteId => {
    const { error } = await move({ noteId });
    if (error) showFailure(errorText(error));
    else showUndo({ message: t('moved'), undo: t('undo'), onUndo: () => void restore(noteId) });
    return !error;
  };
}
