import { graphql, readFragment, type FragmentType } from '../graphql/generated/index.ts';
import type { News } from './read-state.ts';

export const News_call = graphql(`
  fragment News_call on Call {
    id
    result
    endedAt
    note { id writtenAt }
  }
`);

/** What there is to read about a call: its note, else that nobody reached us; null for calls that leave nothing to read. */
export function newsOf(masked: FragmentType<typeof News_call>): News | null {
  const call = readFragment(News_call, masked);
  if (call.note) return { id: call.note.id, at: call.note.writtenAt };
  if ((call.result === 'MISSED' || call.result === 'ABANDONED') && call.endedAt) return { id: call.id, at: call.endedAt };
  return null;
}
