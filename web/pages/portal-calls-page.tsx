import { ActionIcon, Button, Center, Loader } from '@mantine/core';
import { useIntersection } from '@mantine/hooks';
import { IconPhone, IconPhoneCheck, IconSearchOff, IconTrash } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Outlet, useLocation, useParams } from 'react-router';
import { useQuery } from 'urql';
import { useViewer, type CustomerUserViewer } from '../app/viewer.tsx';
import { CallsExport } from '../exports/call-exports.tsx';
import { graphql } from '../graphql/generated/index.ts';
import { EVERYTHING, filterOf, narrowed, readHistoryAddress, writeHistoryAddress, type Narrowing } from '../history/call-filters.ts';
import { CallRow } from '../history/call-row.tsx';
import { CallsByDay } from '../history/calls-by-day.tsx';
import classes from '../history/history.module.css';
import { HistoryFilters, useFilterWords } from '../history/history-filters.tsx';
import { HistoryKinds, HistorySearch } from '../history/history-search.tsx';
import { newsOf } from '../portal/news.ts';
import { Page } from '../portal/page.tsx';
import { usePortalCustomer } from '../portal/portal-customer.tsx';
import { useReadState } from '../portal/read-state.ts';
import { useSnapshot } from '../portal/snapshot.tsx';
import { trashAddress } from '../trash/addresses.ts';
import { useAddressSearch } from '../ui/address-search.ts';
import { useMinute } from '../ui/minute.ts';
import { EmptyFace, ErrorFace, LoadingFace } from '../ui/faces.tsx';
import { wallTime } from '../ui/zoned-time.ts';

const PAGE = 30;

const PortalCallsDocument = graphql(`
  query PortalCalls($first: Int!, $after: String, $filter: CallFilter) {
    calls(first: $first, after: $after, filter: $filter) {
      edges { cursor node { id receivedAt ...CallRow_call ...News_call } }
      pageInfo { hasNextPage endCursor }
    }
  }
`);

/** All calls, newest first; on wide screens the chosen one beside them. */
export function PortalCallsPage() {
  const { t } = useTranslation('history');
  const { callId } = useParams();
  const [narrowing, changeAddress] = useAddressSearch(readHistoryAddress, writeHistoryAddress);
  const { kind, search } = narrowing;
  const { id, timeZone } = usePortalCustomer();
  const today = wallTime(useMinute(), timeZone).day;
  const [resets, setResets] = useState(0);
  const narrow = (change: Partial<Narrowing>) => changeAddress(latest => narrowed(latest, change));
  return (
    <div className={classes.panes}>
      <div className={`${classes.listPane} ${callId ? classes.hiddenOnPhone : ''}`}>
        <Page title={t('title')} isBeside={callId !== undefined} actions={<><Export narrowing={narrowing} today={today} /><ToTrash /></>}>
          <HistorySearch key={resets} search={search} onSearch={typed => narrow({ search: typed })} />
          <HistoryKinds kind={kind} onKind={chosen => narrow({ kind: chosen })} />
          <HistoryFilters customerId={id} filters={narrowing} today={today} onChange={narrow} />
          <History narrowing={narrowing} today={today} onShowAll={() => { setResets(count => count + 1); narrow(EVERYTHING); }} />
        </Page>
      </div>
      {callId ? <div className={classes.beside}><Outlet /></div> : <div className={classes.placeholder}><EmptyFace icon={<IconPhone size={32} stroke={1.4} color="var(--vz-muted)" aria-hidden />} title={t('missing.pick')} /></div>}
    </div>
  );
}

/** The way to what was moved to the trash. */
function ToTrash() {
  const { t } = useTranslation('trash');
  return <ActionIcon component={Link} to={trashAddress()} variant="subtle" color="gray" size={44} aria-label={t('open')} title={t('open')}><IconTrash size={22} stroke={1.7} aria-hidden /></ActionIcon>;
}

/** The way to a file of what the list shows. */
function Export({ narrowing, today }: { narrowing: Narrowing; today: string }) {
  const { t } = useTranslation('exports');
  const { id, timeZone } = usePortalCustomer();
  const search = narrowing.search.trim();
  const filters = useFilterWords(id, narrowing, today);
  const what = [t(`calls.what.${narrowing.kind}`), ...(filters.length ? [t('calls.narrowed', { filters: filters.join(', ') })] : []), ...(search === '' ? [] : [t('calls.sought', { search })])];
  return <CallsExport customerId={id} filter={filterOf(narrowing, { timeZone, today, snapshot: 0 })} what={what.join(' ')} />;
}

