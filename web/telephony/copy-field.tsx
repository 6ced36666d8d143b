import { Button, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './telephony.module.css';

/** A text to take elsewhere, shown in full. */
export function CopyField({ label, hint, value }: { label: string; hint: string; value: string }) {
  const { t } = useTranslation('telephony');
  const id = useId();
  return (
    <div role="group" aria-labelledby={id} className={classes.main} style={{ flex: 'none', gap: 4 }}>
      <span id={id} style={{ fontWeight: 600 }}>{label}</span>
      <p className={classes.muted}>{hint}</p>
      <div className={classes.secret}>
        <code>{value}</code>
        <CopyButton value={value} timeout={2_000}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy} aria-label={t('address.copyLabel', { what: label })} leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}>
              <span aria-live="polite">{t(copied ? 'address.copied' : 'address.copy')}</span>
            </Button>
          )}
        </CopyButton>
      </div>
    </div>
  );
}
