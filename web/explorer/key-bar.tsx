import { Button, PasswordInput } from '@mantine/core';
import { IconKey, IconUser, IconUserOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type KnownKey, type KeyRefusal, tryKey } from './asking.ts';
import classes from './key-bar.module.css';

/** Says as whom the explorer asks, and takes a key or puts it away; the key is kept nowhere else. */
export function KeyBar({ signedIn, asking, isOver, onChange }: { signedIn: string | null; asking: KnownKey | null; isOver: boolean; onChange: (key: KnownKey | null) => void }) {
  const { t } = useTranslation('keys');
  const [secret, setSecret] = useState('');
  const [refusal, setRefusal] = useState<KeyRefusal | null>(null);
  const [isTrying, setTrying] = useState(false);
  const submit = async () => {
    setTrying(true);
    const tried = await tryKey(secret.trim());
    setTrying(false);
    if (typeof tried === 'string') return setRefusal(tried);
    setRefusal(null);
    setSecret('');
    onChange(tried);
  };
  const Icon = asking ? IconKey : signedIn === null ? IconUserOff : IconUser;
  return (
    <section className={classes.bar} aria-label={t('asking.label')} data-by-key={asking !== null || undefined}>
      <p className={classes.who} role="status">
        <Icon size={18} aria-hidden />
        <span>{asking ? t('asking.key', { name: asking.name }) : signedIn === null ? t('asking.nobody') : t('asking.person', { name: signedIn })}</span>
        {asking && isOver && <b className={classes.over}>{t('asking.refused')}</b>}
      </p>
      {asking ? <Button variant="default" onClick={() => onChange(null)}>{t('asking.leave')}</Button> : (
        <form className={classes.form} onSubmit={event => { event.preventDefault(); void submit(); }} noValidate>
          <PasswordInput
            aria-label={t('asking.field')} placeholder="vz_…" autoComplete="off" spellCheck={false} className={classes.field ?? ''} value={secret} error={refusal && t(`asking.${refusal}`)}
            onChange={event => setSecret(event.currentTarget.value)}
          />
          <Button type="submit" variant="default" loading={isTrying} disabled={secret.trim() === ''}>{t('asking.submit')}</Button>
          <span className={classes.hint}>{t('asking.hint')}</span>
        </form>
      )}
    </section>
  );
}
