import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import type { Session_SessionFragment } from '../graphql/generated/graphql.ts';
import { graphql, readFragment, type FragmentType } from '../graphql/generated/index.ts';
import { useErrorText } from '../ui/faces.tsx';
import { useMinute } from '../ui/minute.ts';
import { formatMoment } from '../ui/times.ts';
import { showDone, showFailure } from '../ui/toasts.tsx';
import classes from './account.module.css';

export const Session_session = graphql(`
  fragment Session_session on Session { id browser system startedAt lastUsedAt isCurrent }
`);
const EndSessionDocument = graphql(`
  mutation EndSession($sessionId: ID!) { endSession(sessionId: $sessionId) { id ...Session_session } }
`);
const EndOtherSessionsDocument = graphql(`
  mutation EndOtherSessions { endOtherSessions { id ...Session_session } }
`);

/** Where the viewer is signed in, each to be ended. */
export function SessionsCard({ sessions }: { sessions: readonly FragmentType<typeof Session_session>[] }) {
  const { t, i18n } = useTranslation('account');
  const now = new Date(useMinute());
  const [{ fetching: ending }, end] = useMutation(EndSessionDocument);
  const [{ fetching: endingOthers }, endOthers] = useMutation(EndOtherSessionsDocument);
  const [endingId, setEndingId] = useState<string | null>(null);
  const errorText = useErrorText();
  const known = readFragment(Session_session, sessions);
  const nameOf = ({ browser, system }: Session_SessionFragment) => (browser && system ? t('sessions.device', { browser, system }) : (browser ?? system ?? t('sessions.unknown')));
  const tell = (error: Parameters<typeof errorText>[0] | undefined, done: string) => (error ? showFailure(errorText(error)) : showDone(done));
  const endOne = async (sessionId: string) => {
    setEndingId(sessionId);
    tell((await end({ sessionId })).error, t('sessions.ended'));
  };
  const when = (at: string) => formatMoment(at, i18n.language, now);
  return (
    <section className={classes.card} aria-labelledby="sessions">
      <div className={classes.head}>
        <h2 id="sessions" className={classes.heading}>{t('sessions.title')}</h2>
        {known.some(({ isCurrent }) => !isCurrent) && (
          <Button variant="default" loading={endingOthers} onClick={async () => tell((await endOthers({})).error, t('sessions.endedOthers'))}>{t('sessions.endOthers')}</Button>
        )}
      </div>
      <p className={classes.muted}>{known.length > 1 ? t('sessions.lead') : t('sessions.onlyHere')}</p>
      <ul className={classes.rows}>
        {known.map(session => (
          <li key={session.id} className={classes.row}>
            <div className={classes.main}>
              <span className={classes.name}>{nameOf(session)}{session.isCurrent && <span className={classes.here}>{t('sessions.here')}</span>}</span>
              <p className={classes.muted}>
                {t('sessions.lastUsed', { time: when(session.lastUsedAt) })} · {t('sessions.started', { time: when(session.startedAt) })}
              </p>
            </div>
            {!session.isCurrent && (
              <Button variant="default" loading={ending && endingId === session.id} aria-label={t('sessions.endOne', { device: nameOf(session) })} onClick={() => void endOne(session.id)}>
                {t('sessions.end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
