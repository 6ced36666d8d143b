import { ActionIcon, Button, FileButton, Group, Menu, Text, TextInput } from '@mantine/core';
import { IconDots, IconDownload, IconFile, IconFileTypePdf, IconPhoto, IconTable } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { graphql, readFragment, type FragmentType } from '../graphql/generated/index.ts';
import { Sheet } from '../ui/sheet.tsx';
import { Deleting, Writing } from '../ui/read-only.tsx';
import { showDone, showFailure } from '../ui/toasts.tsx';
import { formatMoment } from '../ui/times.ts';
import { Document_parts } from './document-parts.ts';
import { ACCEPTED, formatBytes } from '../ui/files.ts';
import classes from './documents.module.css';

const RenameDocumentDocument = graphql(`
  mutation RenameDocument($documentId: ID!, $title: String!) { renameDocument(documentId: $documentId, title: $title) { __typename ... on Document { id ...Document_parts } ... on DocumentInvalid { message } } }
`);
const RemoveDocumentVersionDocument = graphql(`
  mutation RemoveDocumentVersion($id: ID!) { removeDocumentVersion(documentVersionId: $id) { __typename ... on Document { id ...Document_parts } ... on OnlyVersion { message } } }
`);
const DeleteDocumentDocument = graphql(`
  mutation DeleteDocument($documentId: ID!) { deleteDocument(documentId: $documentId) { __typename ... on Deleted { id } } }
`);

export function FileIcon({ mediaType }: { mediaType: string }) {
  const look = { size: 24, stroke: 1.5, 'aria-hidden': true } as const;
  if (mediaType === 'application/pdf') return <IconFileTypePdf {...look} />;
  if (mediaType.startsWith('image/')) return <IconPhoto {...look} />;
  return /sheet|csv/.test(mediaType) ? <IconTable {...look} /> : <IconFile {...look} />;
}

/** One document: its newest version to fetch, the older ones, and what can be done with it. */
export function DocumentCard({ document: masked, onReplace }: { document: FragmentType<typeof Document_parts>; onReplace: (file: File) => void }) {
  const { t, i18n } = useTranslation('documents');
  const { id, title, versions } = readFragment(Document_parts, masked);
  const [, rename] = useMutation(RenameDocumentDocument);
  const [, remove] = useMutation(RemoveDocumentVersionDocument);
  const [, deleteWhole] = useMutation(DeleteDocumentDocument);
  const [open, setOpen] = useState<'name' | 'delete' | { version: string; number: number } | null>(null);
  const [name, setName] = useState(title);
  const [newest, ...older] = versions;
  const close = () => setOpen(null);
  const done = (isDone: boolean, words: string) => {
    if (isDone) { close(); showDone(words); } else showFailure(t('failed'));
  };
  if (!newest) return null;
  const said = (version: (typeof versions)[number]) => `${formatBytes(version.byteSize, i18n.language)} · ${formatMoment(version.uploadedAt, i18n.language)} · ${version.uploadedBy}`;
  return (
    <article className={classes.document} aria-label={title}>
      <div className={classes.line}>
        <span className={classes.icon}><FileIcon mediaType={newest.mediaType} /></span>
        <span className={classes.words}>
          <a href={newest.path} download={newest.fileName} className={classes.name}>{title}</a>
          <span className={classes.meta}>{newest.fileName}</span>
          <span className={classes.meta}>{said(newest)}</span>
        </span>
        <span className={classes.acts}>
          <ActionIcon component="a" href={newest.path} download={newest.fileName} variant="subtle" color="gray" size={44} aria-label={t('download', { title })}><IconDownload size={22} stroke={1.7} aria-hidden /></ActionIcon>
          <Deleting>
            <Menu position="bottom-end" width={230}>
              <Menu.Target><ActionIcon variant="subtle" color="gray" size={44} aria-label={t('more', { title })}><IconDots size={22} aria-hidden /></ActionIcon></Menu.Target>
              <Menu.Dropdown>
                <Writing>
                  <FileButton accept={ACCEPTED} onChange={file => { if (file) onReplace(file); }}>{props => <Menu.Item {...props} closeMenuOnClick={false}>{t('replace')}</Menu.Item>}</FileButton>
                  <Menu.Item onClick={() => { setName(title); setOpen('name'); }}>{t('rename')}</Menu.Item>
                </Writing>
                <Menu.Item color="red" onClick={() => setOpen('delete')}>{t('delete')}</Menu.Item>
              </Menu.Dropdown>
            </Menu>
          </Deleting>
        </span>
      </div>
      {older.length > 0 && (
        <details className={classes.older}>
          <summary>{t('olderVersions', { count: older.length })}</summary>
          <ul>
            {older.map(version => (
              <li key={version.id}>
                <span className={classes.words}><a href={version.path} download={version.fileName}>{t('version', { number: version.number })}: {version.fileName}</a><span className={classes.meta}>{said(version)}</span></span>
                <Deleting><Button variant="subtle" size="compact-md" color="red" onClick={() => setOpen({ version: version.id, number: version.number })}>{t('removeVersion')}</Button></Deleting>
              </li>
            ))}
          </ul>
        </details>
      )}
      <Sheet opened={open === 'name'} onClose={close} title={t('rename')} hasTyped={name !== title}>
        <form onSubmit={event => { event.preventDefault(); void rename({ documentId: id, title: name }).then(({ data }) => done(data?.renameDocument.__typename === 'Document', t('renamed'))); }}>
          <TextInput label={t('title')} maxLength={200} value={name} onChange={event => setName(event.currentTarget.value)} data-autofocus />
          <Group mt="md" justify="flex-end"><Button variant="default" onClick={close}>{t('cancel')}</Button><Button type="submit" disabled={!name.trim()}>{t('save')}</Button></Group>
        </form>
      </Sheet>
      <Sheet opened={open === 'delete'} onClose={close} title={t('deleteTitle', { title })}>
        <Text>{t('deleteText', { count: versions.length })}</Text>
        <Group mt="md" justify="flex-end">
          <Button variant="default" onClick={close} data-autofocus>{t('cancel')}</Button>
          <Button color="red" onClick={() => void deleteWhole({ documentId: id }).then(({ data }) => done(!!data, t('deleted')))}>{t('deleteConfirm')}</Button>
        </Group>
      </Sheet>
      {typeof open === 'object' && open && (
        <Sheet opened onClose={close} title={t('removeTitle', { number: open.number })}>
          <Text>{t('removeText')}</Text>
          <Group mt="md" justify="flex-end">
            <Button variant="default" onClick={close} data-autofocus>{t('cancel')}</Button>
            <Button color="red" onClick={() => void remove({ id: open.version }).then(({ data }) => done(data?.removeDocumentVersion.__typename === 'Document', t('removed')))}>{t('removeVersion')}</Button>
          </Group>
        </Sheet>
      )}
    </article>
  );
}
