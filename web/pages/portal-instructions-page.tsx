import { Button, Center, Switch } from '@mantine/core';
import { IconHelpCircle, IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useQuery } from 'urql';
import { graphql, readFragment } from '../graphql/generated/index.ts';
import { ActiveCard } from '../instructions/active-card.tsx';
import { instructionAddresses } from '../instructions/addresses.ts';
import { DeletedInstructions } from '../instructions/deleted-instructions.tsx';
import { InstructionCard } from '../instructions/instruction-card.tsx';
import { Instruction_parts } from '../instructions/instruction-parts.ts';
import { phaseOf } from '../instructions/instruction-words.ts';
import classes from '../instructions/instructions.module.css';
import { Timeline } from '../instructions/timeline.tsx';
import { UnsentNew } from '../offline/unsent-new.tsx';
import { Page } from '../portal/page.tsx';
import { usePortalCustomer } from '../portal/portal-customer.tsx';
import { useSnapshot } from '../portal/snapshot.tsx';
import { useMinute } from '../ui/minute.ts';
import { EmptyFace, ErrorFace, LoadingFace } from '../ui/faces.tsx';
import { ReadOnlyNote, Writing } from '../ui/read-only.tsx';
import { addDays, momentOf, wallTime } from '../ui/zoned-time.ts';

const PortalInstructionsDocument = graphql(`
  query PortalInstructions($customerId: ID!, $after: String, $includeEnded: Boolean!) {
    customer(id: $customerId) {
      id
      ...ActiveCard_customer
      ...DeletedInstructions_customer
      instructions(first: 50, after: $after, includeEnded: $includeEnded) {
        edges { cursor node { id ...Instruction_parts } }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
`);

const PortalTimelineDocument = graphql(`
  query PortalTimeline($customerId: ID!, $from: DateTime!, $until: DateTime!) { customer(id: $customerId) { id ...InstructionTimeline_customer } }
`);

const COMING_DAYS = 28;
const GROUPS = ['covered', 'planned', 'standing', 'ended'] as const;

/** All instructions: what counts now, what is planned, what always stands. */
export function PortalInstructionsPage() {
  const { t } = useTranslation('instructions');
  const whose = usePortalCustomer();
  const now = useMinute();
  const [includeEnded, setIncludeEnded] = useState(false);
  const snapshot = useSnapshot();
  const narrowing = `${includeEnded} ${snapshot}`;
  const [place, setPlace] = useState<{ of: string; after: string | null }>({ of: narrowing, after: null });
  const [{ data, error, fetching }, again] = useQuery({
    query: PortalInstructionsDocument, variables: { customerId: whose.id, after: place.of === narrowing ? place.after : null, includeEnded },
    // After a gap the cache may lag behind.
    requestPolicy: snapshot === 0 ? 'cache-first' : 'cache-and-network',
  });
  const customer = data?.customer;
  const create = <Writing><Button component={Link} to={instructionAddresses.create()} leftSection={<IconPlus size={18} aria-hidden />} aria-label={t('createLabel')}>{t('create')}</Button></Writing>;
  if (!customer) return <Page title={t('title')} actions={create}><UnsentNew act="CreateInstruction" />{error ? <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} /> : <LoadingFace />}</Page>;

  const all = customer.instructions.edges.map(({ node }) => readFragment(Instruction_parts, node));
  const groups = Map.groupBy(all, instruction => phaseOf(instruction, now));
  const planned = groups.get('planned')?.toSorted((a, b) => a.validFrom.localeCompare(b.validFrom));
  if (planned) groups.set('planned', planned);
  const { hasNextPage, endCursor } = customer.instructions.pageInfo;
  return (
    <Page title={t('title')} actions={create}>
      <ReadOnlyNote />
      <section className={classes.group} aria-labelledby="active-title">
        <h2 id="active-title" className={classes.groupTitle}>{t('group.active')}</h2>
        <ActiveCard customer={customer} whose={whose} />
        <Button component={Link} to={instructionAddresses.whatIf()} variant="default" leftSection={<IconHelpCircle size={18} aria-hidden />} className={classes.add}>{t('whatIf.title')}</Button>
      </section>
      <UnsentNew act="CreateInstruction" />
      <ComingWeeks />
      {GROUPS.map(phase => {
        const found = groups.get(phase);
        return found && (
          <section key={phase} className={classes.group} aria-labelledby={`${phase}-title`}>
            <h2 id={`${phase}-title`} className={classes.groupTitle}>{t(`group.${phase}`)}</h2>
            <p className={classes.groupHint}>{t(`groupHint.${phase}`)}</p>
            <ul className={classes.list}>{found.map(instruction => <li key={instruction.id}><InstructionCard instruction={instruction} timeZone={whose.timeZone} /></li>)}</ul>
          </section>
        );
      })}
      {all.length === 0 && <EmptyFace title={t('empty.title')}>{t('empty.text')}</EmptyFace>}
      {hasNextPage && <Center><Button variant="default" loading={fetching} onClick={() => setPlace({ of: narrowing, after: endCursor ?? null })}>{t('more')}</Button></Center>}
      <Switch label={t('includeEnded')} checked={includeEnded} onChange={event => setIncludeEnded(event.currentTarget.checked)} />
      <DeletedInstructions customer={customer} whose={whose} />
    </Page>
  );
}

/** What is in force when, from today on. */
function ComingWeeks() {
  const { t } = useTranslation('instructions');
  const { id: customerId, timeZone } = usePortalCustomer();
  const snapshot = useSnapshot();
  const today = wallTime(useMinute(), timeZone).day;
  const midnight = (day: string) => momentOf({ day, time: '00:00' }, timeZone) ?? `${day}T00:00:00Z`;
  const [{ data, error }, again] = useQuery({
    query: PortalTimelineDocument, variables: { customerId, from: midnight(today), until: midnight(addDays(today, COMING_DAYS)) },
    // After a gap the cache may lag behind.
    requestPolicy: snapshot === 0 ? 'cache-first' : 'cache-and-network',
  });
  return (
    <section className={classes.group} aria-labelledby="timeline-title">
      <h2 id="timeline-title" className={classes.groupTitle}>{t('timeline.title')}</h2>
      {data?.customer ? <Timeline customer={data.customer} timeZone={timeZone} /> : error ? <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} /> : <LoadingFace />}
    </section>
  );
}
