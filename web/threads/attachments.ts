import { useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import { graphql } from '../graphql/generated/index.ts';
import { sendFile } from '../ui/send-file.ts';

const BeginMessageFileDocument = graphql(`
  mutation BeginMessageFile($customerId: ID!, $input: MessageFileInput!) {
    beginMessageFile(customerId: $customerId, input: $input) {
      __typename
      ... on UploadTicket { id path pieceBytes pieces }
      ... on DocumentInvalid { problems { field code } }
      ... on DocumentsFull { mostBytes }
    }
  }
`);
const FinishMessageFileDocument = graphql(`
  mutation FinishMessageFile($uploadId: ID!) { finishMessageFile(uploadId: $uploadId) { __typename ... on MessageFileReady { uploadId } ... on UploadIncomplete { missing } ... on FileRefused { endings } } }
`);

/** How many files go with one message. */
export const MOST_FILES = 5;

/** A file that is whole at the service and waits for its message. */
export interface ReadyFile { readonly uploadId: string; readonly fileName: string; readonly byteSize: number }

/** A file that is to go with the message that is being written. */
export interface Attachment {
  readonly key: string;
  readonly fileName: string;
  readonly byteSize: number;
  /** From 0 to 1. */
  readonly done: number;
  readonly state: 'sending' | 'paused' | 'ready' | 'refused';
  readonly problem: 'KIND' | 'SIZE' | 'FULL' | 'FAILED' | null;
  readonly uploadId: string | null;
}

/** The files of the message that is being written: they are sent while it is, and the message then names them. */
export function useAttachments(customerId: string) {
  const client = useClient();
  const [files, setFiles] = useState<readonly Attachment[]>([]);
  const stops = useRef(new Map<string, AbortController>());
  useEffect(() => {
    const running = stops.current;
    return () => { for (const stop of running.values()) stop.abort(); };
  }, []);
  const become = (key: string, changed: Partial<Attachment>) => setFiles(known => known.map(one => (one.key === key ? { ...one, ...changed } : one)));

  const add = async (file: File) => {
    const key = crypto.randomUUID();
    const stop = new AbortController();
    stops.current.set(key, stop);
    setFiles(known => [...known, { key, fileName: file.name, byteSize: file.size, done: 0, state: 'sending', problem: null, uploadId: null }]);
    const sent = await sendFile<string, 'KIND' | 'SIZE' | 'FULL' | 'FAILED'>(file, {
      begin: async () => {
        const { data, error } = await client.mutation(BeginMessageFileDocument, { customerId, input: { fileName: file.name, byteSize: file.size } }).toPromise();
        switch (data?.beginMessageFile.__typename) {
          case 'UploadTicket': return { ticket: data.beginMessageFile };
          case 'DocumentsFull': return { problem: 'FULL' };
          case 'DocumentInvalid': return { problem: data.beginMessageFile.problems.some(({ field }) => field === 'byteSize') ? 'SIZE' : 'KIND' };
          default: return error?.networkError ? null : { problem: 'FAILED' };
        }
      },
      finish: async uploadId => {
        const { data, error } = await client.mutation(FinishMessageFileDocument, { uploadId }).toPromise();
        switch (data?.finishMessageFile.__typename) {
          case 'MessageFileReady': return { made: data.finishMessageFile.uploadId };
          case 'UploadIncomplete': return { missing: data.finishMessageFile.missing };
          case 'FileRefused': return { problem: 'KIND' };
          default: return error?.networkError ? null : { problem: 'FAILED' };
        }
      },
    }, stop.signal, standing => become(key, standing));
    if (sent !== null) become(key, 'problem' in sent ? { state: 'refused', problem: sent.problem } : { state: 'ready', done: 1, uploadId: sent.made });
  };
  const remove = (key: string) => {
    stops.current.get(key)?.abort();
    stops.current.delete(key);
    setFiles(known => known.filter(one => one.key !== key));
  };
  const wanted = files.filter(({ state }) => state !== 'refused');
  return {
    files,
    /** Sends further files, as many as still go with the message; true when some were too many. */
    add: (chosen: readonly File[]): boolean => {
      const taken = chosen.slice(0, MOST_FILES - wanted.length);
      for (const file of taken) void add(file);
      return taken.length < chosen.length;
    },
    remove,
    clear: () => setFiles([]),
    isUnderWay: files.some(({ state }) => state === 'sending' || state === 'paused'),
    ready: files.flatMap(({ uploadId, fileName, byteSize }): ReadyFile[] => (uploadId === null ? [] : [{ uploadId, fileName, byteSize }])),
  };
}
