import { ActionIcon, Button } from '@mantine/core';
import { IconDownload, IconMail } from '@tabler/icons-react';
import { lazy, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallFilter } from '../graphql/generated/graphql.ts';
import { OnceOpened } from '../ui/once-opened.tsx';
import classes from './exports.module.css';
import { mailAddress } from './note-text.ts';

const ExportSheet = lazy(async () => ({ default: (await import('./export-sheet.tsx')).ExportSheet }));

/** The way from the history to a file of what it shows. */
export function CallsExport({ customerId, filter, what, isInWords = false }: { customerId: string; filter: CallFilter; what: ReactNode; isInWords?: boolean }) {
  const { t } = useTranslation('exports');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      {isInWords
        ? <Button variant="default" w="fit-content" leftSection={<IconDownload size={18} aria-hidden />} onClick={() => setOpen(true)}>{t('calls.button')}</Button>
        : <ActionIcon variant="default" size={44} aria-label={t('calls.button')} title={t('calls.button')} onClick={() => setOpen(true)}><IconDownload size={20} stroke={1.7} aria-hidden /></ActionIcon>}
      <OnceOpened opened={isOpen}><ExportSheet kind="calls" path="/exports/calls" formats={['csv', 'pdf', 'vcf', 'ics']} query={{ customer: customerId, ...queryOf(filter) }} what={what} opened={isOpen} onClose={() => setOpen(false)} /></OnceOpened>
    </>
  );
}

/** The filter of the history as the address of an export says it. */
function queryOf({ search, urgent, needsCallBack, results, secretaryId, contactId, from, until }: CallFilter): Record<string, string> {
  return {
    ...(search ? { search } : {}), ...(typeof urgent === 'boolean' ? { urgent: String(urgent) } : {}), ...(typeof needsCallBack === 'boolean' ? { needsCallBack: String(needsCallBack) } : {}),
    ...(results ? { results: results.join(',') } : {}), ...(secretaryId ? { secretary: secretaryId } : {}), ...(contactId ? { contact: contactId } : {}),
    ...(from ? { from } : {}), ...(until ? { until } : {}),
  };
}

/** Passes one note on: as a file, or as an e-mail that the person's own program sends. */
export function NoteExport({ customerId, callId, hasNumber, subject, text }: { customerId: string; callId: string; hasNumber: boolean; subject: string; text: string }) {
  const { t } = useTranslation('exports');
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button variant="default" w="fit-content" leftSection={<IconDownload size={18} aria-hidden />} onClick={() => setOpen(true)}>{t('note.button')}</Button>
      <OnceOpened opened={isOpen}>
        <ExportSheet
          kind="note" path="/exports/calls" formats={hasNumber ? ['pdf', 'csv', 'ics', 'vcf'] : ['pdf', 'csv', 'ics']} query={{ customer: customerId, call: callId }} opened={isOpen} onClose={() => setOpen(false)}
        >
          <hr className={classes.rule} />
          <div className={classes.ways}>
            <Button component="a" href={mailAddress(subject, text)} variant="default" leftSection={<IconMail size={18} aria-hidden />}>{t('note.mail')}</Button>
          </div>
          <p className={classes.hint}>{t('note.mailHint')}</p>
        </ExportSheet>
      </OnceOpened>
    </>
  );
}
