import { Anchor, Select, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconArrowLeft, IconChartBar } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { addresses } from '../app/addresses.ts';
import { Shell } from '../app/shell.tsx';
import { useViewer } from '../app/viewer.tsx';
import { graphql, readFragment } from '../graphql/generated/index.ts';
import { Figures_figures } from '../statistics/figures.ts';
import { Overview } from '../statistics/overview.tsx';
import { RangePicker, type RangePick } from '../statistics/range-picker.tsx';
import { paramsOf, rangeOf, SERVICE_ZONE, type DayRange } from '../statistics/ranges.ts';
import { FiguresOf, Plots } from '../statistics/sections.tsx';
import classes from '../statistics/statistics.module.css';
import { useAddressSearch } from '../ui/address-search.ts';
import { EmptyFace, ErrorFace, LoadingFace } from '../ui/faces.tsx';
import { useMinute } from '../ui/minute.ts';
import { wallTime } from '../ui/zoned-time.ts';
import { SupervisorPage } from './supervisor-page.tsx';

const StatisticsDocument = graphql(`
  query Statistics($from: LocalDate!, $until: LocalDate!, $customerId: ID) {
    callStatistics(from: $from, until: $until, customerId: $customerId) {
      total { ...Figures_figures }
      hours { hour figures { ...Figures_figures } }
      days { day figures { ...Figures_figures } }
      customers { customer { id name } figures { ...Figures_figures } }
      customerCount
      secretaries { secretary { id name } figures { ...Figures_figures } }
    }
  }
`);
const OwnStatisticsDocument = graphql(`
  query OwnStatistics($from: LocalDate!, $until: LocalDate!) {
    ownCallStatistics(from: $from, until: $until) {
      total { ...Figures_figures }
      hours { hour figures { ...Figures_figures } }
      days { day figures { ...Figures_figures } }
    }
  }
`);
const StatisticsCustomersDocument = graphql(`
  query StatisticsCustomers($search: String!) { customers(first: 20, search: $search) { edges { cursor node { id name customerNumber } } pageInfo { hasNextPage endCursor } } }
`);

/** The figures of calls: of all for supervisors, and for secretaries their own. */
export function StatisticsPage() {
  const { t } = useTranslation('statistics');
  const viewer = useViewer();
  if (viewer?.__typename === 'Secretary' && viewer.isSupervisor) return <SupervisorPage title={t('title')} lead={t('lead')} isBroad>{() => <Statistics />}</SupervisorPage>;
  return (
    <Shell title={t('own.title')} wide="broad">
      <div className={classes.stack}>
        <div>
          <Anchor component={Link} to={addresses.desk()} style={{ display: 'inline-flex', alignItems: 'center', gap: 4, minHeight: 24 }}><IconArrowLeft size={16} aria-hidden />{t('own.back')}</Anchor>
          <Title order={1} mt={4}>{t('own.title')}</Title>
          <Text c="dimmed">{t('own.lead')}</Text>
        </div>
        <OwnStatistics />
      </div>
    </Shell>
  );
}

/** What the address names, the range and the customer, and how to go to others. */
function useLookedAt(): { range: DayRange; customerId: string | null; today: string; pick: (pick: RangePick) => void; choose: (customerId: string | null) => void } {
  const today = wallTime(useMinute(), SERVICE_ZONE).day;
  const [{ range, customerId }, change] = useAddressSearch(
    search => ({ range: rangeOf(search, today), customerId: search.get('customer') }),
    said => ({ ...paramsOf(said.range), ...(said.customerId && { customer: said.customerId }) }),
  );
  return {
    range, customerId, today,
    pick: picked => change(latest => ({ ...latest, range: picked(latest.range) })),
    choose: chosen => change(latest => ({ ...latest, customerId: chosen })),
  };
}

