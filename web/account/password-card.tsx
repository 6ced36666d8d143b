import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { showDone } from '../ui/toasts.tsx';
import classes from './account.module.css';
import { ChangePasswordForm } from './change-password-form.tsx';

/** The viewer's password, to change. */
export function PasswordCard({ email, onChanged }: { email: string | null; onChanged: () => void }) {
  const { t } = useTranslation('account');
  const [isOpen, setOpen] = useState(false);
  const done = () => {
    setOpen(false);
    showDone(t('password.changed'));
    onChanged();
  };
  return (
    <section className={classes.card} aria-labelledby="password">
      <div className={classes.head}>
        <h2 id="password" className={classes.heading}>{t('password.title')}</h2>
        {!isOpen && <Button variant="default" onClick={() => setOpen(true)}>{t('password.change')}</Button>}
      </div>
      <p className={classes.muted}>{t('password.lead')}</p>
      {isOpen && <ChangePasswordForm email={email} currentLabel={t('password.current')} onChanged={done} />}
    </section>
  );
}
