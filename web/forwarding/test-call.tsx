import { Alert, Button, Loader } from '@mantine/core';
import { IconCircleCheck, IconCircleX, IconPhoneCall } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { graphql, readFragment, type FragmentType } from '../graphql/generated/index.ts';
import { useNow } from '../ui/clock.ts';
import { useErrorText } from '../ui/faces.tsx';
import { FormSection } from '../ui/form-parts.tsx';
import { useMinute } from '../ui/minute.ts';
import { formatNumber } from '../ui/phone-numbers.ts';
import { ReadOnlyNote, Writing } from '../ui/read-only.tsx';
import { formatDuration } from '../ui/times.ts';
import { briefMoment, clockTime } from '../ui/zoned-time.ts';
import type { ForwardingCase } from './codes.ts';
import classes from './forwarding.module.css';

export const TestCall_check = graphql(`
  fragment TestCall_check on ForwardingCheck {
    id
    number
    method
    startedAt
    expiresAt
    endedAt
    result
    line { id lastForwardingCheck { id } }
  }
`);
const StartTestCallDocument = graphql(`
  mutation StartTestCall($lineId: ID!, $number: String!) {
    startForwardingCheck(lineId: $lineId, number: $number) {
      __typename
      ... on ForwardingCheck { id ...TestCall_check }
      ... on ForwardingCheckInvalid { problems { code } }
      ... on ForwardingCheckRunning { forwardingCheck { id ...TestCall_check } }
      ... on TooManyForwardingChecks { againAt }
    }
  }
`);

/** Why a number is not called, as the field of the number says it. */
export type NumberProblem = 'REQUIRED' | 'INVALID_NUMBER' | 'FORBIDDEN_NUMBER';

interface Props {
  lineId: string;
  /** The newest test call to the line; null when there was none. */
  check: FragmentType<typeof TestCall_check> | null;
  /** As typed. */
  telephone: string;
  when: ForwardingCase;
  timeZone: string;
  onNumberProblem: (problem: NumberProblem) => void;
}

/** Starts a test call and shows live whether it arrives. */
export function TestCall({ lineId, check: masked, telephone, when, timeZone, onNumberProblem }: Props) {
  const { t } = useTranslation('forwarding');
  const errorText = useErrorText();
  const check = readFragment(TestCall_check, masked);
  const [{ fetching }, start] = useMutation(StartTestCallDocument);
  const [refusal, setRefusal] = useState<string | null>(null);
  const isRunning = check !== null && check.result === null;

  const submit = async () => {
    setRefusal(null);
    if (telephone.trim() === '') return onNumberProblem('REQUIRED');
    const { data, error } = await start({ lineId, number: telephone });
    if (error) return setRefusal(errorText(error));
    const result = data?.startForwardingCheck;
    switch (result?.__typename) {
      case 'ForwardingCheckInvalid': return onNumberProblem(result.problems[0]?.code === 'FORBIDDEN_NUMBER' ? 'FORBIDDEN_NUMBER' : 'INVALID_NUMBER');
      case 'ForwardingCheckRunning': return setRefusal(t('check.runningOther'));
      case 'TooManyForwardingChecks': return setRefusal(t('check.tooMany', { time: clockTime(result.againAt, timeZone) }));
      default:
    }
  };

  return (
    <FormSection title={t('check.title')} hint={t('check.text')}>
      <div role="status" className={classes.checkState}>{check && (isRunning ? <Running check={check} /> : <Result check={check} timeZone={timeZone} />)}</div>
      {isRunning && <TimeLeft until={check.expiresAt} />}
      {refusal && <Alert color="red" variant="light" role="alert" classNames={{ message: classes.alertText ?? '' }}>{refusal}</Alert>}
      <ReadOnlyNote />
      {!isRunning && (
        <Writing>
          <p className={classes.text}>{t(`check.before_${when}`)}</p>
          <Button className={classes.start} loading={fetching} leftSection={<IconPhoneCall size={20} aria-hidden />} onClick={() => void submit()}>{t(check ? 'check.again' : 'check.start')}</Button>
        </Writing>
      )}
    </FormSection>
  );
}

type Check = { number: string; method: 'WE_CALL' | 'YOU_CALL'; endedAt?: string | null | undefined; result?: 'ARRIVED' | 'NOT_ARRIVED' | 'NOT_FORWARDED' | 'FAILED' | null | undefined };

function Running({ check }: { check: Check }) {
  const { t } = useTranslation('forwarding');
  const number = formatNumber(check.number);
  return (
    <div className={classes.running}>
      <Loader size="sm" aria-hidden />
      <div>
        <p className={classes.checkTitle}>{check.method === 'WE_CALL' ? t('check.weCall', { number }) : t('check.youCall', { number })}</p>
        {check.method === 'YOU_CALL' && <p>{t('check.youCallText')}</p>}
      </div>
    </div>
  );
}

/** Ticks beside the state, whose words a screen reader is told once. */
function TimeLeft({ until }: { until: string }) {
  const { t } = useTranslation('forwarding');
  const seconds = Math.ceil((Date.parse(until) - useNow()) / 1000);
  return <p className={classes.left}>{seconds > 0 ? t('check.left', { time: formatDuration(seconds) }) : t('check.over')}</p>;
}

function Result({ check, timeZone }: { check: Check; timeZone: string }) {
  const { t, i18n } = useTranslation('forwarding');
  const now = useMinute();
  const number = formatNumber(check.number);
  const { result } = check;
  if (!result) return null;
  const Icon = result === 'ARRIVED' ? IconCircleCheck : IconCircleX;
  return (
    <div className={classes.result} data-result={result}>
      <Icon size={24} stroke={1.8} aria-hidden />
      <div>
        <p className={classes.checkTitle}>{t(`check.result.${result}`)}</p>
        <p>{t(`check.resultText.${result}`, { number })}</p>
        {check.endedAt && <p className={classes.last}>{t('check.last', { number, moment: briefMoment(check.endedAt, timeZone, i18n.language, now) })}</p>}
      </div>
    </div>
  );
}
