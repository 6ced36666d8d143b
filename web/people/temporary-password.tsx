import { Alert, Button, CopyButton, Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconCopy } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Sheet } from '../ui/sheet.tsx';
import type { Issued } from './people-parts.ts';
import classes from './people.module.css';

/** Shows a temporary password this once; neither a click beside it nor Escape loses it. */
export function TemporaryPassword({ issued, onDone }: { issued: Issued; onDone: () => void }) {
  const { t } = useTranslation('people');
  return (
    <Sheet opened onClose={onDone} title={t('password.title', { name: issued.name })} isHeld>
      <div className={classes.form}>
        <Alert color="yellow" variant="light" icon={<IconAlertTriangle size={20} aria-hidden />} styles={{ message: { color: 'var(--vz-text)' } }}>{t('password.once')}</Alert>
        <div role="group" aria-label={t('password.label')}>
          <Text fw={600} mb={4}>{t('password.label')}</Text>
          <div className={classes.secret}>
            <code>{issued.password}</code>
            <CopyButton value={issued.password} timeout={2_000}>
              {({ copied, copy }) => (
                <Button data-autofocus variant="default" onClick={copy} leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}>
                  <span aria-live="polite">{t(copied ? 'password.copied' : 'password.copy')}</span>
                </Button>
              )}
            </CopyButton>
          </div>
        </div>
        <p className={classes.muted}>{t('password.usage', { email: issued.email })}</p>
        <Button w="fit-content" onClick={onDone}>{t('password.done')}</Button>
      </div>
    </Sheet>
  );
}
