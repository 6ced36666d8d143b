import { NativeSelect, Radio, SegmentedControl, Stack, Switch, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, readFragment, type FragmentType } from '../graphql/generated/index.ts';
import { FormSection } from '../ui/form-parts.tsx';
import { useKeptDraft } from '../ui/kept-draft.ts';
import { formatNumber } from '../ui/phone-numbers.ts';
import { type Choices, FIRST_CHOICES, kindOfNumber, readTelephone, withKind } from './choices.ts';
import { CASES, delaysOf, hasDelay, targetOf, type TelephoneKind } from './codes.ts';
import { DialledSetUp } from './dialled-set-up.tsx';
import classes from './forwarding.module.css';
import { LoopWarning } from './loop-warning.tsx';
import { loopsOf } from './loops.ts';
import { SwitchboardSetUp } from './switchboard-set-up.tsx';
import { TestCall, TestCall_check, type NumberProblem } from './test-call.tsx';

export const ForwardingSetUp_customer = graphql(`
  fragment ForwardingSetUp_customer on Customer {
    id
    timeZone
    lines { id number label isBlock lastForwardingCheck { id ...TestCall_check } }
    instructions(first: 50) { edges { node { id title putThrough forwardingNumbers { id number label ringSeconds } } } }
  }
`);

const KINDS: readonly TelephoneKind[] = ['MOBILE', 'FIXED', 'SWITCHBOARD'];
const SHOWN_KNOWN = 4;

/** Leads from the telephone at hand to what is dialled on it, warns of loops, and proves it by a test call. */
export function ForwardingSetUp({ customer: masked, draftKey, instructionAddress }: {
  customer: FragmentType<typeof ForwardingSetUp_customer>; draftKey: string; instructionAddress: (id: string) => string;
}) {
  const { t } = useTranslation('forwarding');
  const { timeZone, lines, instructions: { edges } } = readFragment(ForwardingSetUp_customer, masked);
  const { kept, keep } = useKeptDraft<Choices>(draftKey);
  const [choices, setChoices] = useState<Choices>(() => kept ?? { ...FIRST_CHOICES, telephone: lastTelephone(lines) });
  const [problem, setProblem] = useState<NumberProblem | null>(null);
  const numberField = useRef<HTMLInputElement>(null);
  const line = lines.find(({ id }) => id === choices.lineId) ?? lines[0];
  if (!line) return null;

  const choose = (next: Choices) => {
    setChoices(next);
    keep(next);
  };
  const set = (part: Partial<Choices>) => choose({ ...choices, ...part });
  const typeNumber = (telephone: string) => {
    setProblem(null);
    set({ telephone });
  };
  /** A number that is picked says itself what it is; whoever types has chosen already. */
  const pickNumber = (number: string) => {
    setProblem(null);
    const kind = kindOfNumber(number);
    const isOther = kind !== null && kind !== choices.kind && !(kind === 'FIXED' && choices.kind === 'SWITCHBOARD');
    choose({ ...(isOther ? withKind(choices, kind) : choices), telephone: formatNumber(number) });
  };
  const { kind, when, seconds, extension, telephone, isBehindFritzBox } = choices;
  const instructions = edges.map(({ node }) => node);
  const known = [...new Map(instructions.flatMap(({ forwardingNumbers }) => forwardingNumbers.map(({ number, label }) => [number, label] as const))).entries()].slice(0, SHOWN_KNOWN);
  const e164 = readTelephone(telephone);
  const target = targetOf(line, extension);

  return (
    <>
      <p className={classes.lead}>{t('lead')}</p>
      <FormSection title={t('phone.title')}>
        <SegmentedControl fullWidth size="md" classNames={{ label: classes.kind ?? '' }} aria-label={t('phone.kind')} value={kind} onChange={next => choose(withKind(choices, next))} data={KINDS.map(value => ({ value, label: t(`phone.${value}`) }))} />
        <TextInput
          ref={numberField} label={t('phone.number')} description={t('phone.numberHint')} type="tel" inputMode="tel" autoComplete="tel" maxLength={40} value={telephone}
          error={problem && t(`check.${problem}`)} onChange={event => typeNumber(event.currentTarget.value)}
        />
        {known.length > 0 && (
          <div className={classes.known} role="group" aria-label={t('phone.known')}>
            {known.map(([number, label]) => (
              <button key={number} type="button" className={classes.chip} aria-pressed={number === e164} onClick={() => pickNumber(number)}>{formatNumber(number)}{label && <small>{label}</small>}</button>
            ))}
          </div>
        )}
        {kind === 'FIXED' && <Switch label={t('phone.fritzBox')} checked={isBehindFritzBox} onChange={event => set({ isBehindFritzBox: event.currentTarget.checked })} />}
      </FormSection>

      <FormSection title={t('line.title')}>
        {lines.length > 1
          ? <NativeSelect label={t('line.choose')} value={line.id} onChange={event => set({ lineId: event.currentTarget.value })} data={lines.map(({ id, number, label }) => ({ value: id, label: label ? `${formatNumber(number)} · ${label}` : formatNumber(number) }))} />
          : <p className={classes.target}>{t('line.one')}<strong>{formatNumber(line.number)}</strong></p>}
        {line.isBlock && <TextInput label={t('line.extension')} description={t('line.extensionHint')} inputMode="numeric" maxLength={6} className={classes.extension} placeholder="0" value={extension} onChange={event => set({ extension: event.currentTarget.value.replace(/\D/g, '') })} />}
      </FormSection>

      <FormSection title={t('when.title')}>
        <Radio.Group aria-label={t('when.title')} value={when} onChange={value => set({ when: value as Choices['when'] })}>
          <Stack gap={8}>
            {CASES[kind].map(one => <Radio key={one} value={one} label={t(`when.${one}`)} description={t(`whenHint.${one}`)} className={`${classes.choice} ${when === one ? classes.choiceOn : ''}`} />)}
          </Stack>
        </Radio.Group>
        {hasDelay(when) && <NativeSelect label={t('when.seconds')} className={classes.seconds} value={String(seconds)} onChange={event => set({ seconds: Number(event.currentTarget.value) })} data={delaysOf(kind).map(value => ({ value: String(value), label: t('when.secondsN', { seconds: value }) }))} />}
        <LoopWarning loops={loopsOf(instructions, e164, when, seconds)} when={when} seconds={seconds} instructionAddress={instructionAddress} />
      </FormSection>

      {kind === 'SWITCHBOARD'
        ? <SwitchboardSetUp when={when} seconds={seconds} target={target} telephone={e164} />
        : <DialledSetUp kind={kind} when={when} seconds={seconds} isBehindFritzBox={isBehindFritzBox} target={target} />}

      <TestCall
        key={line.id} lineId={line.id} check={line.lastForwardingCheck ?? null} telephone={telephone} when={when} timeZone={timeZone}
        onNumberProblem={found => { setProblem(found); numberField.current?.focus(); }}
      />

      <section className={classes.loop} aria-labelledby="loop-title">
        <h2 id="loop-title">{t('loop.title')}</h2>
        <p>{t('loop.text')}</p>
      </section>
    </>
  );
}

/** The telephone of the newest test call, so that nobody types it twice. */
function lastTelephone(lines: readonly { lastForwardingCheck?: FragmentType<typeof TestCall_check> | null }[]): string {
  const checks = lines.flatMap(({ lastForwardingCheck }) => (lastForwardingCheck ? [readFragment(TestCall_check, lastForwardingCheck)] : []));
  const [newest] = checks.toSorted((a, b) => b.startedAt.localeCompare(a.startedAt));
  return newest ? formatNumber(newest.number) : '';
}
