import { Anchor, Button } from '@mantine/core';
import { IconArrowBackUp, IconBulb, IconChecks, IconChevronRight, IconPhone } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { useViewer, type CustomerUserViewer } from '../app/viewer.tsx';
import { ForwardingInvitation } from '../forwarding/forwarding-invitation.tsx';
import type { PortalHomeQuery } from '../graphql/generated/graphql.ts';
import { graphql, readFragment } from '../graphql/generated/index.ts';
import { callAddresses } from '../history/addresses.ts';
import { EVERYTHING, writeHistoryAddress } from '../history/call-filters.ts';
import { CallRow } from '../history/call-row.tsx';
import historyClasses from '../history/history.module.css';
import { ActiveCard } from '../instructions/active-card.tsx';
import { Instruction_parts } from '../instructions/instruction-parts.ts';
import { PresetTiles } from '../instructions/preset-tiles.tsx';
import classes from '../portal/home.module.css';
import { places } from '../portal/addresses.ts';
import { FURTHER_PLACES } from '../portal/further-places.ts';
import { newsOf } from '../portal/news.ts';
import { Page } from '../portal/page.tsx';
import { usePortalCustomer } from '../portal/portal-customer.tsx';
import { useReadState } from '../portal/read-state.ts';
import { useAgainAfterGap } from '../portal/snapshot.tsx';
import { useMinute } from '../ui/minute.ts';
import { EmptyFace, ErrorFace, LoadingFace } from '../ui/faces.tsx';
import { ReadOnlyNote, Writing } from '../ui/read-only.tsx';
import { formatNumber, useAllNumbers } from '../ui/number-format.ts';
import { briefMoment, wallTime } from '../ui/zoned-time.ts';

const RECENT = 6;
const SHOWN_NEWS = 5;

