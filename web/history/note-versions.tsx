import { useTranslation } from 'react-i18next';
import { graphql, readFragment, type FragmentType } from '../graphql/generated/index.ts';
import { useMinute } from '../ui/minute.ts';
import { momentInWords } from '../ui/zoned-time.ts';
import classes from './history.module.css';

export const NoteVersions_note = graphql(`
  fragment NoteVersions_note on CallNote {
    id
    earlierVersions { version callerName callerCompany callerNumber concern urgent callBackWished writtenAt writtenBy { id name } }
  }
`);

/** What the note said before it was changed, where it was. */
export function NoteVersions({ note: masked, timeZone }: { note: FragmentType<typeof NoteVersions_note>; timeZone: string }) {
  const { t, i18n } = useTranslation('history');
  const now = useMinute();
  const { earlierVersions } = readFragment(NoteVersions_note, masked);
  if (earlierVersions.length === 0) return null;
  return (
    <details className={classes.versions}>
      <summary>{t('note.earlier', { count: earlierVersions.length })}</summary>
      <ol>
        {earlierVersions.map(({ version, callerName, callerCompany, callerNumber, concern, urgent, callBackWished, writtenAt, writtenBy }) => (
          <li key={version}>
            <p className={classes.byline}>{t('note.by', { name: writtenBy.name, time: momentInWords(writtenAt, timeZone, i18n.language, now) })}</p>
            <p className={classes.byline}>{[callerName, callerCompany, callerNumber, urgent && t('row.urgent'), callBackWished && t('row.callBackWished')].filter(Boolean).join(' · ')}</p>
            <p className={classes.versionConcern}>{concern}</p>
          </li>
        ))}
      </ol>
    </details>
  );
}
