import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Sheet } from './sheet.tsx';

/** Asks before an act that cannot be taken back, and for its reason where there has to be one. `onConfirm` says whether it worked. */
export function ConfirmSheet({ title, text, confirm, isHard = false, reason, onConfirm, onClose }: {
  title: string; text: string; confirm: string; isHard?: boolean; reason?: { label: string; hint: string; least?: number; most: number }; onConfirm: (reason: string) => Promise<boolean>; onClose: () => void;
}) {
  const { t: app } = useTranslation();
  const [because, setBecause] = useState('');
  const [isBusy, setBusy] = useState(false);
  const submit = async () => {
    setBusy(true);
    const worked = await onConfirm(because.trim());
    setBusy(false);
    if (worked) onClose();
  };
  return (
    <Sheet opened onClose={onClose} title={title} hasTyped={because.trim() !== ''}>
      <Stack component="form" gap="md" onSubmit={event => { event.preventDefault(); void submit(); }}>
        <Text>{text}</Text>
        {reason && (
          <Textarea
            data-autofocus label={reason.label} description={reason.hint} maxLength={reason.most} autosize minRows={2} required value={because} onChange={event => setBecause(event.currentTarget.value)}
            styles={{ description: { fontSize: '0.8125rem' } }}
          />
        )}
        <Group gap="sm">
          <Button type="submit" loading={isBusy} disabled={reason !== undefined && because.trim().length < (reason.least ?? 1)} {...(isHard && { color: 'red.9' })}>{confirm}</Button>
          <Button variant="default" onClick={onClose}>{app('cancel')}</Button>
        </Group>
      </Stack>
    </Sheet>
  );
}
