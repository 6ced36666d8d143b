import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';

const SHOWN_MS = 15_000;

/** Says what was done and offers to take it back, for a while. */
export function showUndo({ message, undo, onUndo }: { message: string; undo: string; onUndo: () => void }): void {
  const id = crypto.randomUUID();
  notifications.show({
    id,
    autoClose: SHOWN_MS,
    message: (
      <Group justify="space-between" gap="sm" wrap="nowrap">
        <span>{message}</span>
        <Button variant="default" size="sm" style={{ flex: 'none' }} onClick={() => { notifications.hide(id); onUndo(); }}>{undo}</Button>
      </Group>
    ),
  });
}
