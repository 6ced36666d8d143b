import { IconAlertTriangle, IconArrowBackUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { readFragment, type FragmentType } from '../graphql/generated/index.ts';
import { useMinute } from '../ui/minute.ts';
import { momentInWords } from '../ui/zoned-time.ts';
import { CallDetail_call } from './call-detail.ts';
import classes from './history.module.css';

/** What the secretary wrote down, as written; below it what can be done with it. */
export function NoteCard({ call: masked, timeZone, children }: { call: FragmentType<typeof CallDetail_call>; timeZone: string; children?: ReactNode }) {
  const { t, i18n } = useTranslation('history');
  const { note, state, result } = readFragment(CallDetail_call, masked);
  const now = useMinute();
  const moment = (at: string) => momentInWords(at, timeZone, i18n.language, now);
  return (
    <section className={classes.card} aria-labelledby="note-title">
      <h2 id="note-title" className={classes.cardTitle}>{t('note.title')}</h2>
      {note ? (
        <>
          {(note.urgent || note.callBackWished) && (
            <p className={classes.flags}>
              {note.urgent && <span className={classes.tag} data-tone="urgent"><IconAlertTriangle size={15} aria-hidden />{t('row.urgent')}</span>}
              {note.callBackWished && <span className={classes.tag} data-tone="call-back"><IconArrowBackUp size={15} aria-hidden />{t('row.callBackWished')}</span>}
            </p>
          )}
          <p className={classes.concern}>{note.concern}</p>
          <p className={classes.byline}>
            {t('note.by', { name: note.writtenBy.name, time: moment(note.writtenAt) })}
            {note.updatedAt && note.updatedAt !== note.writtenAt && ` · ${t('note.changed', { time: moment(note.updatedAt) })}`}
          </p>
          {children}
        </>
      ) : (
        <p className={classes.quiet}>{t(state !== 'ENDED' ? 'note.notYet' : result === 'MISSED' || result === 'ABANDONED' ? 'note.nobodyReached' : 'note.none')}</p>
      )}
    </section>
  );
}
