import { Anchor, Button } from '@mantine/core';
import { IconArrowBackUp, IconChecks, IconChevronRight, IconPhone } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { useViewer, type CustomerUserViewer } from '../app/viewer.tsx';
import { graphql, readFragment } from '../graphql/generated/index.ts';
import { callAddresses } from '../history/addresses.ts';
import { writeHistoryAddress } from '../history/call-filters.ts';
import { CallRow } from '../history/call-row.tsx';
import historyClasses from '../history/history.module.css';
import { ActiveCard } from '../instructions/active-card.tsx';
import { Instruction_parts } from '../instructions/instruction-parts.ts';
import { PresetTiles } from '../instructions/preset-tiles.tsx';
import classes from '../portal/home.module.css';
import { newsOf } from '../portal/news.ts';
import { Page } from '../portal/page.tsx';
import { usePortalCustomer } from '../portal/portal-customer.tsx';
import { useReadState } from '../portal/read-state.ts';
import { useAgainAfterGap } from '../portal/snapshot.tsx';
import { useNow } from '../ui/clock.ts';
import { EmptyFace, ErrorFace, LoadingFace } from '../ui/faces.tsx';
import { formatNumber } from '../ui/phone-numbers.ts';
import { momentInWords, wallTime } from '../ui/zoned-time.ts';

const RECENT = 6;
const CALL_BACKS = 20;

const PortalHomeDocument = graphql(`
  query PortalHome($customerId: ID!) {
    customer(id: $customerId) {
      id
      ...ActiveCard_customer
      instructions(first: 50) { edges { node { id ...Instruction_parts } } }
    }
    calls(first: 30) { edges { node { id state receivedAt ...CallRow_call ...News_call } } }
    toCallBack: calls(first: 20, filter: { needsCallBack: true }) { edges { node { id } } pageInfo { hasNextPage } }
  }
`);

/** What happened, what counts now, and one tap to change it. */
export function PortalHomePage() {
  const { t } = useTranslation('portal');
  const viewer = useViewer() as CustomerUserViewer;
  const whose = usePortalCustomer();
  const now = useNow();
  const [{ data, error }, again] = useQuery({ query: PortalHomeDocument, variables: { customerId: whose.id } });
  useAgainAfterGap(() => again({ requestPolicy: 'network-only' }));

  const hour = Number(wallTime(now, whose.timeZone).time.slice(0, 2));
  const greeting = t(hour < 11 ? 'home.morning' : hour < 18 ? 'home.day' : 'home.evening', { name: viewer.name });
  if (!data?.customer) return <Page title={t('home.title')} heading={greeting}>{error ? <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} /> : <LoadingFace />}</Page>;
  const { customer, calls, toCallBack } = data;
  const instructions = customer.instructions.edges.map(({ node }) => readFragment(Instruction_parts, node));
  return (
    <Page title={t('home.title')} heading={greeting} isWide>
      <div className={classes.columns}>
        <div className={classes.column}>
          <Happened calls={calls.edges.map(({ node }) => node)} now={now} timeZone={whose.timeZone} userId={viewer.id} callBacks={toCallBack.edges.length} moreCallBacks={toCallBack.pageInfo.hasNextPage} line={whose.lines[0]?.number} />
        </div>
        <div className={classes.column} data-side>
          <section className={classes.section} aria-labelledby="now-title">
            <h2 id="now-title" className={classes.title}>{t('home.now')}</h2>
            <ActiveCard customer={customer} whose={whose} />
          </section>
          <section className={classes.section} aria-labelledby="change-title">
            <h2 id="change-title" className={classes.title}>{t('home.change')}</h2>
            <PresetTiles whose={whose} instructions={instructions} />
          </section>
        </div>
      </div>
    </Page>
  );
}

type HomeCall = { id: string; state: string; receivedAt: string } & Parameters<typeof CallRow>[0]['call'] & Parameters<typeof newsOf>[0];

function Happened({ calls, now, timeZone, userId, callBacks, moreCallBacks, line }: {
  calls: readonly HomeCall[]; now: number; timeZone: string; userId: string; callBacks: number; moreCallBacks: boolean; line: string | undefined;
}) {
  const { t, i18n } = useTranslation('portal');
  const { isUnread, markAllRead } = useReadState(userId);
  const live = calls.filter(call => call.state !== 'ENDED' && !newsOf(call));
  const fresh = calls.filter(call => isUnread(newsOf(call))).toSorted((a, b) => newsOf(b)!.at.localeCompare(newsOf(a)!.at));
  const recent = calls.filter(call => !live.includes(call) && !fresh.includes(call)).slice(0, RECENT);
  const row = (call: HomeCall, isNew: boolean) => <li key={call.id}><CallRow call={call} timeZone={timeZone} isNew={isNew} when={momentInWords(call.receivedAt, timeZone, i18n.language, now)} /></li>;

  if (calls.length === 0) {
    return (
      <section className={classes.section} aria-labelledby="new-title">
        <h2 id="new-title" className={classes.title}>{t('home.new')}</h2>
        <div className={classes.boxed}>
          <EmptyFace icon={<IconPhone size={32} stroke={1.4} color="var(--vz-muted)" aria-hidden />} title={t('home.empty')}>
            {t('home.emptyText')}{line && <strong className={classes.line}>{t('home.yourLine', { number: formatNumber(line) })}</strong>}
          </EmptyFace>
        </div>
      </section>
    );
  }
  return (
    <>
      {live.length > 0 && (
        <section className={classes.section} aria-labelledby="live-title">
          <h2 id="live-title" className={classes.title}>{t('home.onThePhone')}</h2>
          <ul className={historyClasses.list}>{live.map(call => row(call, false))}</ul>
        </section>
      )}
      <section className={classes.section} aria-labelledby="new-title">
        <div className={classes.titleRow}>
          <h2 id="new-title" className={classes.title}>{t('home.new')}{fresh.length > 0 && <span className={classes.count}>{fresh.length}</span>}</h2>
          {fresh.length > 0 && (
            <Button variant="subtle" size="compact-md" className={classes.titleAct} leftSection={<IconChecks size={18} aria-hidden />} onClick={() => markAllRead(newsOf(fresh[0]!)!.at)}>{t('home.markAllRead')}</Button>
          )}
        </div>
        {fresh.length > 0 ? <ul className={historyClasses.list}>{fresh.map(call => row(call, true))}</ul> : <p className={classes.nothing}>{t('home.nothingNew')}</p>}
      </section>
      {callBacks > 0 && (
        <Link to={`${callAddresses.list()}?${writeHistoryAddress({ kind: 'callBack', search: '' })}`} className={classes.callBacks}>
          <IconArrowBackUp size={20} stroke={1.8} aria-hidden />
          <span>{moreCallBacks ? t('home.callBacksMore', { count: CALL_BACKS }) : t('home.callBacks', { count: callBacks })}</span>
          <IconChevronRight size={18} aria-hidden />
        </Link>
      )}
      {recent.length > 0 && (
        <section className={classes.section} aria-labelledby="recent-title">
          <div className={classes.titleRow}>
            <h2 id="recent-title" className={classes.title}>{t('home.recent')}</h2>
            <Anchor component={Link} to={callAddresses.list()} className={classes.titleAct}>{t('home.allCalls')}</Anchor>
          </div>
          <ul className={historyClasses.list}>{recent.map(call => row(call, false))}</ul>
        </section>
      )}
    </>
  );
}
