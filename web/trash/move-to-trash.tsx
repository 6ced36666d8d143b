import { Button } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Deleting } from '../ui/read-only.tsx';
import { useMoveToTrash } from './trash-acts.ts';

/** Moves the note to the trash. `onMoved` comes when it is gone from here. */
export function MoveToTrash({ noteId, onMoved }: { noteId: string; onMoved: () => void }) {
  const { t } = useTranslation('trash');
  const move = useMoveToTrash();
  const [isMoving, setMoving] = useState(false);
  const go = async () => {
    setMoving(true);
    const isMoved = await move(noteId);
    setMoving(false);
    if (isMoved) onMoved();
  };
  return <Deleting><Button variant="default" loading={isMoving} leftSection={<IconTrash size={18} aria-hidden />} onClick={() => void go()}>{t('move')}</Button></Deleting>;
}
