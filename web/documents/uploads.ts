import { useSyncExternalStore } from 'react';
import type { Client } from 'urql';
import { graphql } from '../graphql/generated/index.ts';

const BeginUploadDocument = graphql(`
  mutation BeginUpload($customerId: ID!, $input: UploadInput!) {
    beginUpload(customerId: $customerId, input: $input) {
      __typename
      ... on UploadTicket { id path pieceBytes pieces }
      ... on DocumentInvalid { problems { field code } }
      ... on DocumentsFull { mostBytes }
    }
  }
`);
const FinishUploadDocument = graphql(`
  mutation FinishUpload($uploadId: ID!) {
    finishUpload(uploadId: $uploadId) { __typename ... on Document { id ...Document_parts } ... on UploadIncomplete { missing } ... on FileRefused { endings } }
  }
`);

/** Why a file is not taken. */
export type UploadProblem = 'KIND' | 'SIZE' | 'FULL' | 'FAILED';

/** A file on its way, as the page shows it. */
export interface Upload {
  readonly key: string;
  readonly customerId: string;
  /** The document of which it is a new version; null for a new one. */
  readonly documentId: string | null;
  readonly fileName: string;
  /** From 0 to 1. */
  readonly done: number;
  /** `paused`: the connection is gone, and it goes on by itself. */
  readonly state: 'sending' | 'paused' | 'refused';
  readonly problem: UploadProblem | null;
}

const AGAIN_AFTER_MS = 3_000;
let uploads: readonly Upload[] = [];
const stops = new Map<string, AbortController>();
const watchers = new Set<() => void>();

function put(next: readonly Upload[]): void {
  uploads = next;
  for (const watcher of watchers) watcher();
}
const become = (key: string, changed: Partial<Upload>) => put(uploads.map(one => (one.key === key ? { ...one, ...changed } : one)));
const drop = (key: string) => {
  stops.get(key)?.abort();
  stops.delete(key);
  put(uploads.filter(one => one.key !== key));
};

/** All files on their way from this page, also while another page of the portal is open. */
export const useUploads = (): readonly Upload[] =>
  useSyncExternalStore(watcher => { watchers.add(watcher); return () => { watchers.delete(watcher); }; }, () => uploads);

/** Stops a file that is on its way, or puts a refused one away. */
export const stopUpload = drop;

/** Sends a file; where the connection breaks off it goes on later with the pieces that are missing. `onDone` comes once it is stored. */
export async function uploadFile(client: Client, { customerId, documentId, file }: { customerId: string; documentId: string | null; file: File }, onDone: (fileName: string) => void): Promise<void> {
  const key = crypto.randomUUID();
  const stop = new AbortController();
  stops.set(key, stop);
  put([...uploads, { key, customerId, documentId, fileName: file.name, done: 0, state: 'sending', problem: null }]);
  const refuse = (problem: UploadProblem) => become(key, { state: 'refused', problem });
  const wait = async () => {
    become(key, { state: 'paused' });
    await new Promise(resolve => { setTimeout(resolve, AGAIN_AFTER_MS); });
  };
  /** Does it until the service was reached; null when it was stopped. */
  const reaching = async <T>(work: () => Promise<T | null>): Promise<T | null> => {
    for (;;) {
      if (stop.signal.aborted) return null;
      const result = await work();
      if (result !== null) {
        become(key, { state: 'sending' });
        return result;
      }
      await wait();
    }
  };

  const begun = await reaching(async () => {
    const { data, error } = await client.mutation(BeginUploadDocument, { customerId, input: { fileName: file.name, byteSize: file.size, documentId } }).toPromise();
    return data?.beginUpload ?? (error?.networkError ? null : ('FAILED' as const));
  });
  if (begun === null) return;
  if (begun === 'FAILED') return refuse('FAILED');
  if (begun.__typename === 'DocumentsFull') return refuse('FULL');
  if (begun.__typename === 'DocumentInvalid') return refuse(begun.problems.some(({ field }) => field === 'byteSize') ? 'SIZE' : 'KIND');

  const { id, path, pieceBytes, pieces } = begun;
  let wanted = Array.from({ length: pieces }, (_, place) => place);
  for (;;) {
    for (const [at, place] of wanted.entries()) {
      const status = await reaching(async () => {
        try {
          const response = await fetch(`${path}/${place}`, { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: file.slice(place * pieceBytes, (place + 1) * pieceBytes), credentials: 'same-origin', signal: stop.signal });
          return response.status >= 500 || response.status === 429 ? null : response.status;
        } catch {
          // Nobody was reached, or it was stopped, which is looked at before the next try.
          return null;
        }
      });
      if (status === null) return;
      if (status !== 204) return refuse('FAILED');
      become(key, { done: (pieces - wanted.length + at + 1) / pieces });
    }
    const finished = await reaching(async () => {
      const { data, error } = await client.mutation(FinishUploadDocument, { uploadId: id }).toPromise();
      return data?.finishUpload ?? (error?.networkError ? null : ('FAILED' as const));
    });
    if (finished === null) return;
    if (finished === 'FAILED') return refuse('FAILED');
    if (finished.__typename === 'FileRefused') return refuse('KIND');
    if (finished.__typename === 'Document') {
      drop(key);
      return onDone(file.name);
    }
    wanted = finished.missing;
  }
}
