import { Button } from '@mantine/core';
import { IconShare2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { handToShareSheet } from '../ui/share.ts';
import { showDone, showFailure } from '../ui/toasts.tsx';

/** Hands the note to another application: the share sheet of the phone, or the clipboard where there is none. */
export function ShareNote({ title, text }: { title: string; text: string }) {
  const { t } = useTranslation('history');
  const share = async () => {
    const shared = await handToShareSheet({ title, text });
    if (shared === 'DONE' || shared === 'CLOSED') return;
    try {
      await navigator.clipboard.writeText(`${title}\n${text}`);
      showDone(t('share.copied'));
    } catch {
      showFailure(t('share.failed'));
    }
  };
  return <Button variant="default" leftSection={<IconShare2 size={18} aria-hidden />} onClick={() => void share()}>{t('share.button')}</Button>;
}
