import { useSyncExternalStore } from 'react';
import type { Client } from 'urql';
import { graphql } from '../graphql/generated/index.ts';
import { sendFile } from '../ui/send-file.ts';
import { Watchers } from '../ui/watchers.ts';

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

let uploads: readonly Upload[] = [];
const stops = new Map<string, AbortController>();
const watchers = new Watchers();

function put(next: readonly Upload[]): void {
  uploads = next;
  watchers.tell();
}
const become = (key: string, changed: Partial<Upload>) => put(uploads.map(one => (one.key === key ? { ...one, ...changed } : one)));
const drop = (key: string) => {
  stops.get(key)?.abort();
  stops.delete(key);
  put(uploads.filter(one => one.key !== key));
};

/** All files on their way from this page, also while another page of the portal is open. */
export const useUploads = (): readonly Upload[] =>
  useSyncExternalStore(watchers.watch, () => uploads);

/** Stops a file that is on its way, or puts a refused one away. */
export const stopUpload = drop;

/** Sends a file; where the connection breaks off it goes on later with the pieces that are missing. `onDone` comes once it is stored. */
export async function uploadFile(client: Client, { customerId, documentId, file }: { customerId: string; documentId: string | null; file: File }, onDone: (fileName: string) => void): Promise<void> {
  const key = crypto.randomUUID();
  const stop = new AbortController();
  stops.set(key, stop);
  put([...uploads, { key, customerId, documentId, fileName: file.name, done: 0, state: 'sending', problem: null }]);
  const sent = await sendFile<true, UploadProblem>(file, {
    begin: async () => {
      const { data, error } = await client.mutation(BeginUploadDocument, { customerId, input: { fileName: file.name, byteSize: file.size, documentId } }).toPromise();
      switch (data?.beginUpload.__typename) {
        case 'UploadTicket': return { ticket: data.beginUpload };
        case 'DocumentsFull': return { problem: 'FULL' };
        case 'DocumentInvalid': return { problem: data.beginUpload.problems.some(({ field }) => field === 'byteSize') ? 'SIZE' : 'KIND' };
        default: return error?.networkError ? null : { problem: 'FAILED' };
      }
    },
    finish: async uploadId => {
      const { data, error } = await client.mutation(FinishUploadDocument, { uploadId }).toPromise();
      switch (data?.finishUpload.__typename) {
        case 'Document': return { made: true };
        case 'UploadIncomplete': return { missing: data.finishUpload.missing };
        case 'FileRefused': return { problem: 'KIND' };
        default: return error?.networkError ? null : { problem: 'FAILED' };
      }
    },
  }, stop.signal, standing => become(key, standing));
  if (sent === null) return;
  if ('problem' in sent) return become(key, { state: 'refused', problem: sent.problem });
  drop(key);
  onDone(file.name);
}
