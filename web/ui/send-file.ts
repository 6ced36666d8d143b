/** What a service says of a file that is to come: where its pieces go, or why it is not taken. */
export type Begun<Problem> = { ticket: { id: string; path: string; pieceBytes: number; pieces: number } } | { problem: Problem };
/** What became of a file that was sent: what was made of it, the pieces that are missing, or why it is not taken. */
export type Finished<Made, Problem> = { made: Made } | { missing: readonly number[] } | { problem: Problem };

/** Ways to ask the service; null when it was not reached. */
export interface FileWays<Made, Problem> { begin: () => Promise<Begun<Problem> | null>; finish: (uploadId: string) => Promise<Finished<Made, Problem> | null> }

const AGAIN_AFTER_MS = 3_000;

/** Sends a file in pieces; where the connection breaks off it goes on later with those that are missing. Null when it was stopped. */
export async function sendFile<Made, Problem extends string>(
  file: File, { begin, finish }: FileWays<Made, Problem>, signal: AbortSignal, tell: (standing: { done?: number; state?: 'sending' | 'paused' }) => void,
): Promise<{ made: Made } | { problem: Problem | 'FAILED' } | null> {
  /** Does it until the service was reached; null when it was stopped. */
  const reaching = async <T>(work: () => Promise<T | null>): Promise<T | null> => {
    for (;;) {
      if (signal.aborted) return null;
      const result = await work();
      if (result !== null) {
        tell({ state: 'sending' });
        return result;
      }
      tell({ state: 'paused' });
      await new Promise(resolve => { setTimeout(resolve, AGAIN_AFTER_MS); });
    }
  };
  const begun = await reaching(begin);
  if (begun === null || 'problem' in begun) return begun;
  const { id, path, pieceBytes, pieces } = begun.ticket;
  let wanted: readonly number[] = Array.from({ length: pieces }, (_, place) => place);
  for (;;) {
    for (const [at, place] of wanted.entries()) {
      const status = await reaching(async () => {
        try {
          const response = await fetch(`${path}/${place}`, { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: file.slice(place * pieceBytes, (place + 1) * pieceBytes), credentials: 'same-origin', signal });
          return response.status >= 500 || response.status === 429 ? null : response.status;
        } catch {
          // Nobody was reached, or it was stopped, which is looked at before the next try.
          return null;
        }
      });
      if (status === null) return null;
      if (status !== 204) return { problem: 'FAILED' };
      tell({ done: (pieces - wanted.length + at + 1) / pieces });
    }
    const finished = await reaching(() => finish(id));
    if (finished === null || !('missing' in finished)) return finished;
    wanted = finished.missing;
  }
}
