import { ActionIcon, Button, FileButton, Textarea } from '@mantine/core';
import { IconPaperclip, IconSend2 } from '@tabler/icons-react';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useConnection } from '../graphql/feed.ts';
import { ACCEPTED } from '../ui/files.ts';
import { useKeptDraft } from '../ui/kept-draft.ts';
import { showFailure } from '../ui/toasts.tsx';
import { MOST_FILES, useAttachments, type ReadyFile } from './attachments.ts';
import { AttachmentList } from './message-files.tsx';
import classes from './threads.module.css';

const MOST = 10_000;

/** Where a message is written, and files are put to it. What is typed is kept for this tab; `given` puts a text in that was written before. */
export function Composer({ draftKey, customerId, given, onSend }: { draftKey: string; customerId: string; given?: string; onSend: (text: string, files: readonly ReadyFile[]) => void }) {
  const { t } = useTranslation('threads');
  const isOffline = useConnection().status === 'lost';
  const { kept, keep, forget } = useKeptDraft<string>(draftKey);
  const [text, setText] = useState(given ?? kept ?? '');
  const attached = useAttachments(customerId);
  const write = (typed: string) => {
    setText(typed);
    if (typed.trim()) keep(typed);
    else forget();
  };
  const canSend = (text.trim() !== '' || attached.ready.length > 0) && !attached.isUnderWay;
  const send = () => {
    if (!canSend) return;
    // Files alone are called by their names, so that lists of messages say what came.
    onSend(text.trim() || attached.ready.map(({ fileName }) => fileName).join('\n'), attached.ready);
    setText('');
    attached.clear();
    forget();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Before the keys of the desk, which save the note by the same.
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing) {
      event.preventDefault();
      send();
    }
  };
  const choose = (chosen: File[]) => { if (attached.add(chosen)) showFailure(t('files.tooMany', { count: MOST_FILES })); };
  return (
    <form className={classes.composer} onSubmit={event => { event.preventDefault(); send(); }}>
      <AttachmentList files={attached.files} onRemove={attached.remove} />
      {isOffline && <p className={classes.filesOffline}>{t(attached.isUnderWay ? 'files.waitForConnection' : 'files.needConnection')}</p>}
      <Textarea
        className={classes.grow} aria-label={t('compose.label')} placeholder={t('compose.placeholder')} description={text.length > MOST - 1_000 ? t('compose.left', { count: MOST - text.length }) : undefined}
        autosize minRows={1} maxRows={8} maxLength={MOST} value={text} onChange={event => write(event.currentTarget.value)} onKeyDown={onKeyDown}
      />
      <FileButton multiple accept={ACCEPTED} onChange={choose}>
        {props => <ActionIcon {...props} variant="default" size={44} disabled={isOffline} aria-label={t('files.add')} title={t(isOffline ? 'files.needConnection' : 'files.add')}><IconPaperclip size={20} stroke={1.7} aria-hidden /></ActionIcon>}
      </FileButton>
      <Button type="submit" className={classes.send} disabled={!canSend} leftSection={<IconSend2 size={18} aria-hidden />} title={t('compose.hint')}><span className={classes.sendWord}>{t('compose.send')}</span></Button>
    </form>
  );
}
