import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { useClient } from 'urql';
import { graphql } from '../graphql/generated/index.ts';
import { NoteDrafts, type Draft, type NoteFields } from './note-drafts.ts';

const OwnDraftDocument = graphql(`
  query OwnDraft($callId: ID!) {
    call(id: $callId) { id draft { callerName callerCompany callerNumber concern urgent callBackWished savedAt } }
  }
`);

const SaveNoteDraftDocument = graphql(`
  mutation SaveNoteDraft($callId: ID!, $input: NoteDraftInput!) {
    saveNoteDraft(callId: $callId, input: $input) {
      __typename
      ... on CallNoteDraft { savedAt }
    }
  }
`);

/** A note as the API gives it, with empty strings for what is missing. */
export const asFields = (note: { [Field in keyof NoteFields]: NoteFields[Field] extends string ? string | null : boolean }): NoteFields => ({
  callerName: note.callerName ?? '', callerCompany: note.callerCompany ?? '', callerNumber: note.callerNumber ?? '', concern: note.concern ?? '',
  urgent: note.urgent, callBackWished: note.callBackWished,
});

/** All unsaved notes of this desk; one per page. */
export function useNoteDrafts(): NoteDrafts {
  const client = useClient();
  return useMemo(() => new NoteDrafts({
    save: async (callId, input) => {
      const { data, error } = await client.mutation(SaveNoteDraftDocument, { callId, input });
      if (error?.networkError) return 'unreachable';
      return data?.saveNoteDraft.__typename === 'CallNoteDraft' ? { savedAt: data.saveNoteDraft.savedAt } : 'refused';
    },
    load: async callId => {
      const { data, error } = await client.query(OwnDraftDocument, { callId }, { requestPolicy: 'network-only' });
      if (error?.networkError) return 'unreachable';
      const draft = data?.call?.draft;
      return draft ? { fields: asFields(draft), savedAt: draft.savedAt } : null;
    },
    storage: localStorage,
    schedule: (work, ms) => setTimeout(work, ms),
    cancel: timer => clearTimeout(timer as number),
    now: () => Date.now(),
  }), [client]);
}

/** The draft of one call; what the server kept of it is fetched apart, since it is ours alone and no part of the live feed. */
export function useNoteDraft(drafts: NoteDrafts, callId: string): Draft {
  useEffect(() => {
    drafts.taken(callId);
    void drafts.fetch(callId);
  }, [drafts, callId]);
  return useSyncExternalStore(drafts.watch, () => drafts.get(callId));
}
