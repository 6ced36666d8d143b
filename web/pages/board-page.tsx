import { ActionIcon, Anchor, Button } from '@mantine/core';
import { useFullscreenDocument } from '@mantine/hooks';
import { IconArrowLeft, IconArrowsMaximize, IconArrowsMinimize, IconTarget } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { addresses } from '../app/addresses.ts';
import { Shell } from '../app/shell.tsx';
import { useViewer } from '../app/viewer.tsx';
import { Board_call, Board_figures, Board_level, Board_secretary } from '../board/board-parts.ts';
import classes from '../board/board.module.css';
import { Results, Team, Waiting } from '../board/panels.tsx';
import { SetTarget } from '../board/set-target.tsx';
import { Tiles } from '../board/tiles.tsx';
import { OVER_SOCKET } from '../graphql/client.ts';
import { useConnection, useFeed } from '../graphql/feed.ts';
import { graphql, readFragment } from '../graphql/generated/index.ts';
import { learnServerTime, useNow } from '../ui/clock.ts';
import { EmptyFace, ErrorFace, LoadingFace } from '../ui/faces.tsx';
import { formatTime } from '../ui/times.ts';

const BoardDocument = graphql(`
  query Board { desk { cursor calls { id ...Board_call } secretaries { id ...Board_secretary } } }
`);
// No event carries them: they are asked for again after calls have changed.
const BoardFiguresDocument = graphql(`
  query BoardFigures { callsToday { ...Board_figures } }
`);
const BoardEventsDocument = graphql(`
  subscription BoardEvents($after: String) {
    events(after: $after, lookingOn: true) {
      __typename
      cursor
      at
      ... on CallChanged { callId call { id result ...Board_call } }
      ... on PresenceChanged { secretaryId secretary { id ...Board_secretary } }
    }
  }
`);

const FIGURES_AGAIN_AFTER_MS = 5_000;
// Who waits turns late without anybody's doing.
const FIGURES_AT_LEAST_EVERY_MS = 30_000;

/** What happens now, to be read from across the room. */
export function BoardPage() {
  const { t } = useTranslation('board');
  const { t: manage } = useTranslation('manage');
  const viewer = useViewer();
  if (viewer?.__typename === 'Secretary' && viewer.isSupervisor) return <Board />;
  return <Shell title={t('title')} wide><EmptyFace title={manage('onlySupervisors')} action={<Anchor component={Link} to={addresses.desk()}>{manage('back')}</Anchor>}>{t('onlySupervisorsHint')}</EmptyFace></Shell>;
}

function Board() {
  const { t, i18n } = useTranslation('board');
  const { toggle, fullscreen } = useFullscreenDocument();
  const connection = useConnection();
  const [isSetting, setSetting] = useState(false);
  const [{ data, error }, again] = useQuery({ query: BoardDocument, requestPolicy: 'network-only', context: OVER_SOCKET });
  const [{ data: told, error: untold }, figuresAgain] = useQuery({ query: BoardFiguresDocument, requestPolicy: 'network-only', context: OVER_SOCKET });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const anew = () => { again({ requestPolicy: 'network-only' }); figuresAgain({ requestPolicy: 'network-only' }); };
  const countAgainSoon = () => {
    timer.current ??= setTimeout(() => { timer.current = undefined; figuresAgain({ requestPolicy: 'network-only' }); }, FIGURES_AGAIN_AFTER_MS);
  };
  const countAgain = useEffectEvent(() => figuresAgain({ requestPolicy: 'network-only' }));
  useEffect(() => {
    const every = setInterval(() => countAgain(), FIGURES_AT_LEAST_EVERY_MS);
    return () => { clearInterval(every); clearTimeout(timer.current); };
  }, []);
  useFeed({
    document: BoardEventsDocument,
    after: data?.desk?.cursor,
    onEvent: event => {
      learnServerTime(event.at);
      if (event.__typename === 'CallChanged' || event.__typename === 'TelephonyChanged') countAgainSoon();
    },
    onExpired: anew,
  });

  const desk = data?.desk;
  const figures = readFragment(Board_figures, told?.callsToday);
  const level = readFragment(Board_level, figures?.level);
  if (!desk || !figures || !level) {
    const failed = error ?? untold;
    return <main style={{ height: '100%' }}><title>{`${t('title')} · Vorzimmer`}</title>{failed ? <ErrorFace error={failed} onRetry={anew} /> : <LoadingFace />}</main>;
  }
  const calls = desk.calls.map(call => readFragment(Board_call, call));
  const waiting = calls.filter(({ state }) => state === 'RINGING');
  const inHand = calls.filter(({ state, takenBy }) => takenBy && state !== 'RINGING' && state !== 'ENDED');
  return (
    <main className={classes.board}>
      <title>{`${t('title')} · Vorzimmer`}</title>
      <header className={classes.head}>
        {!fullscreen && <ActionIcon component={Link} to={addresses.desk()} variant="default" size={36} aria-label={t('back')}><IconArrowLeft size={18} aria-hidden /></ActionIcon>}
        <h1 className={classes.title}>{t('title')}</h1>
        <Clock />
        {!fullscreen && <Button variant="default" leftSection={<IconTarget size={18} aria-hidden />} onClick={() => setSetting(true)}>{t('target.change')}</Button>}
        <Button variant="default" leftSection={fullscreen ? <IconArrowsMinimize size={18} aria-hidden /> : <IconArrowsMaximize size={18} aria-hidden />} onClick={() => void toggle()}>{t(fullscreen ? 'leaveFullScreen' : 'fullScreen')}</Button>
      </header>
      <div role="status">{connection.status === 'lost' && <p className={classes.lost}>{t('lost', { time: formatTime(connection.since, i18n.language) })}</p>}</div>
      <Tiles waiting={waiting.length} longestSince={waiting[0]?.receivedAt ?? null} level={level} calls={figures.calls} />
      <div className={classes.columns}>
        <Waiting calls={waiting} />
        <Team secretaries={desk.secretaries.map(secretary => readFragment(Board_secretary, secretary))} calls={inHand} />
        <Results figures={figures} />
      </div>
      {isSetting && <SetTarget level={level} onClose={() => setSetting(false)} onSet={() => { setSetting(false); figuresAgain({ requestPolicy: 'network-only' }); }} />}
    </main>
  );
}

function Clock() {
  const { i18n } = useTranslation();
  const now = useNow();
  return <time className={classes.clock} dateTime={new Date(now).toISOString()}>{formatTime(new Date(now), i18n.language)}</time>;
}
