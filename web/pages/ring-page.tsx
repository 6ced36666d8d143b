import { Alert, Badge, Button, Card, Group, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { IconPhoneIncoming, IconPhoneOff } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQuery } from 'urql';
import { Shell } from '../app/shell.tsx';
import shell from '../app/shell.module.css';
import { graphql } from '../graphql/generated/index.ts';
import { useNow } from '../ui/clock.ts';
import { EmptyFace, ErrorFace, LoadingFace } from '../ui/faces.tsx';
import { formatNumber } from '../ui/phone-numbers.ts';
import { formatDuration, formatTime, secondsSince } from '../ui/times.ts';

const SimulatorDocument = graphql(`
  query Simulator {
    simulator {
      doorPath
      lines { id number label customer { id name } }
      callerNumbers { number label }
    }
  }
`);

const KnownCallersDocument = graphql(`
  query KnownCallers($customerId: ID!) {
    customer(id: $customerId) {
      id
      contacts(first: 40) { edges { cursor node { id name isVip isBlocked numbers } } pageInfo { hasNextPage endCursor } }
    }
  }
`);

// The list itself scrolls: a box around it that scrolls would have to be reachable by keyboard.
const scrolling = { withScrollArea: false, styles: { options: { maxHeight: 260, overflowY: 'auto' } } } as const;

const WITHHELD = 'WITHHELD';
const numberOf = (option: string): string => option.slice(option.lastIndexOf(' ') + 1);

type SimulatedCall = { callId: string; lineNumber: string; lineName: string; from: string | null; startedAt: string; answeredAt?: string; endedAt?: string };

