import { useDebouncedValue } from '@mantine/hooks';
import { IconAlertTriangle, IconStack2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import type { InstructionFrameInput, InstructionOverlapsQuery } from '../graphql/generated/graphql.ts';
import { graphql } from '../graphql/generated/index.ts';
import { useMinute } from '../ui/minute.ts';
import { momentInWords } from '../ui/zoned-time.ts';
import { checkFrameAndHours } from './instruction-check.ts';
import type { InstructionCustomer, InstructionParts } from './instruction-parts.ts';
import { instructionInput, type InstructionValues } from './instruction-values.ts';
import classes from './instructions.module.css';

const OverlapsDocument = graphql(`
  query InstructionOverlaps($customerId: ID!, $frame: InstructionFrameInput!) {
    customer(id: $customerId) {
      id
      overlaps(frame: $frame) {
        until
        firstInForceAt
        hides { from until times isWhole instruction { id title validUntil } }
        hiddenBy { from until times isWhole instruction { id title validUntil } }
      }
    }
  }
`);

type Overlaps = NonNullable<NonNullable<InstructionOverlapsQuery['customer']>['overlaps']>;
type Overlap = Overlaps['hides'][number];

const TYPING_MS = 500;
const MINUTE = 60_000;

/** Says before saving what the instruction would hide of the others, and what of it they would hide. Nothing is kept from being saved by it. */
export function OverlapsNotice({ values, customer, stored }: { values: InstructionValues; customer: InstructionCustomer; stored: InstructionParts | null }) {
  const now = useMinute();
  const isKnown = Object.keys(checkFrameAndHours(values, customer.timeZone, now)).length === 0;
  const { validFrom, validUntil, weeklyHours, exceptPublicHolidays } = instructionInput(values, customer.timeZone, stored).input;
  // "Now" moves on; whole minutes keep the question the same meanwhile.
  const begins = values.begins === 'now' ? (stored ? new Date(now - (now % MINUTE)).toISOString() : null) : validFrom;
  const [asked] = useDebouncedValue(JSON.stringify({ instructionId: stored?.id ?? null, validFrom: begins, validUntil, weeklyHours, exceptPublicHolidays }), TYPING_MS);
  const [{ data }] = useQuery({ query: OverlapsDocument, variables: { customerId: customer.id, frame: JSON.parse(asked) as InstructionFrameInput }, pause: !isKnown, requestPolicy: 'cache-and-network' });
  const overlaps = isKnown ? data?.customer?.overlaps : null;
  return <div role="status">{overlaps && <Told overlaps={overlaps} timeZone={customer.timeZone} now={now} isTemporary={Boolean(validUntil)} />}</div>;
}

function Told({ overlaps, timeZone, now, isTemporary }: { overlaps: Overlaps; timeZone: string; now: number; isTemporary: boolean }) {
  const { t, i18n } = useTranslation('instructions');
  const { hides, hiddenBy, firstInForceAt, until } = overlaps;
  if (hides.length === 0 && hiddenBy.length === 0) return null;
  const moment = (at: string) => momentInWords(at, timeZone, i18n.language, now);
  // That a temporary instruction goes before standing ones is what it is for; anything else may be an oversight.
  const isAsMeant = hiddenBy.length === 0 && isTemporary && hides.every(({ instruction }) => instruction && !instruction.validUntil);
  const line = (kind: 'hides' | 'hiddenBy', { instruction, from, until: ends, times, isWhole }: Overlap) => instruction && (
    <li key={`${kind} ${instruction.id}`}>
      {t(isWhole && kind === 'hides' ? 'overlaps.hidesWhole' : `overlaps.${kind}`, { title: instruction.title })}{' '}
      <span className={classes.overlapTimes}>{t('overlaps.fromUntil', { from: moment(from), until: moment(ends) })}{times > 1 && ` ${t('overlaps.andMore', { count: times - 1 })}`}</span>
    </li>
  );
  return (
    <section className={classes.overlaps} data-tone={isAsMeant ? 'calm' : 'warning'} aria-labelledby="overlaps-title">
      <h2 id="overlaps-title" className={classes.overlapsTitle}>
        {isAsMeant ? <IconStack2 size={19} aria-hidden /> : <IconAlertTriangle size={19} aria-hidden />}
        {t(firstInForceAt === null ? 'overlaps.never' : isAsMeant ? 'overlaps.asMeant' : 'overlaps.title', { until: moment(until) })}
      </h2>
      <ul>{hiddenBy.map(one => line('hiddenBy', one))}{hides.map(one => line('hides', one))}</ul>
    </section>
  );
}
