import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCloudUpload } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useClient } from 'urql';
import { deviceOwner, type Unsent } from '../graphql/device-store.ts';
import { useConnection } from '../graphql/feed.ts';
import { againOver, isSameAsTyped, outcomeOf, rebased, typedWords, unsent } from '../graphql/unsent.ts';
import classes from './offline.module.css';
import { useUnsent } from './use-unsent.ts';

const AGAIN_AFTER_MS = 5_000;
const ACTS = ['MarkVip', 'UnmarkVip', 'UpdateContact', 'MarkCallBackDoneInPortal', 'ReopenCallBack', 'RateCallNote', 'EndInstruction', 'CreateInstruction', 'CreateContact'] as const;

/** Sends what waits, one after the other and from one tab alone, and shows what waits and what was refused. */
export function UnsentChanges({ contactAddress }: { contactAddress: (id: string) => string }) {
  const { t } = useTranslation('offline');
  const client = useClient();
  const connection = useConnection();
  const list = useUnsent();
  const [isOpen, setOpen] = useState(false);

  const send = useEffectEvent(async () => {
    await navigator.locks.request(`vorzimmer.unsent.${deviceOwner.id()}`, { ifAvailable: true }, async lock => {
      if (!lock) return;
      for (const { id } of (await unsent.read()).filter(({ state }) => state === 'waiting')) {
        // As it is now: what was sent before it may have changed it.
        const change = unsent.list().find(one => one.id === id);
        if (!change) continue;
        const answer = await client.mutation(change.query, change.variables, { isAgain: true, transport: 'http' }).toPromise();
        const outcome = outcomeOf(change, answer);
        if (outcome === 'later') return;
        if (outcome === 'arrived' || isSameAsTyped(change, answer.data)) {
          for (const later of rebased(unsent.list(), change, answer.data)) await unsent.change(later);
          await unsent.drop(id);
        } else await unsent.change({ ...change, ...outcome });
      }
    });
  });
  const refused = list.filter(({ state }) => state === 'refused');
  const waiting = list.filter(({ state }) => state === 'waiting').map(({ id }) => id).join();
  useEffect(() => {
    if (!waiting) return;
    void send();
    const timer = setInterval(() => void send(), AGAIN_AFTER_MS);
    return () => clearInterval(timer);
  }, [waiting, connection.status]);

  if (list.length === 0) return null;
  const hasRefused = refused.length > 0;
  return (
    <section className={classes.unsent} role={hasRefused ? 'alert' : 'status'} data-refused={hasRefused || undefined}>
      <div className={classes.head}>
        {hasRefused ? <IconAlertTriangle size={18} aria-hidden /> : <IconCloudUpload size={18} aria-hidden />}
        <p className={classes.text}><strong>{hasRefused ? t('refusedTitle', { count: refused.length }) : `${t('title', { count: list.length })}.`}</strong>{!hasRefused && ` ${t('waiting')}`}</p>
        {!hasRefused && <Button variant="subtle" size="compact-md" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>{t(isOpen ? 'hide' : 'show')}</Button>}
      </div>
      {(isOpen || hasRefused) && <ul className={classes.list}>{list.map(change => <li key={change.id}><Change change={change} contactAddress={contactAddress} /></li>)}</ul>}
    </section>
  );
}

function Change({ change, contactAddress }: { change: Unsent; contactAddress: (id: string) => string }) {
  const { t } = useTranslation('offline');
  const act = ACTS.find(one => one === change.act);
  const { name, title } = (change.variables['input'] ?? {}) as { name?: string; title?: string };
  const what = act && t(`acts.${act}`, { name: name ?? title ?? '' });
  if (change.state === 'waiting') return <p className={classes.text}>{what}</p>;
  const contactId = change.variables['contactId'];
  const why = change.why === 'ContactChangedMeanwhile' || change.why === 'FORBIDDEN' ? change.why : 'OTHER';
  const typed = typedWords(change);
  return (
    <div className={classes.refused}>
      <p className={classes.text}><strong>{what}</strong><br />{t(`why.${why}`)}</p>
      {typed && <p className={classes.text}>{t('typed')}: <q>{typed}</q></p>}
      <div className={classes.buttons}>
        <Button variant="default" onClick={() => void unsent.change(againOver(change))}>{t(change.theirVersion === undefined ? 'again' : 'keepMine')}</Button>
        <Button variant="default" onClick={() => void unsent.drop(change.id)}>{t('drop')}</Button>
        {typeof contactId === 'string' && <Button component={Link} to={contactAddress(contactId)} variant="subtle">{t('look')}</Button>}
      </div>
    </div>
  );
}