function Statistics() {
  const { t } = useTranslation('statistics');
  const { range, customerId, today, pick, choose } = useLookedAt();
  const [{ data, error, stale }, again] = useQuery({ query: StatisticsDocument, variables: { from: range.from, until: range.until, customerId }, requestPolicy: 'cache-and-network' });
  const told = data?.callStatistics;
  const total = readFragment(Figures_figures, told?.total);
  return (
    <div className={classes.stack}>
      <RangePicker range={range} today={today} onPick={pick} />
      <CustomerChoice customerId={customerId} onChoose={choose} />
      {!told || !total
        ? error ? <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} /> : <LoadingFace />
        : (
          <div className={classes.stack} aria-busy={stale}>
            <Overview total={total} />
            {total.calls === 0 && <NoCalls />}
            {total.calls > 0 && (
              <>
                <Plots range={range} total={total} hours={told.hours} days={told.days} />
                <FiguresOf
                  title={t('secretaries.title')} hint={t('secretaries.hint')} file="team" first={t('columns.secretary')} range={range}
                  rows={told.secretaries.map(({ secretary, figures }) => ({ name: secretary?.name ?? t('gone'), figures }))}
                />
                {customerId === null && (
                  <FiguresOf
                    title={t('customers.title')} file="kunden" first={t('columns.customer')} range={range} {...(told.customerCount > told.customers.length && { hint: t('customers.most', { shown: told.customers.length, count: told.customerCount }) })}
                    rows={told.customers.map(({ customer, figures }) => ({ name: customer?.name ?? t('gone'), figures }))}
                  />
                )}
                <p className={classes.muted}>{t('note')}</p>
              </>
            )}
          </div>
        )}
    </div>
  );
}

function OwnStatistics() {
  const { t } = useTranslation('statistics');
  const { range, today, pick } = useLookedAt();
  const [{ data, error, stale }, again] = useQuery({ query: OwnStatisticsDocument, variables: { from: range.from, until: range.until }, requestPolicy: 'cache-and-network' });
  const told = data?.ownCallStatistics;
  const total = readFragment(Figures_figures, told?.total);
  return (
    <>
      <RangePicker range={range} today={today} onPick={pick} />
      {!told || !total
        ? error ? <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} /> : <LoadingFace />
        : (
          <div className={classes.stack} aria-busy={stale}>
            <Overview total={total} isOwn />
            {total.calls === 0 ? <NoCalls /> : <Plots range={range} total={total} hours={told.hours} days={told.days} />}
            <p className={classes.muted}>{t('own.note')}</p>
          </div>
        )}
    </>
  );
}

function NoCalls() {
  const { t } = useTranslation('statistics');
  return <EmptyFace icon={<IconChartBar size={32} stroke={1.4} color="var(--vz-muted)" aria-hidden />} title={t('empty')}>{t('emptyText')}</EmptyFace>;
}

function CustomerChoice({ customerId, onChoose }: { customerId: string | null; onChoose: (id: string | null) => void }) {
  const { t } = useTranslation('statistics');
  const [chosen, setChosen] = useState<{ value: string; label: string } | null>(null);
  const [text, setText] = useState('');
  const [search] = useDebouncedValue(text === chosen?.label ? '' : text.trim(), 200);
  const [{ data }] = useQuery({ query: StatisticsCustomersDocument, variables: { search } });
  const found = (data?.customers.edges ?? []).map(({ node }) => ({ value: node.id, label: `${node.name} (${node.customerNumber})` }));
  const known = chosen ?? (customerId ? { value: customerId, label: t('oneCustomer') } : null);
  const options = known && !found.some(({ value }) => value === known.value) ? [known, ...found] : found;
  return (
    <Select
      label={t('customer')} placeholder={t('allCustomers')} searchable clearable nothingFoundMessage={t('nothingFound')} maw={420} maxDropdownHeight={260}
      data={options} filter={({ options: all }) => all} value={customerId} searchValue={text} onSearchChange={setText} onChange={(value, option) => { setChosen(option); onChoose(value); }}
    />
  );
}
