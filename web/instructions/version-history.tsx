import { Button } from '@mantine/core';
import { IconHistory, IconRestore } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import type { InstructionVersionsQuery } from '../graphql/generated/graphql.ts';
import { graphql } from '../graphql/generated/index.ts';
import { ErrorFace, LoadingFace } from '../ui/faces.tsx';
import { LoadMore, MOST_IN_A_LIST } from '../ui/load-more.tsx';
import { useMinute } from '../ui/minute.ts';
import { Writing } from '../ui/read-only.tsx';
import { momentInWords, wallTime } from '../ui/zoned-time.ts';
import { useInstructionActs } from './instruction-acts.ts';
import { INSTRUCTION_PARTS, instructionDifferences } from './instruction-differences.ts';
import type { InstructionCustomer, InstructionParts } from './instruction-parts.ts';
import { valuesOfInstruction } from './instruction-values.ts';
import classes from './instructions.module.css';

const VersionsDocument = graphql(`
  query InstructionVersions($instructionId: ID!, $first: Int!) {
    instruction(id: $instructionId) {
      id
      version
      versions(first: $first) {
        edges {
          node {
            version act writtenAt writerKind writtenBy
            title validFrom validUntil weeklyHours { weekday from until } exceptPublicHolidays greeting putThrough transfer message remarks
            forwardingNumbers { id number label situation ringSeconds }
          }
        }
        pageInfo { hasNextPage }
      }
    }
  }
`);

type Version = NonNullable<InstructionVersionsQuery['instruction']>['versions']['edges'][number]['node'];

/** Who changed the instruction when, and what; each earlier version can be brought back. */
export function VersionHistory({ instruction, customer }: { instruction: InstructionParts; customer: InstructionCustomer }) {
  const { t } = useTranslation('instructions');
  const [isOpen, setOpen] = useState(false);
  return (
    <section className={classes.group} aria-labelledby="versions-title">
      <h2 id="versions-title" className={classes.groupTitle}>{t('versions.title')}</h2>
      {isOpen
        ? <Versions instruction={instruction} customer={customer} />
        : <Button variant="default" className={classes.add} leftSection={<IconHistory size={18} aria-hidden />} onClick={() => setOpen(true)}>{t('versions.show')}</Button>}
    </section>
  );
}

function Versions({ instruction, customer }: { instruction: InstructionParts; customer: InstructionCustomer }) {
  const { t } = useTranslation('instructions');
  const [first, setFirst] = useState(50);
  const [{ data, error, fetching }, again] = useQuery({ query: VersionsDocument, variables: { instructionId: instruction.id, first }, requestPolicy: 'cache-and-network' });
  if (!data?.instruction) return error ? <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} /> : <LoadingFace />;
  const { versions, version: present } = data.instruction;
  const nodes = versions.edges.map(({ node }) => node);
  return (
    <>
      {nodes.length === 0 && <p className={classes.groupHint}>{t('versions.none')}</p>}
      {nodes.length > 0 && (
        <ol className={classes.versions} aria-label={t('versions.title')}>
          {nodes.map((version, index) => <li key={version.version}><VersionEntry version={version} before={nodes[index + 1] ?? null} present={present} instruction={instruction} customer={customer} /></li>)}
        </ol>
      )}
      <LoadMore hasMore={versions.pageInfo.hasNextPage} isLoading={fetching} isFull={first >= MOST_IN_A_LIST} onMore={() => setFirst(Math.min(MOST_IN_A_LIST, first + 50))} />
      <p className={classes.groupHint}>{t('versions.kept')}</p>
    </>
  );
}

function VersionEntry({ version, before, present, instruction, customer }: { version: Version; before: Version | null; present: number; instruction: InstructionParts; customer: InstructionCustomer }) {
  const { t, i18n } = useTranslation('instructions');
  const now = useMinute();
  const acts = useInstructionActs(customer);
  const { timeZone } = customer;
  const today = wallTime(now, timeZone).day;
  const changes = before
    ? instructionDifferences(Object.keys(INSTRUCTION_PARTS), valuesOfInstruction(before, timeZone), valuesOfInstruction(version, timeZone), i18n.language, today, t).filter(({ mine, theirs }) => mine !== theirs)
    : [];
  const when = momentInWords(version.writtenAt, timeZone, i18n.language, now);
  const who = version.writtenBy && (version.writerKind === 'SECRETARY' ? t('versions.ofService', { name: version.writtenBy }) : version.writerKind === 'API_KEY' ? t('versions.byKey', { name: version.writtenBy }) : version.writtenBy);
  return (
    <>
      <p className={classes.versionHead}>
        {t(`versions.act.${version.act}`)}{version.version === present && ` · ${t('versions.present')}`}
        <small>{who ? t('versions.whenBy', { when, who }) : when}</small>
      </p>
      {changes.length > 0 && (
        <dl className={classes.changes}>
          {changes.map(({ field, label, mine, theirs }) => (
            <div key={field} style={{ display: 'contents' }}>
              <dt>{label}</dt>
              <dd><span className="visually-hidden">{t('versions.before')} </span><del>{mine || t('versions.nothing')}</del>{' → '}<span className="visually-hidden">{t('versions.after')} </span><ins>{theirs || t('versions.nothing')}</ins></dd>
            </div>
          ))}
        </dl>
      )}
      {version.version !== present && (
        <Writing>
          <Button
            variant="default" size="sm" loading={acts.isBusy} leftSection={<IconRestore size={17} aria-hidden />} aria-label={t('versions.restoreLabel', { when })}
            onClick={() => void acts.restore(instruction.id, version.title, version.version, present)}
          >
            {t('versions.restore')}
          </Button>
        </Writing>
      )}
    </>
  );
}