const PortalHomeDocument = graphql(`
  query PortalHome($customerId: ID!) {
    customer(id: $customerId) {
      id
      ...ActiveCard_customer
      ...PresetTiles_customer
      lines { id lastForwardingCheck { id result } }
      suggestions: faqs(first: 10, suggested: true) { edges { node { id } } }
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
  const now = useMinute();
  const [{ data, error }, again] = useQuery({ query: PortalHomeDocument, variables: { customerId: whose.id } });
  useAgainAfterGap(() => again({ requestPolicy: 'network-only' }));

  const hour = Number(wallTime(now, whose.timeZone).time.slice(0, 2));
  const greeting = t(hour < 11 ? 'home.morning' : hour < 18 ? 'home.day' : 'home.evening', { name: viewer.name });
  if (!data?.customer) return <Page title={t('home.title')} heading={greeting}>{error ? <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} /> : <LoadingFace />}</Page>;
  const { customer, toCallBack } = data;
  const calls = data.calls.edges.map(({ node }) => node);
  const checks = customer.lines.map(({ lastForwardingCheck }) => lastForwardingCheck?.result);
  const hasFailed = checks.some(result => result && result !== 'ARRIVED');
  // Calls that came in show that something is forwarded, but not that the telephone is which was tested last.
  const missesForwarding = hasFailed || (calls.length === 0 && !checks.includes('ARRIVED') && customer.lines.length > 0);
  const instructions = customer.instructions.edges.map(({ node }) => readFragment(Instruction_parts, node));
  return (
    <Page title={t('home.title')} heading={greeting} isWide>
      <div className={classes.columns}>
        <div className={classes.happened}>
          <OnThePhone calls={calls} />
          {missesForwarding && <ForwardingInvitation to={places.forwarding()} hasFailed={hasFailed} />}
          {calls.length > 0 ? <News calls={calls} userId={viewer.id} /> : <NoCalls line={whose.lines[0]?.number} />}
          {customer.suggestions.edges.length > 0 && <Suggestions count={customer.suggestions.edges.length} />}
          {toCallBack.edges.length > 0 && <CallBacks count={toCallBack.edges.length} isMore={toCallBack.pageInfo.hasNextPage} />}
        </div>
        <div className={classes.now}>
          <section className={classes.section} aria-labelledby="now-title">
            <h2 id="now-title" className={classes.title}>{t('home.now')}</h2>
            <ActiveCard customer={customer} whose={whose} />
          </section>
          <section className={classes.section} aria-labelledby="change-title">
            <h2 id="change-title" className={classes.title}>{t('home.change')}</h2>
            <ReadOnlyNote />
            <Writing><PresetTiles customer={customer} whose={whose} instructions={instructions} /></Writing>
          </section>
        </div>
        <Recent calls={calls} userId={viewer.id} />
        <Further />
      </div>
    </Page>
  );
}

/** The ways to what has no place at the lower edge of a phone. */
function Further() {
  const { t } = useTranslation('portal');
  return (
    <section className={classes.further} aria-labelledby="further-title">
      <h2 id="further-title" className={classes.title}>{t('home.further')}</h2>
      <ul>
        {FURTHER_PLACES.map(({ place, Icon }) => <li key={place}><Link to={places[place]()}><Icon size={22} stroke={1.7} aria-hidden /><span>{t(`menu.${place}`)}</span></Link></li>)}
      </ul>
    </section>
  );
}

type HomeCall = PortalHomeQuery['calls']['edges'][number]['node'];

const isLive = (call: HomeCall) => call.state !== 'ENDED' && !newsOf(call);

/** Calls under a heading, each with the day that it came in. */
function Rows({ calls, isNew }: { calls: readonly HomeCall[]; isNew: boolean }) {
  const { i18n } = useTranslation('portal');
  const { timeZone } = usePortalCustomer();
  const now = useMinute();
  return (
    <ul className={historyClasses.list}>
      {calls.map(call => <li key={call.id}><CallRow call={call} timeZone={timeZone} isNew={isNew} when={briefMoment(call.receivedAt, timeZone, i18n.language, now)} /></li>)}
    </ul>
  );
}

function OnThePhone({ calls }: { calls: readonly HomeCall[] }) {
  const { t } = useTranslation('portal');
  const live = calls.filter(isLive);
  return live.length > 0 && (
    <section className={classes.section} aria-labelledby="live-title">
      <h2 id="live-title" className={classes.title}>{t('home.onThePhone')}</h2>
      <Rows calls={live} isNew={false} />
    </section>
  );
}

function News({ calls, userId }: { calls: readonly HomeCall[]; userId: string }) {
  const { t } = useTranslation('portal');
  const { isUnread, markAllRead } = useReadState(userId);
  const [showsAll, setShowsAll] = useState(false);
  const news = calls.flatMap(call => { const one = newsOf(call); return one && isUnread(one) ? [{ call, at: one.at }] : []; }).toSorted((a, b) => b.at.localeCompare(a.at));
  const shown = showsAll ? news : news.slice(0, SHOWN_NEWS);
  const [latest] = news;
  return (
    <section className={classes.section} aria-labelledby="new-title">
      <div className={classes.titleRow}>
        <h2 id="new-title" className={classes.title}>{t('home.new')}{latest && <span className={classes.count}>{news.length}</span>}</h2>
        {latest && <Button variant="subtle" size="compact-md" className={classes.titleAct} leftSection={<IconChecks size={18} aria-hidden />} onClick={() => markAllRead(latest.at)}>{t('home.markAllRead')}</Button>}
      </div>
      {latest ? <Rows calls={shown.map(({ call }) => call)} isNew /> : <p className={classes.nothing}>{t('home.nothingNew')}</p>}
      {shown.length < news.length && <Button variant="default" onClick={() => setShowsAll(true)}>{t('home.moreNews', { count: news.length - shown.length })}</Button>}
    </section>
  );
}

function NoCalls({ line }: { line: string | undefined }) {
  const { t } = useTranslation('portal');
  useAllNumbers();
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

function CallBacks({ count, isMore }: { count: number; isMore: boolean }) {
  const { t } = useTranslation('portal');
  return (
    <Link to={`${callAddresses.list()}?${writeHistoryAddress({ ...EVERYTHING, kind: 'callBack' })}`} className={classes.callBacks}>
      <IconArrowBackUp size={20} stroke={1.8} aria-hidden />
      <span>{isMore ? t('home.callBacksMore', { count }) : t('home.callBacks', { count })}</span>
      <IconChevronRight size={18} aria-hidden />
    </Link>
  );
}

/** Questions that callers asked and secretaries would like to answer. */
function Suggestions({ count }: { count: number }) {
  const { t } = useTranslation('portal');
  return (
    <Link to={places.faqs()} className={classes.callBacks}>
      <IconBulb size={20} stroke={1.8} aria-hidden />
      <span>{t('home.suggestions', { count })}</span>
      <IconChevronRight size={18} aria-hidden />
    </Link>
  );
}

function Recent({ calls, userId }: { calls: readonly HomeCall[]; userId: string }) {
  const { t } = useTranslation('portal');
  const { isUnread } = useReadState(userId);
  const recent = calls.filter(call => !isLive(call) && !isUnread(newsOf(call))).slice(0, RECENT);
  return recent.length > 0 && (
    <section className={classes.recent} aria-labelledby="recent-title">
      <div className={classes.titleRow}>
        <h2 id="recent-title" className={classes.title}>{t('home.recent')}</h2>
        <Anchor component={Link} to={callAddresses.list()} className={classes.titleAct}>{t('home.allCalls')}</Anchor>
      </div>
      <Rows calls={recent} isNew={false} />
    </section>
  );
}
