import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { showFailure } from './toasts.tsx';

/** Copies the text, and says so; where the browser forbids it, what to do instead. */
export function CopyButton({ text, label, failure, children }: { text: string; label?: string; failure: string; children: string }) {
  const { t } = useTranslation();
  const { copy, copied, error } = useClipboard({ timeout: 2500 });
  const tell = useEffectEvent(() => showFailure(failure));
  useEffect(() => { if (error) tell(); }, [error]);
  return (
    <Button variant="default" leftSection={copied ? <IconCheck size={18} aria-hidden /> : <IconCopy size={18} aria-hidden />} aria-label={copied ? t('copied') : label} onClick={() => copy(text)}>
      {copied ? t('copied') : children}
    </Button>
  );
}
