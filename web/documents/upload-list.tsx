import { Button, Progress } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './documents.module.css';
import { stopUpload, useUploads } from './uploads.ts';

/** The files on their way, how far they are, and what became of those that are not taken. */
export function UploadList({ customerId }: { customerId: string }) {
  const { t } = useTranslation('documents');
  const uploads = useUploads().filter(one => one.customerId === customerId);
  return (
    <div role="status">
      {uploads.length > 0 && (
        <ul className={classes.uploads}>
          {uploads.map(({ key, fileName, done, state, problem }) => (
            <li key={key} data-state={state}>
              <span className={classes.words}>
                <span className={classes.name}>{fileName}</span>
                <span className={classes.meta}>{problem ? t(`problems.${problem}`) : t(state === 'paused' ? 'paused' : 'sending', { percent: Math.round(done * 100) })}</span>
                {!problem && <Progress value={done * 100} aria-label={t('progress', { name: fileName })} />}
              </span>
              <Button variant="subtle" size="compact-md" color="gray" onClick={() => stopUpload(key)}>{t(problem ? 'putAway' : 'stop')}</Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
