import { CloseButton, Progress } from '@mantine/core';
import { IconDownload, IconFile, IconFileText, IconPhoto } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Message_PartsFragment } from '../graphql/generated/graphql.ts';
import { formatBytes } from '../ui/files.ts';
import type { Attachment, ReadyFile } from './attachments.ts';
import classes from './threads.module.css';

function KindIcon({ fileName }: { fileName: string }) {
  const ending = fileName.split('.').at(-1)!.toLowerCase();
  const Kind = ['png', 'jpg', 'jpeg', 'webp', 'heic'].includes(ending) ? IconPhoto : ['pdf', 'docx', 'odt', 'txt'].includes(ending) ? IconFileText : IconFile;
  return <Kind size={20} stroke={1.6} className={classes.fileIcon} aria-hidden />;
}

/** The files that go with a message, each to be saved. */
export function MessageFiles({ files }: { files: Message_PartsFragment['files'] }) {
  const { t, i18n } = useTranslation('threads');
  if (files.length === 0) return null;
  return (
    <ul className={classes.files} aria-label={t('files.label')}>
      {files.map(({ id, fileName, byteSize, path }) => (
        <li key={id}>
          <a href={path} download={fileName} className={classes.file}>
            <KindIcon fileName={fileName} /><span className={classes.fileName}>{fileName}</span><span className={classes.fileSize}>{formatBytes(byteSize, i18n.language)}</span><IconDownload size={16} className={classes.fileIcon} aria-hidden />
          </a>
        </li>
      ))}
    </ul>
  );
}

/** The files of a message that is on its way. */
export function UnsentFiles({ files }: { files: readonly ReadyFile[] }) {
  const { t, i18n } = useTranslation('threads');
  return (
    <ul className={classes.files} aria-label={t('files.label')}>
      {files.map(({ uploadId, fileName, byteSize }) => <li key={uploadId} className={classes.file}><KindIcon fileName={fileName} /><span className={classes.fileName}>{fileName}</span><span className={classes.fileSize}>{formatBytes(byteSize, i18n.language)}</span></li>)}
    </ul>
  );
}

/** The files of the message that is being written: how far each is, or why it is not taken. */
export function AttachmentList({ files, onRemove }: { files: readonly Attachment[]; onRemove: (key: string) => void }) {
  const { t, i18n } = useTranslation('threads');
  return (
    <div role="status" className={classes.attachments}>
      {files.length > 0 && (
        <ul className={classes.files} aria-label={t('files.chosen')}>
          {files.map(({ key, fileName, byteSize, done, state, problem }) => (
            <li key={key} className={classes.file} data-state={state}>
              <KindIcon fileName={fileName} />
              <span className={classes.fileWords}>
                <span className={classes.fileName}>{fileName}</span>
                <span className={classes.fileSize}>{problem ? t(`files.problems.${problem}`) : state === 'ready' ? formatBytes(byteSize, i18n.language) : state === 'paused' ? t('files.paused') : t('files.sending', { percent: Math.round(done * 100) })}</span>
                {(state === 'sending' || state === 'paused') && <Progress value={done * 100} size="sm" aria-label={t('files.progress', { name: fileName })} />}
              </span>
              <CloseButton size={36} aria-label={t('files.remove', { name: fileName })} onClick={() => onRemove(key)} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
