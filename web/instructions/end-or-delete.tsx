import { Button, Group, Text } from '@mantine/core';
import { IconPlayerStop, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMinute } from '../ui/minute.ts';
import { useReadOnly } from '../ui/read-only.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { useInstructionActs } from './instruction-acts.ts';
import type { InstructionCustomer, InstructionParts } from './instruction-parts.ts';
import { phaseOf } from './instruction-words.ts';

/** Ends an instruction that has begun, which can be taken back, or deletes it, which cannot. */
export function EndOrDelete({ instruction, customer, onGone }: { instruction: InstructionParts; customer: InstructionCustomer; onGone: () => void }) {
  const { t } = useTranslation('instructions');
  const { t: app } = useTranslation();
  const now = useMinute();
  const acts = useInstructionActs(customer);
  const [isAsking, setAsking] = useState(false);
  const readOnly = useReadOnly();
  if (readOnly && !readOnly.canDelete) return null;
  const phase = phaseOf(instruction, now);
  const canEnd = !readOnly && phase !== 'planned' && phase !== 'ended';
  return (
    <Group gap="sm">
      {canEnd && (
        <Button variant="default" leftSection={<IconPlayerStop size={18} aria-hidden />} loading={acts.isBusy} onClick={() => void acts.end(instruction).then(onGone)}>{t('active.end')}</Button>
      )}
      <Button variant="subtle" color="red" leftSection={<IconTrash size={18} aria-hidden />} onClick={() => setAsking(true)}>{t('delete.button')}</Button>
      <Sheet opened={isAsking} onClose={() => setAsking(false)} title={t('delete.title', { title: instruction.title })}>
        <Text mb="lg">{t('delete.text')}</Text>
        <Group gap="sm">
          <Button color="red.9" loading={acts.isBusy} onClick={() => void acts.remove(instruction).then(isGone => { if (isGone) onGone(); })}>{t('delete.confirm')}</Button>
          <Button variant="default" onClick={() => setAsking(false)}>{app('cancel')}</Button>
        </Group>
      </Sheet>
    </Group>
  );
}
