import { IconCloudUpload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './offline.module.css';
import { useUnsent } from './use-unsent.ts';

/** What was entered without a network and waits to be sent, above the list that it will be in. */
export function UnsentNew({ act }: { act: 'CreateContact' | 'CreateInstruction' }) {
  const { t } = useTranslation('offline');
  const waiting = useUnsent().filter(change => change.act === act && change.state === 'waiting');
  if (waiting.length === 0) return null;
  return (
    <ul className={classes.newOnes} aria-label={t('newOnes')}>
      {waiting.map(({ id, variables }) => {
        const { name, title } = variables['input'] as { name?: string; title?: string };
        return <li key={id}><IconCloudUpload size={20} stroke={1.7} aria-hidden /><div><strong>{name ?? title}</strong><p>{t('waiting')}</p></div></li>;
      })}
    </ul>
  );
}
