import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { attemptState } from '../graphql/attempt-state.ts';
import type { CallDetail_CallFragment } from '../graphql/generated/graphql.ts';
import { readFragment, type FragmentType } from '../graphql/generated/index.ts';
import { formatNumber } from '../ui/phone-numbers.ts';
import { formatDuration } from '../ui/times.ts';
import { clockTime } from '../ui/zoned-time.ts';
import { CallDetail_call } from './call-detail.ts';
import classes from './history.module.css';

interface Step { readonly at: string; readonly text: string; readonly detail?: string | undefined }

const secondsBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 1_000;

/** What happened with a call, in the order in which it did. */
export function stepsOf(call: CallDetail_CallFragment, t: TFunction<'history'>): Step[] {
  const line = call.line.label ? `${call.line.label} · ${formatNumber(call.line.number)}` : formatNumber(call.line.number);
  const steps: Step[] = [{ at: call.receivedAt, text: t('story.received'), detail: t('story.onLine', { line }) }];
  if (call.takenAt && call.takenBy) {
    steps.push({ at: call.takenAt, text: t('story.taken', { name: call.takenBy.name }), detail: t('story.waited', { time: formatDuration(secondsBetween(call.receivedAt, call.takenAt)) }) });
  }
  // Who dials at their own telephone announces as they please: only of a system is it known.
  const isKnownHow = call.abilities.includes('DIAL') && call.abilities.includes('TELLS_OUTCOMES');
  for (const attempt of call.attempts) {
    const { startedAt, announced, forwardingNumber: { number, label } } = attempt;
    const target = label ? `${label} (${formatNumber(number)})` : formatNumber(number);
    const how = isKnownHow ? t(announced ? 'story.announced' : 'story.blind') : null;
    steps.push({ at: startedAt, text: t('story.attempt', { target }), detail: [how, t(`outcome.${attemptState(attempt)}`)].filter(Boolean).join(', ') });
  }
  if (call.note) steps.push({ at: call.note.writtenAt, text: t('story.note', { name: call.note.writtenBy.name }) });
  if (call.endedAt) {
    const talked = call.takenAt ? t('story.lasted', { time: formatDuration(secondsBetween(call.takenAt, call.endedAt)) }) : t('story.rang', { time: formatDuration(secondsBetween(call.receivedAt, call.endedAt)) });
    steps.push({ at: call.endedAt, text: t(`story.ended.${call.endReason ?? 'SYSTEM_REPORTED'}`), detail: talked });
  }
  if (call.voiceMessage) steps.push({ at: call.voiceMessage.recordedAt, text: t('story.voiceMessage'), detail: formatDuration(call.voiceMessage.seconds) });
  if (call.callBackDoneAt) steps.push({ at: call.callBackDoneAt, text: t('story.callBackDone') });
  // Sorting keeps the order of steps that share a moment.
  return steps.sort((a, b) => a.at.localeCompare(b.at));
}

/** The course of a call, step by step. */
export function CallStory({ call: masked, timeZone }: { call: FragmentType<typeof CallDetail_call>; timeZone: string }) {
  const { t } = useTranslation('history');
  const call = readFragment(CallDetail_call, masked);
  return (
    <section className={classes.card} aria-labelledby="story-title">
      <h2 id="story-title" className={classes.cardTitle}>{t('story.title')}</h2>
      <ol className={classes.story}>
        {stepsOf(call, t).map(({ at, text, detail }) => (
          <li key={`${at}${text}`}>
            <time dateTime={at}>{clockTime(at, timeZone)}</time>
            <span>{text}{detail && <span className={classes.storyDetail}>{detail}</span>}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
