import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Sheet } from '../ui/sheet.tsx';
import classes from './privacy.module.css';

/** Asks for the reason of an act on restricted data. `onSubmit` says whether it worked. */
export function ReasonSheet({ title, lead, submit, opened, onClose, onSubmit }: {
  title: string; lead?: string; submit: string; opened: boolean; onClose: () => void; onSubmit: (reason: string) => Promise<boolean>;
}) {
  const { t } = useTranslation('privacy');
  const [reason, setReason] = useState('');
  const [isBusy, setBusy] = useState(false);
  return (
    <Sheet opened={opened} onClose={onClose} title={title} hasTyped={reason.trim() !== ''}>
      <form
        className={classes.form}
        onSubmit={event => {
          event.preventDefault();
          setBusy(true);
          void onSubmit(reason).then(worked => {
            setBusy(false);
            if (worked) onClose();
          });
        }}
      >
        {lead && <p className={classes.text}>{lead}</p>}
        <Textarea label={t('restriction.reason')} description={t('restriction.reasonHint')} value={reason} onChange={event => setReason(event.currentTarget.value)} maxLength={2000} autosize minRows={2} required data-autofocus />
        <Button type="submit" disabled={reason.trim() === ''} loading={isBusy}>{submit}</Button>
      </form>
    </Sheet>
  );
}
