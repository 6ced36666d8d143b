/** A picture that goes with feedback: what is sent, and how it is shown before. */
export interface Picture { blob: Blob; preview: string }

export const MOST_BYTES = 5 * 1024 * 1024;
const KINDS = ['image/png', 'image/jpeg', 'image/webp'];
export const ACCEPTED = KINDS.join(',');
/** Larger ones are made smaller here, which a slow connection is glad of. */
const SMALL_BYTES = 700 * 1024;
const MOST_PIXELS = 2000;

/** Whether this browser can take a picture of a screen or a window when its user picks one. */
export const canCapture = (): boolean => typeof navigator.mediaDevices?.getDisplayMedia === 'function';

const previewOf = (blob: Blob): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error ?? new Error('the picture cannot be read'));
    reader.readAsDataURL(blob);
  });

const drawn = (source: CanvasImageSource, width: number, height: number): Promise<Blob> => {
  const scale = Math.min(1, MOST_PIXELS / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  canvas.getContext('2d')!.drawImage(source, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => canvas.toBlob(blob => (blob ? resolve(blob) : reject(new Error('the picture cannot be drawn'))), 'image/jpeg', 0.85));
};

/** The picture of a file; null for one that is none, or too large even when it is made smaller. */
export async function pictureOf(file: Blob): Promise<Picture | null> {
  if (!KINDS.includes(file.type) || file.size === 0) return null;
  try {
    let blob = file;
    // Reading it tells a picture from what is only called one.
    const bitmap = await createImageBitmap(file);
    if (file.size > SMALL_BYTES) {
      const smaller = await drawn(bitmap, bitmap.width, bitmap.height);
      if (smaller.size < file.size) blob = smaller;
    }
    bitmap.close();
    return blob.size <= MOST_BYTES ? { blob, preview: await previewOf(blob) } : null;
  } catch {
    // What the browser cannot read, nobody can look at.
    return null;
  }
}

/** A picture of what the user picks; null when they think better of it. */
export async function captureScreen(): Promise<Picture | null> {
  let stream: MediaStream;
  try {
    stream = await navigator.mediaDevices.getDisplayMedia({ video: true });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotAllowedError') return null;
    throw error;
  }
  try {
    const video = document.createElement('video');
    video.srcObject = stream;
    video.muted = true;
    await video.play();
    const blob = await drawn(video, video.videoWidth, video.videoHeight);
    return { blob, preview: await previewOf(blob) };
  } finally {
    for (const track of stream.getTracks()) track.stop();
  }
}
