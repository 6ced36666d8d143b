/** What became of handing something to the share sheet: it was handed over, the sheet was closed without a choice, there is none that takes it, or it failed. */
export type Shared = 'DONE' | 'CLOSED' | 'UNABLE' | 'FAILED';

/** Whether this device has a share sheet that takes it. */
export const canShare = (what: ShareData): boolean => 'share' in navigator && typeof navigator.canShare === 'function' && navigator.canShare(what);

/** Hands something to the share sheet of the device. */
export async function handToShareSheet(what: ShareData): Promise<Shared> {
  if (!canShare(what)) return 'UNABLE';
  try {
    await navigator.share(what);
    return 'DONE';
  } catch (error) {
    // Whoever closes the sheet has thought better of it; everything else is a failure that they are told of.
    return error instanceof DOMException && error.name === 'AbortError' ? 'CLOSED' : 'FAILED';
  }
}
