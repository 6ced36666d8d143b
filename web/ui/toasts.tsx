import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { toastPlace } from './toast-wanted.ts';

const FAILURE_SHOWN_MS = 8_000;
const UNDO_SHOWN_MS = 15_000;
let latest: string | undefined;

/** One at a time: an older one speaks of what is no longer so, and on a phone it covers what one wants to touch. */
function show(toast: Parameters<typeof notifications.show>[0]): string {
  toastPlace.want();
  if (latest) notifications.hide(latest);
  latest = notifications.show(toast);
  return latest;
}

/** Says that something is done. */
export const showDone = (message: string): void => void show({ message });

/** Says that something did not work, in words a person can act on. */
export const showFailure = (message: string): void => void show({ color: 'red', message, autoClose: FAILURE_SHOWN_MS });

/** Says what was done and offers to take it back, for a while. */
export function showUndo({ message, undo, onUndo }: { message: string; undo: string; onUndo: () => void }): void {
  const id = crypto.randomUUID();
  show({
    id,
    autoClose: UNDO_SHOWN_MS,
    message: (
      <Group justify="space-between" gap="sm" wrap="nowrap">
        <span>{message}</span>
        <Button variant="default" size="sm" style={{ flex: 'none' }} onClick={() => { notifications.hide(id); onUndo(); }}>{undo}</Button>
      </Group>
    ),
  });
}
