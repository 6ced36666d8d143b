import { useEffect, useRef, useState } from 'react';
import { recordCounter } from './record-counter.ts';

/** What a file can be made as. */
export type FileFormat = 'csv' | 'pdf' | 'vcf' | 'ics';

/** What ends a record in each, and how many such ends belong to none. A page of a PDF is no record, and says how far it has got all the same. */
const MARKS: Record<FileFormat, { mark: string; extra: number }> = {
  csv: { mark: '\r\n', extra: 1 }, vcf: { mark: 'END:VCARD', extra: 0 }, ics: { mark: 'END:VEVENT', extra: 0 }, pdf: { mark: '/Type /Page\n', extra: 0 },
};
const TELL_EVERY_MS = 150;

/** How a download stands. */
export type DownloadState =
  | { is: 'NONE' }
  | { is: 'UNDER_WAY'; done: number; total: number | null; format: FileFormat }
  | { is: 'THERE'; file: File; address: string; done: number; format: FileFormat }
  | { is: 'FAILED'; why: 'TOO_MANY'; records: number; most: number }
  | { is: 'FAILED'; why: 'BUSY' | 'NOT_ALLOWED' | 'NETWORK' | 'CANCELLED' };

/** Fetches a file with its progress; it can be cancelled while it is made, and is given up when the page is left. */
export function useDownload() {
  const [state, setState] = useState<DownloadState>({ is: 'NONE' });
  const running = useRef<AbortController | null>(null);
  const address = useRef<string | null>(null);
  const letGo = () => {
    if (address.current) URL.revokeObjectURL(address.current);
    address.current = null;
  };
  useEffect(() => () => { running.current?.abort(); letGo(); }, []);

  const start = async (from: string, format: FileFormat) => {
    running.current?.abort();
    letGo();
    const abort = new AbortController();
    running.current = abort;
    const tell = (next: DownloadState) => { if (running.current === abort) setState(next); };
    tell({ is: 'UNDER_WAY', done: 0, total: null, format });
    try {
      const response = await fetch(from, { signal: abort.signal });
      if (!response.ok || !response.body) return tell(await refusal(response));
      const total = format === 'pdf' ? null : Number(response.headers.get('x-records')) || null;
      const { mark, extra } = MARKS[format];
      const count = recordCounter(mark);
      const pieces: BlobPart[] = [];
      let done = 0;
      let told = 0;
      for (const reader = response.body.getReader(); ;) {
        const { value, done: isOver } = await reader.read();
        if (isOver) break;
        pieces.push(value as BlobPart);
        done = Math.max(0, count(value) - extra);
        if (performance.now() - told < TELL_EVERY_MS) continue;
        told = performance.now();
        tell({ is: 'UNDER_WAY', done, total, format });
      }
      const name = /filename="([^"]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? `export.${format}`;
      const file = new File(pieces, name, { type: (response.headers.get('content-type') ?? '').split(';')[0]! });
      if (running.current !== abort) return;
      address.current = URL.createObjectURL(file);
      tell({ is: 'THERE', file, address: address.current, done, format });
    } catch {
      tell({ is: 'FAILED', why: abort.signal.aborted ? 'CANCELLED' : 'NETWORK' });
    }
  };
  const cancel = () => running.current?.abort();
  const reset = () => {
    running.current?.abort();
    running.current = null;
    letGo();
    setState({ is: 'NONE' });
  };
  return { state, start, cancel, reset };
}

async function refusal(response: Response): Promise<DownloadState> {
  if (response.status === 422) {
    const { records, most } = (await response.json()) as { records: number; most: number };
    return { is: 'FAILED', why: 'TOO_MANY', records, most };
  }
  return { is: 'FAILED', why: response.status === 429 ? 'BUSY' : response.status === 404 ? 'NOT_ALLOWED' : 'NETWORK' };
}
