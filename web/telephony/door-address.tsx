import { Alert, Button, Group, Loader } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconSend } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyField } from './copy-field.tsx';
import classes from './telephony.module.css';
import { TrialNote } from './trial-note.tsx';
import { useTryDoor, type Trial } from './use-try-door.ts';

/** An address that was just made, with the key that was made with it; both are known here alone. */
export interface NewAddress { id: string; name: string; path: string; hmacSecret: string | null; isRenewed: boolean }

/** What is noted of the last event is this late at most. */
const NOTED_WITHIN_MS = 3_000;
const isOnlyHere = /^(localhost|127\.|\[::1\])/.test(location.hostname);

/** What to enter at the provider, and whether it speaks already. */
export function DoorAddress({ made, heardAt, onDone }: { made: NewAddress; heardAt: string | null; onDone: () => void }) {
  const { t } = useTranslation('telephony');
  const { isTrying, tryDoor } = useTryDoor();
  const [trial, setTrial] = useState<Trial | null>(null);
  // Our own test is no sign of life of the provider.
  const [before, setBefore] = useState(heardAt);
  const [triedAt, setTriedAt] = useState<number | null>(null);
  const isHeard = heardAt !== null && heardAt !== before && (triedAt === null || Date.parse(heardAt) > triedAt + NOTED_WITHIN_MS);
  const test = async () => {
    setBefore(heardAt);
    const result = await tryDoor(made.id, made.path);
    setTriedAt(Date.now());
    setTrial(result);
  };
  return (
    <div className={classes.stack}>
      <CopyField label={t('address.url')} hint={t('address.urlHint')} value={location.origin + made.path} />
      {isOnlyHere && <Alert color="yellow" variant="light" icon={<IconAlertTriangle size={20} aria-hidden />} styles={{ message: { color: 'var(--vz-text)' } }}>{t('address.local')}</Alert>}
      {made.hmacSecret && <CopyField label={t('address.key')} hint={t('address.keyHint')} value={made.hmacSecret} />}
      <div role="status" className={classes.card} data-heard={isHeard}>
        {isHeard
          ? <p className={classes.text} style={{ display: 'flex', gap: 8 }}><IconCircleCheck size={20} style={{ flex: 'none', color: 'var(--vz-put-through-edge)' }} aria-hidden /><b>{t('address.heard')}</b></p>
          : (
            <div style={{ display: 'flex', gap: 12 }}>
              <Loader size={18} style={{ flex: 'none' }} aria-hidden />
              <div><p className={classes.text}><b>{t('address.waiting')}</b></p><p className={classes.muted}>{t('address.waitingHint')}</p></div>
            </div>
          )}
      </div>
      <TrialNote trial={trial} />
      <Group gap="sm">
        <Button onClick={onDone}>{t('address.done')}</Button>
        <Button variant="default" loading={isTrying} leftSection={<IconSend size={16} aria-hidden />} onClick={() => void test()}>{t('test.button')}</Button>
      </Group>
    </div>
  );
}
