import { Alert, Button, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../ui/copy-button.tsx';
import { Sheet } from '../ui/sheet.tsx';
import classes from './webhooks.module.css';

/** Shows the secret of a webhook this once. */
export function WebhookSecret({ secret, onDone }: { secret: string; onDone: () => void }) {
  const { t } = useTranslation('webhooks');
  return (
    <Sheet opened onClose={onDone} title={t('made.title')} isHeld>
      <div className={classes.form}>
        <Alert color="yellow" variant="light" icon={<IconAlertTriangle size={20} aria-hidden />} styles={{ message: { color: 'var(--vz-text)' } }}>{t('made.lead')}</Alert>
        <div role="group" aria-label={t('made.label')}>
          <Text fw={600} mb={4}>{t('made.label')}</Text>
          <div className={classes.secret}>
            <code>{secret}</code>
            <CopyButton text={secret} failure={t('made.copyFailed')}>{t('made.copy')}</CopyButton>
          </div>
        </div>
        <p className={classes.muted}>{t('made.usage')}</p>
        <Button w="fit-content" onClick={onDone}>{t('made.done')}</Button>
      </div>
    </Sheet>
  );
}
