import { Alert, Button, Progress, Select } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconDownload, IconShare } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { canShare, handToShareSheet } from '../ui/share.ts';
import { Sheet } from '../ui/sheet.tsx';
import { showFailure } from '../ui/toasts.tsx';
import { useDownload, type DownloadState, type FileFormat } from './download.ts';
import classes from './exports.module.css';

/** What is exported: its words are those of the catalogue. */
export type ExportKind = 'calls' | 'note' | 'contacts';

/** Spans that calls can be narrowed down to, in days; null: all there are. */
const SPANS = { all: null, week: 7, month: 30, year: 365 } as const;
type Span = keyof typeof SPANS;

/** Asks what file is wanted, shows how far it has got, and hands it over: to be kept, or to the share sheet of the telephone. */
export function ExportSheet({ kind, path, formats, query, what, opened, onClose, children }: {
  kind: ExportKind; path: string; formats: readonly FileFormat[]; query: Record<string, string>; what?: ReactNode; opened: boolean; onClose: () => void; children?: ReactNode;
}) {
  const { t, i18n } = useTranslation('exports');
  const { t: app } = useTranslation();
  const [format, setFormat] = useState<FileFormat>(formats[0]!);
  const [span, setSpan] = useState<Span>('all');
  const { state, start, cancel, reset } = useDownload();
  const isUnderWay = state.is === 'UNDER_WAY';

  const make = () => {
    const days = SPANS[span];
    const from: Record<string, string> = days === null ? {} : { from: new Date(Date.now() - days * 86_400_000).toISOString() };
    void start(`${path}.${format}?${new URLSearchParams({ ...query, ...from, language: i18n.language })}`, format);
  };
  const close = () => { reset(); onClose(); };
  return (
    <Sheet opened={opened} onClose={close} title={t(`${kind}.title`)} isHeld={isUnderWay}>
      <div className={classes.body}>
        {what && <p className={classes.what}>{what}</p>}
        <fieldset className={classes.set} disabled={isUnderWay}>
          <legend className={classes.legend}>{t('format')}</legend>
          <div className={classes.formats}>
            {formats.map(one => (
              <label key={one} className={classes.format}>
                <input type="radio" name="format" value={one} checked={format === one} onChange={() => { setFormat(one); reset(); }} />
                <span className={classes.formatText}><span className={classes.formatName}>{t(`${kind}.${one}` as 'calls.csv')}</span><span className={classes.formatHint}>{t(`${kind}.${one}Hint` as 'calls.csvHint')}</span></span>
              </label>
            ))}
          </div>
        </fieldset>
        {/* What is narrowed down to a time already needs no second one. */}
        {kind === 'calls' && !query['from'] && !query['until'] && (
          <Select
            label={t('span.label')} value={span} allowDeselect={false} disabled={isUnderWay} onChange={chosen => { setSpan(chosen as Span); reset(); }}
            data={Object.keys(SPANS).map(value => ({ value, label: t(`span.${value as Span}`) }))} comboboxProps={{ withinPortal: true }}
          />
        )}
        <div role="status" className={classes.under}><Standing state={state} kind={kind} /></div>
        <div className={classes.ways}>
          {state.is === 'THERE' ? <Ways state={state} />
            : isUnderWay ? <Button variant="default" onClick={cancel}>{t('cancel')}</Button>
              : <Button onClick={make} leftSection={<IconDownload size={18} aria-hidden />}>{t('make')}</Button>}
          {!isUnderWay && <Button variant="default" onClick={close}>{state.is === 'THERE' ? app('close') : app('cancel')}</Button>}
        </div>
        {children}
      </div>
    </Sheet>
  );
}

/** How far it has got, or what came of it. */
function Standing({ state, kind }: { state: DownloadState; kind: ExportKind }) {
  const { t } = useTranslation('exports');
  switch (state.is) {
    case 'NONE': return null;
    case 'UNDER_WAY': {
      const text = state.total === null ? (state.done > 0 ? t('pages', { count: state.done }) : t('making')) : t('doneOf', { done: state.done, total: state.total });
      return (
        <>
          <Progress.Root size="lg" aria-hidden><Progress.Section value={state.total === null ? 100 : Math.min(100, (100 * state.done) / state.total)} animated striped={state.total === null} /></Progress.Root>
          <p className={classes.count}>{text}</p>
        </>
      );
    }
    case 'THERE': return (
      <p className={classes.there}><IconCircleCheck size={20} aria-hidden /><span>{state.format === 'pdf' || kind === 'note' ? t('ready', { name: state.file.name }) : state.done === 0 ? t('readyEmpty') : t(state.format === 'vcf' ? 'readyCards' : state.format === 'ics' ? 'readyReminders' : kind === 'contacts' ? 'readyContacts' : 'readyCalls', { count: state.done, name: state.file.name })}</span></p>
    );
    case 'FAILED': return state.why === 'CANCELLED' ? <p className={classes.count}>{t('cancelled')}</p> : (
      <Alert color="red" variant="light" role="alert" icon={<IconAlertTriangle size={20} aria-hidden />}>
        {state.why === 'TOO_MANY' ? t('tooMany', { count: state.records, most: state.most }) : t(`failed.${state.why}`)}
      </Alert>
    );
  }
}

/** What can be done with a file that is there; it is handed to the share sheet where that takes files of its kind. */
function Ways({ state: { file, address } }: { state: Extract<DownloadState, { is: 'THERE' }> }) {
  const { t } = useTranslation('exports');
  const what = { files: [file], title: file.name };
  const share = async () => {
    const shared = await handToShareSheet(what);
    if (shared === 'FAILED' || shared === 'UNABLE') showFailure(t('shareFailed'));
  };
  return (
    <>
      <Button component="a" href={address} download={file.name} leftSection={<IconDownload size={18} aria-hidden />}>{t('save')}</Button>
      {canShare(what) && <Button variant="default" onClick={() => void share()} leftSection={<IconShare size={18} aria-hidden />}>{t('share')}</Button>}
    </>
  );
}
