import { Button, Textarea } from '@mantine/core';
import { IconSend2 } from '@tabler/icons-react';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeptDraft } from '../ui/kept-draft.ts';
import classes from './threads.module.css';

const MOST = 10_000;

/** Where a message is written. What is typed is kept for this tab; `given` puts a text in that was written before. */
export function Composer({ draftKey, given, onSend }: { draftKey: string; given?: string; onSend: (text: string) => void }) {
  const { t } = useTranslation('threads');
  const { kept, keep, forget } = useKeptDraft<string>(draftKey);
  const [text, setText] = useState(given ?? kept ?? '');
  const write = (typed: string) => {
    setText(typed);
    if (typed.trim()) keep(typed);
    else forget();
  };
  const send = () => {
    if (!text.trim()) return;
    onSend(text.trim());
    setText('');
    forget();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Before the keys of the desk, which save the note by the same.
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing) {
      event.preventDefault();
      send();
    }
  };
  return (
    <form className={classes.composer} onSubmit={event => { event.preventDefault(); send(); }}>
      <Textarea
        className={classes.grow} aria-label={t('compose.label')} placeholder={t('compose.placeholder')} description={text.length > MOST - 1_000 ? t('compose.left', { count: MOST - text.length }) : undefined}
        autosize minRows={1} maxRows={8} maxLength={MOST} value={text} onChange={event => write(event.currentTarget.value)} onKeyDown={onKeyDown}
      />
      <Button type="submit" className={classes.send} disabled={!text.trim()} leftSection={<IconSend2 size={18} aria-hidden />} title={t('compose.hint')}>{t('compose.send')}</Button>
    </form>
  );
}