function History({ narrowing, today, onShowAll }: { narrowing: Narrowing; today: string; onShowAll: () => void }) {
  const { search } = narrowing;
  const { t } = useTranslation('history');
  const viewer = useViewer() as CustomerUserViewer;
  const { timeZone } = usePortalCustomer();
  const { isUnread } = useReadState(viewer.id);
  const { search: keepSearch } = useLocation();
  const now = useMinute();
  const snapshot = useSnapshot();
  const filter = filterOf(narrowing, { timeZone, today, snapshot });
  const list = JSON.stringify(filter);
  const [place, setPlace] = useState<{ of: string; after: string | null }>({ of: list, after: null });
  const after = place.of === list ? place.after : null;
  const [{ data, error, fetching }, again] = useQuery({ query: PortalCallsDocument, variables: { first: PAGE, after, filter } });

  if (!data) return error ? <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} /> : <LoadingFace />;
  const calls = data.calls.edges.map(({ node }) => node);
  const { hasNextPage, endCursor } = data.calls.pageInfo;
  // Until the answer is here, what was found before stays, and is not called the answer.
  const isLookingFor = fetching && after === null;
  if (calls.length === 0) return fetching ? <LoadingFace /> : <EmptyHistory narrowing={narrowing} onShowAll={onShowAll} />;
  return (
    <>
      <p role="status" className={search === '' ? 'visually-hidden' : classes.quiet}>{isLookingFor ? t('search.looking') : search === '' ? '' : hasNextPage ? t('search.resultsMore', { count: calls.length }) : t('search.results', { count: calls.length })}</p>
      <div aria-busy={isLookingFor} className={classes.days}>
        <CallsByDay calls={calls} timeZone={timeZone} now={now}>
          {call => <CallRow call={call} timeZone={timeZone} isNew={isUnread(newsOf(call))} keepSearch={keepSearch} />}
        </CallsByDay>
      </div>
      {error && <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} />}
      {hasNextPage && !error && <More isLoading={fetching} onMore={() => setPlace({ of: list, after: endCursor ?? null })} />}
      {!hasNextPage && search === '' && <Center><p className={classes.quiet}>{t('end')}</p></Center>}
    </>
  );
}

/** Loads further calls when it comes into view, and when it is pressed. */
function More({ isLoading, onMore }: { isLoading: boolean; onMore: () => void }) {
  const { t } = useTranslation('history');
  const { ref, entry } = useIntersection({ rootMargin: '600px' });
  const isSeen = entry?.isIntersecting ?? false;
  const load = useEffectEvent(onMore);
  useEffect(() => { if (isSeen && !isLoading) load(); }, [isSeen, isLoading]);
  return (
    <Center ref={ref} mih={60}>
      {isLoading ? <Loader size="sm" type="dots" aria-hidden /> : <Button variant="default" onClick={onMore}>{t('more')}</Button>}
    </Center>
  );
}

function EmptyHistory({ narrowing: { kind, search, span, result, secretaryId, contactId }, onShowAll }: { narrowing: Narrowing; onShowAll: () => void }) {
  const { t } = useTranslation('history');
  const look = { size: 32, stroke: 1.4, color: 'var(--vz-muted)', 'aria-hidden': true } as const;
  const showAll = <Button variant="default" mt="sm" onClick={onShowAll}>{t('empty.showAll')}</Button>;
  if (search !== '') return <EmptyFace icon={<IconSearchOff {...look} />} title={t('empty.search')} action={showAll}>{t('empty.searchText', { search })}</EmptyFace>;
  if (span !== null || result !== null || secretaryId !== null || contactId !== null) return <EmptyFace icon={<IconSearchOff {...look} />} title={t('empty.filtered')} action={showAll}>{t('empty.filteredText')}</EmptyFace>;
  if (kind === 'all') return <EmptyFace icon={<IconPhone {...look} />} title={t('empty.title')}>{t('empty.text')}</EmptyFace>;
  return <EmptyFace icon={<IconPhoneCheck {...look} />} title={t(`empty.${kind}`)} action={showAll}>{t(`empty.${kind}Text`)}</EmptyFace>;
}
