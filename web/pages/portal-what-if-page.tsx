import { SegmentedControl, Select, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { graphql } from '../graphql/generated/index.ts';
import { instructionAddresses } from '../instructions/addresses.ts';
import { WhatIfAnswer } from '../instructions/what-if-answer.tsx';
import classes from '../instructions/what-if.module.css';
import { Page } from '../portal/page.tsx';
import { usePortalCustomer } from '../portal/portal-customer.tsx';
import { useSnapshot } from '../portal/snapshot.tsx';
import { EmptyFace, ErrorFace, LoadingFace } from '../ui/faces.tsx';
import { useMinute } from '../ui/minute.ts';
import { formatNumber, isPossibleNumber } from '../ui/phone-numbers.ts';
import { momentOf, wallTime, type WallTime } from '../ui/zoned-time.ts';

const TYPING_MS = 300;

const PortalWhatIfDocument = graphql(`
  query PortalWhatIf($lineNumber: String!, $callerNumber: String, $contactId: ID, $at: DateTime) {
    decision(lineNumber: $lineNumber, callerNumber: $callerNumber, contactId: $contactId, at: $at) { ...WhatIfAnswer_decision }
  }
`);
const PortalWhatIfContactsDocument = graphql(`
  query PortalWhatIfContacts($customerId: ID!, $search: String) {
    customer(id: $customerId) { id contacts(first: 20, search: $search) { edges { node { id name company numbers isVip } } } }
  }
`);

type Who = 'number' | 'contact' | 'withheld';

/** What would be decided for any caller at any moment, and why. */
export function PortalWhatIfPage() {
  const { t } = useTranslation('instructions');
  const whose = usePortalCustomer();
  const [line] = whose.lines;
  return (
    <Page title={t('whatIf.title')} back={{ to: instructionAddresses.list(), label: t('back') }}>
      {line ? <WhatIf lineNumber={line.number} /> : <EmptyFace title={t('whatIf.noLine')}>{t('whatIf.noLineText')}</EmptyFace>}
    </Page>
  );
}

function WhatIf({ lineNumber }: { lineNumber: string }) {
  const { t } = useTranslation('instructions');
  const { t: common } = useTranslation('portal');
  const { id: customerId, timeZone } = usePortalCustomer();
  const now = useMinute();
  const [when, setWhen] = useState<'now' | 'at'>('now');
  const [at, setAt] = useState<WallTime>(() => wallTime(now, timeZone));
  const [who, setWho] = useState<Who>('number');
  const [typed, setTyped] = useState('');
  const [number] = useDebouncedValue(typed.trim(), TYPING_MS);
  const [contact, setContact] = useState<{ id: string; numbers: readonly string[] } | null>(null);
  const ids = { when: useId(), who: useId() };

  const moment = when === 'now' ? new Date(now).toISOString() : momentOf(at, timeZone);
  // A contact with a number calls with it; one without is told by the secretary, who asks.
  const isWrong = who === 'number' && number !== '' && !isPossibleNumber(number);
  const caller = who === 'withheld' ? { callerNumber: null, contactId: null }
    : who === 'number' ? number !== '' && !isWrong && { callerNumber: number, contactId: null }
      : contact && { callerNumber: contact.numbers[0] ?? null, contactId: contact.numbers.length > 0 ? null : contact.id };
  return (
    <>
      <div className={classes.form}>
        <div className={classes.choice}>
          <span id={ids.when} className={classes.label}>{t('whatIf.when')}</span>
          <SegmentedControl fullWidth size="md" aria-labelledby={ids.when} value={when} onChange={value => setWhen(value as 'now' | 'at')} data={[{ value: 'now', label: t('whatIf.now') }, { value: 'at', label: t('form.beginsAt') }]} />
          {when === 'at' && (
            <div className={classes.pair}>
              <TextInput type="date" label={t('presets.day')} value={at.day} onChange={event => setAt({ ...at, day: event.currentTarget.value })} />
              <TextInput type="time" label={t('presets.time')} value={at.time} onChange={event => setAt({ ...at, time: event.currentTarget.value })} />
            </div>
          )}
        </div>
        <div className={classes.choice}>
          <span id={ids.who} className={classes.label}>{t('whatIf.who')}</span>
          <SegmentedControl
            fullWidth size="md" aria-labelledby={ids.who} value={who} onChange={value => setWho(value as Who)}
            data={[{ value: 'number', label: t('whatIf.number') }, { value: 'contact', label: t('whatIf.contact') }, { value: 'withheld', label: t('whatIf.withheld') }]}
          />
          {who === 'number' && <TextInput type="tel" inputMode="tel" autoComplete="off" maxLength={40} label={t('form.number')} placeholder={t('form.numberPlaceholder')} value={typed} error={isWrong ? common('problems.INVALID_NUMBER') : undefined} onChange={event => setTyped(event.currentTarget.value)} />}
          {who === 'contact' && <ContactChoice customerId={customerId} chosen={contact?.id ?? null} onChoose={setContact} />}
        </div>
      </div>
      {moment && caller ? <Answer variables={{ lineNumber, at: moment, ...caller }} timeZone={timeZone} now={now} /> : <EmptyFace title={t('whatIf.ask')}>{t('whatIf.askText')}</EmptyFace>}
    </>
  );
}

function ContactChoice({ customerId, chosen, onChoose }: { customerId: string; chosen: string | null; onChoose: (contact: { id: string; numbers: readonly string[] } | null) => void }) {
  const { t } = useTranslation('instructions');
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed.trim(), TYPING_MS);
  const [{ data }] = useQuery({ query: PortalWhatIfContactsDocument, variables: { customerId, search: search || null } });
  const contacts = data?.customer?.contacts.edges.map(({ node }) => node) ?? [];
  const label = ({ name, company, numbers, isVip }: (typeof contacts)[number]) => [isVip ? `★ ${name}` : name, company, numbers[0] && formatNumber(numbers[0])].filter(Boolean).join(' · ');
  return (
    <Select
      searchable label={t('whatIf.contact')} placeholder={t('whatIf.contactPlaceholder')} nothingFoundMessage={t('whatIf.noContact')} value={chosen}
      // The server has searched already.
      filter={({ options }) => options} data={contacts.map(contact => ({ value: contact.id, label: label(contact) }))}
      onSearchChange={setTyped} onChange={id => onChoose(contacts.find(contact => contact.id === id) ?? null)}
    />
  );
}

function Answer({ variables, timeZone, now }: { variables: { lineNumber: string; callerNumber: string | null; contactId: string | null; at: string }; timeZone: string; now: number }) {
  const { t } = useTranslation('instructions');
  const snapshot = useSnapshot();
  // What instructions and contacts say can have changed since it was asked last.
  const [{ data, error, fetching }, again] = useQuery({ query: PortalWhatIfDocument, variables, requestPolicy: snapshot === 0 ? 'cache-and-network' : 'network-only' });
  if (error) return <ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} />;
  if (!data) return <LoadingFace />;
  if (!data.decision) return <EmptyFace title={t('whatIf.noLine')}>{t('whatIf.noLineText')}</EmptyFace>;
  return <section aria-label={t('whatIf.answer')} aria-busy={fetching} role="status"><WhatIfAnswer decision={data.decision} timeZone={timeZone} now={now} /></section>;
}
