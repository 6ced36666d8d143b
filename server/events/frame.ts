/** The beginning of every live message of one subscription, up to its payload. */
export interface FrameHead {
  text: string;
  bytes: number;
}

/** The head for the id that the client gave its subscription. */
export function frameHead(id: string): FrameHead {
  const text = `{"id":${JSON.stringify(id)},"type":"next","payload":`;
  return { text, bytes: Buffer.byteLength(text) };
}

const BRACE = 0x7d;
const FINAL_TEXT = 0x81;

const headerBytes = (length: number) => (length < 126 ? 2 : length < 65536 ? 4 : 10);

/** One `next` message per payload, each as a complete WebSocket frame from the server, ready to be written as it is. */
export function nextFrames(head: FrameHead, payloads: readonly Buffer[]): Buffer {
  let total = 0;
  for (const payload of payloads) {
    const length = head.bytes + payload.length + 1;
    total += headerBytes(length) + length;
  }
  const frames = Buffer.allocUnsafe(total);
  let at = 0;
  for (const payload of payloads) {
    const length = head.bytes + payload.length + 1;
    frames[at++] = FINAL_TEXT;
    if (length < 126) {
      frames[at++] = length;
    } else if (length < 65536) {
      frames[at++] = 126;
      at = frames.writeUInt16BE(length, at);
    } else {
      frames[at++] = 127;
      at = frames.writeUInt32BE(0, at);
      at = frames.writeUInt32BE(length, at);
    }
    at += frames.write(head.text, at);
    at += payload.copy(frames, at);
    frames[at++] = BRACE;
  }
  return frames;
}
