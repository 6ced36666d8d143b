import { Button, Group, Text } from '@mantine/core';
import { IconArrowBackUp, IconTrashX } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import type { Trash_NoteFragment } from '../graphql/generated/graphql.ts';
import { graphql, readFragment, type FragmentType } from '../graphql/generated/index.ts';
import { useMinute } from '../ui/minute.ts';
import { useErrorText } from '../ui/faces.tsx';
import { formatNumber } from '../ui/phone-numbers.ts';
import { Deleting } from '../ui/read-only.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { showDone, showFailure } from '../ui/toasts.tsx';
import { dayInWords, momentInWords, wallTime } from '../ui/zoned-time.ts';
import { useRestoreNote } from './trash-acts.ts';
import classes from './trash.module.css';

export const Trash_note = graphql(`
  fragment Trash_note on TrashedNote { id callerName callerCompany callerNumber calledFrom concern writtenBy { id name } receivedAt trashedAt trashedBy deletedAt }
`);
const DeleteNoteForGoodDocument = graphql(`
  mutation DeleteNoteForGood($noteId: ID!) { deleteNoteForGood(noteId: $noteId) { __typename ... on Deleted { id } } }
`);
const EmptyTrashDocument = graphql(`mutation EmptyTrash($customerId: ID!) { emptyTrash(customerId: $customerId) { ... on TrashEmptied { count } } }`);

/** The notes in the trash: to be restored, or deleted for good after asking. */
export function TrashList({ notes, timeZone }: { notes: readonly FragmentType<typeof Trash_note>[]; timeZone: string }) {
  const { t } = useTranslation('trash');
  const [asked, setAsked] = useState<Trash_NoteFragment | null>(null);
  return (
    <>
      <ul className={classes.list} aria-label={t('title')}>
        {readFragment(Trash_note, notes).map(note => <li key={note.id}><Trashed note={note} timeZone={timeZone} onDelete={() => setAsked(note)} /></li>)}
      </ul>
      <DeleteSheet note={asked} onClose={() => setAsked(null)} />
    </>
  );
}

const useNameOf = () => {
  const { t } = useTranslation('trash');
  return ({ callerName, callerCompany, callerNumber, calledFrom }: Trash_NoteFragment): string => {
    const number = callerNumber ?? calledFrom;
    return callerName ?? callerCompany ?? (number ? formatNumber(number) : t('unknown'));
  };
};

function Trashed({ note, timeZone, onDelete }: { note: Trash_NoteFragment; timeZone: string; onDelete: () => void }) {
  const { t, i18n } = useTranslation('trash');
  const now = useMinute();
  const nameOf = useNameOf();
  const restore = useRestoreNote();
  const [isRestoring, setRestoring] = useState(false);
  const name = nameOf(note);
  const back = async () => {
    setRestoring(true);
    await restore(note.id);
    setRestoring(false);
  };
  const today = wallTime(now, timeZone).day;
  return (
    <article className={classes.note} aria-label={name}>
      <div className={classes.head}>
        <h2 className={classes.name}>{name}</h2>
        <time className={classes.quiet} dateTime={note.receivedAt}>{momentInWords(note.receivedAt, timeZone, i18n.language, now)}</time>
      </div>
      <p className={classes.concern}>{note.concern}</p>
      <p className={classes.quiet}>
        {t('movedBy', { name: note.trashedBy, time: momentInWords(note.trashedAt, timeZone, i18n.language, now) })}
        {' · '}
        {t('deletedOn', { day: dayInWords(wallTime(note.deletedAt, timeZone).day, i18n.language, today) })}
      </p>
      <Deleting>
        <Group gap="sm">
          <Button variant="default" loading={isRestoring} leftSection={<IconArrowBackUp size={18} aria-hidden />} aria-label={t('restoreLabel', { name })} onClick={() => void back()}>{t('restore')}</Button>
          <Button variant="subtle" color="red" leftSection={<IconTrashX size={18} aria-hidden />} aria-label={t('deleteLabel', { name })} onClick={onDelete}>{t('delete')}</Button>
        </Group>
      </Deleting>
    </article>
  );
}

function DeleteSheet({ note, onClose }: { note: Trash_NoteFragment | null; onClose: () => void }) {
  const { t } = useTranslation('trash');
  const { t: app } = useTranslation();
  const errorText = useErrorText();
  const nameOf = useNameOf();
  const [{ fetching }, remove] = useMutation(DeleteNoteForGoodDocument);
  const go = async () => {
    if (!note) return;
    const { data, error } = await remove({ noteId: note.id });
    if (error) { showFailure(errorText(error)); return; }
    onClose();
    if (data?.deleteNoteForGood.__typename === 'Deleted') showDone(t('deleted'));
    else showFailure(t(data?.deleteNoteForGood.__typename === 'CallNotOver' ? 'notOver' : 'notHere'));
  };
  return (
    <Sheet opened={note !== null} onClose={onClose} title={note && t('deleteTitle', { name: nameOf(note) })}>
      <Text mb="lg">{t('deleteText')}</Text>
      <Group gap="sm">
        <Button color="red.9" loading={fetching} onClick={() => void go()}>{t('delete')}</Button>
        <Button variant="default" onClick={onClose}>{app('cancel')}</Button>
      </Group>
    </Sheet>
  );
}

/** Deletes everything in the trash for good, after asking. */
export function EmptyTrash({ customerId }: { customerId: string }) {
  const { t } = useTranslation('trash');
  const { t: app } = useTranslation();
  const errorText = useErrorText();
  const [isAsking, setAsking] = useState(false);
  const [{ fetching }, empty] = useMutation(EmptyTrashDocument);
  const go = async () => {
    const { data, error } = await empty({ customerId });
    if (error) { showFailure(errorText(error)); return; }
    setAsking(false);
    showDone(t('emptied', { count: data?.emptyTrash.count ?? 0 }));
  };
  return (
    <Deleting>
      <Button variant="default" className={classes.empty} leftSection={<IconTrashX size={18} aria-hidden />} onClick={() => setAsking(true)}>{t('empty')}</Button>
      <Sheet opened={isAsking} onClose={() => setAsking(false)} title={t('emptyTitle')}>
        <Text mb="lg">{t('emptyText')}</Text>
        <Group gap="sm">
          <Button color="red.9" loading={fetching} onClick={() => void go()}>{t('empty')}</Button>
          <Button variant="default" onClick={() => setAsking(false)}>{app('cancel')}</Button>
        </Group>
      </Sheet>
    </Deleting>
  );
}