/** The demo's line simulator: pushes calls through the generic door, as a telephone system would. */
export function RingPage() {
  const { t, i18n } = useTranslation();
  const [{ data, error }, again] = useQuery({ query: SimulatorDocument });
  const [lineNumber, setLineNumber] = useState<string | null>(null);
  const [caller, setCaller] = useState<string | null>(null);
  const [ownNumber, setOwnNumber] = useState('');
  const [calls, setCalls] = useState<SimulatedCall[]>([]);
  const [problem, setProblem] = useState<string | null>(null);

  const line = data?.simulator?.lines.find(({ number }) => number === lineNumber);
  const [{ data: known }] = useQuery({ query: KnownCallersDocument, variables: { customerId: line?.customer.id ?? '' }, pause: !line });

  if (error) return <Shell title={t('ring.title')} wide><ErrorFace error={error} onRetry={() => again({ requestPolicy: 'network-only' })} /></Shell>;
  if (!data) return <Shell title={t('ring.title')} wide><LoadingFace /></Shell>;
  const { simulator } = data;
  if (!simulator) return <Shell title={t('ring.title')} wide><EmptyFace title={t('ring.off')}>{t('ring.offHint')}</EmptyFace></Shell>;

  // One number can belong to several contacts, and an option's value must be unique.
  const asOption = (key: string, number: string | null, label: string) => ({ value: number === null ? WITHHELD : `${key} ${number}`, label: number === null ? label : `${label} · ${formatNumber(number)}` });
  const callers = [
    ...(line && known?.customer
      ? [{
          group: t('ring.contactsOf', { customer: line.customer.name }),
          items: known.customer.contacts.edges.flatMap(({ node }) => node.numbers.slice(0, 1).map(number => asOption(node.id, number, `${node.name}${node.isVip ? ` (${t('ring.vip')})` : node.isBlocked ? ` (${t('ring.blocked')})` : ''}`))),
        }]
      : []),
    { group: t('ring.others'), items: simulator.callerNumbers.map(({ number, label }, index) => asOption(`other${index}`, number, label)) },
  ];

  const push = async (event: 'newCall' | 'answer' | 'hangup', call: Pick<SimulatedCall, 'callId' | 'lineNumber' | 'from'>, cause?: string): Promise<boolean> => {
    setProblem(null);
    try {
      const response = await fetch(simulator.doorPath, {
        method: 'POST',
        body: new URLSearchParams({ event, direction: 'in', callId: call.callId, from: call.from ?? 'anonymous', to: call.lineNumber, ...(cause ? { cause } : {}) }),
      });
      if (response.ok) return true;
      setProblem(t('ring.refused', { status: response.status, text: (await response.text()).slice(0, 300) }));
    } catch {
      setProblem(t('ring.unreachable'));
    }
    return false;
  };
  const change = (callId: string, with_: Partial<SimulatedCall>) => setCalls(all => all.map(call => (call.callId === callId ? { ...call, ...with_ } : call)));

  const ring = async () => {
    if (!line) return;
    const call: SimulatedCall = {
      callId: crypto.randomUUID(), lineNumber: line.number, lineName: line.customer.name,
      from: ownNumber.trim() || (caller === null || caller === WITHHELD ? null : numberOf(caller)), startedAt: new Date().toISOString(),
    };
    if (await push('newCall', call)) setCalls(all => [call, ...all]);
  };

  return (
    <Shell title={t('ring.title')} wide>
      <Stack gap="lg">
        <div>
          <Title order={1}>{t('ring.title')}</Title>
          <Text c="dimmed">{t('ring.lead')}</Text>
        </div>
        <form className={shell.card} onSubmit={event => { event.preventDefault(); void ring(); }}>
          <Stack gap="md">
            <Select
              label={t('ring.line')} placeholder={t('ring.linePick')} searchable size="md" value={lineNumber} onChange={setLineNumber} nothingFoundMessage="–" {...scrolling}
              data={simulator.lines.map(line => ({ value: line.number, label: `${line.customer.name} · ${line.label ? `${line.label} · ` : ''}${formatNumber(line.number)}` }))}
            />
            <Group grow align="flex-start">
              <Select
                label={t('ring.caller')} searchable size="md" disabled={ownNumber.trim() !== ''} value={caller} onChange={setCaller} nothingFoundMessage="–" {...scrolling}
                data={callers}
              />
              <TextInput label={t('ring.ownNumber')} type="tel" size="md" value={ownNumber} onChange={event => setOwnNumber(event.currentTarget.value)} />
            </Group>
            <Button type="submit" size="md" w="fit-content" leftSection={<IconPhoneIncoming size={18} aria-hidden />} disabled={!lineNumber || (!caller && ownNumber.trim() === '')}>{t('ring.ring')}</Button>
            {problem && <Alert color="red" variant="light" role="alert">{problem}</Alert>}
          </Stack>
        </form>
        <section aria-labelledby="calls-made">
          <Title order={2} id="calls-made" mb="xs">{t('ring.calls')}</Title>
          {calls.length === 0 && <Text c="dimmed">{t('ring.none')}</Text>}
          <Stack gap="xs" component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
            {calls.map(call => (
              <Card component="li" key={call.callId} withBorder padding="sm">
                <Group justify="space-between" wrap="wrap">
                  <div>
                    <Text fw={600}>{t('ring.to', { line: `${call.lineName} (${formatNumber(call.lineNumber)})` })}</Text>
                    <Text c="dimmed">{t('ring.from', { caller: call.from ? formatNumber(call.from) : t('ring.withheldCaller') })}</Text>
                  </div>
                  <Group gap="xs">
                    {call.endedAt
                      ? <Badge variant="default" tt="none">{t('ring.over', { time: formatTime(call.endedAt, i18n.language) })}</Badge>
                      : call.answeredAt ? <Badge variant="light" tt="none">{t('ring.answered', { time: formatTime(call.answeredAt, i18n.language) })}</Badge> : <Ringing since={call.startedAt} />}
                    {!call.endedAt && !call.answeredAt && (
                      <Button variant="default" onClick={async () => { if (await push('answer', call)) change(call.callId, { answeredAt: new Date().toISOString() }); }}>{t('ring.answer')}</Button>
                    )}
                    {!call.endedAt && (
                      <Button
                        variant="default" leftSection={<IconPhoneOff size={16} aria-hidden />}
                        onClick={async () => { if (await push('hangup', call, call.answeredAt ? 'normalClearing' : 'cancel')) change(call.callId, { endedAt: new Date().toISOString() }); }}
                      >
                        {t('ring.hangUp')}
                      </Button>
                    )}
                  </Group>
                </Group>
              </Card>
            ))}
          </Stack>
        </section>
      </Stack>
    </Shell>
  );
}

function Ringing({ since }: { since: string }) {
  const { t } = useTranslation();
  return <Badge color="petrol" variant="light" tt="none">{t('ring.ringing', { time: formatDuration(secondsSince(since, useNow())) })}</Badge>;
}
