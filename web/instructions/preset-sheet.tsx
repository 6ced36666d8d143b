import { Button, Radio, Stack, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PutThroughRule } from '../graphql/generated/graphql.ts';
import { Sheet } from '../ui/sheet.tsx';
import { addDays, dayInWords, momentInWords, momentOf, wallTime, type WallTime } from '../ui/zoned-time.ts';
import type { useInstructionActs } from './instruction-acts.ts';
import type { InstructionCustomer, InstructionParts } from './instruction-parts.ts';
import classes from './instructions.module.css';
import type { Preset } from './preset-parts.ts';
import { inMinutes, numbersOf, presetInput, presetTitle, spokenEnd, spokenMessage, usualEnd, type PresetBase } from './presets.ts';

const LENGTHS = [30, 60, 90, 120] as const;

type Props = {
  base: PresetBase; whose: InstructionCustomer; inSlot: InstructionParts | null; acts: ReturnType<typeof useInstructionActs>; onClose: () => void;
};

/** Asks what a preset cannot know: until when, and for whom not. */
export function PresetSheet({ preset, onClose, ...rest }: Props & { preset: Preset | null }) {
  const { t } = useTranslation('spoken');
  return (
    <Sheet opened={preset !== null} onClose={onClose} title={preset && presetTitle(preset, t)}>
      {preset && <PresetQuestions key={preset.id} preset={preset} onClose={onClose} {...rest} />}
    </Sheet>
  );
}

function PresetQuestions({ preset, base, whose, inSlot, acts, onClose }: Props & { preset: Preset }) {
  const { t, i18n } = useTranslation('instructions');
  const { t: named } = useTranslation('spoken');
  const { t: common } = useTranslation('portal');
  const zone = whose.timeZone;
  const [now] = useState(() => Date.now());
  const today = wallTime(now, zone).day;
  const isHoliday = preset.ending === 'DAYS';
  const [end, setEnd] = useState<WallTime>(() => usualEnd(preset, base, now, zone));
  const [firstDay, setFirstDay] = useState(today);
  const [rule, setRule] = useState<PutThroughRule>(preset.putThrough);
  const [ownMessage, setOwnMessage] = useState<string | null>(null);
  const [problem, setProblem] = useState<{ end?: string; message?: string }>({});

  // What callers hear is in their language, whatever the portal's is.
  const { t: spoken } = useTranslation('spoken', { lng: whose.language.toLowerCase() });
  const until = end.day && end.time ? spokenEnd(end, preset, today, whose.language.toLowerCase(), spoken) : '…';
  const message = ownMessage ?? spokenMessage(preset, until);
  const endAt = momentOf(end, zone);
  const endWords = !endAt ? '…' : isHoliday ? dayInWords(addDays(end.day, -1), i18n.language, today) : momentInWords(endAt, zone, i18n.language, now);

  const submit = async () => {
    const beginsAt = isHoliday && firstDay > today ? momentOf({ day: firstDay, time: '00:00' }, zone) : new Date().toISOString();
    const found = {
      ...(!endAt ? { end: common('problems.REQUIRED') } : !beginsAt || endAt <= beginsAt ? { end: common('problems.ENDS_BEFORE_START') } : {}),
      ...(rule !== 'ALL' && message.trim() === '' ? { message: common('problems.REQUIRED') } : {}),
    };
    setProblem(found);
    if (Object.keys(found).length > 0) return;
    const from = isHoliday && firstDay > today ? { day: firstDay, time: '00:00' } : null;
    const input = presetInput({ preset, from, end, rule, message, base, customerName: whose.name, zone, t: spoken });
    const title = presetTitle(preset, named);
    if (await acts.preset(input, from ? t('presets.planned', { title }) : t('presets.set', { title, until: endWords }), inSlot)) onClose();
  };

  return (
    <form noValidate onSubmit={event => { event.preventDefault(); void submit(); }}>
      <Stack gap="lg">
        {isHoliday ? (
          <div className={classes.pair}>
            <TextInput type="date" label={t('presets.firstDay')} min={today} value={firstDay} onChange={event => setFirstDay(event.currentTarget.value || today)} />
            <TextInput
              type="date" label={t('presets.lastDay')} min={firstDay} error={problem.end} value={end.day ? addDays(end.day, -1) : ''}
              onChange={event => setEnd({ day: event.currentTarget.value && addDays(event.currentTarget.value, 1), time: '00:00' })}
            />
          </div>
        ) : (
          <fieldset className={classes.plain}>
            <legend className={classes.label}>{t('presets.untilWhen')}</legend>
            <div className={classes.chips}>
              {LENGTHS.map(minutes => {
                const at = inMinutes(minutes, now, zone);
                return <button key={minutes} type="button" className={classes.chip} aria-pressed={at.day === end.day && at.time === end.time} onClick={() => setEnd(at)}>{at.time}<small>{minutes < 60 ? t('presets.minutes', { minutes }) : t('presets.hours', { hours: (minutes / 60).toLocaleString(i18n.language) })}</small></button>;
              })}
            </div>
            <div className={classes.pair}>
              <TextInput type="time" label={t('presets.time')} error={problem.end} value={end.time} onChange={event => setEnd({ ...end, time: event.currentTarget.value })} />
              <TextInput type="date" label={t('presets.day')} min={today} value={end.day} onChange={event => setEnd({ ...end, day: event.currentTarget.value })} />
            </div>
          </fieldset>
        )}
        {numbersOf(preset, base).length > 0 && (
          <Radio.Group size="md" label={t('form.rule')} value={rule} onChange={value => setRule(value as PutThroughRule)}>
            <Stack gap={4} mt={6}>{(['NONE', 'VIP', 'ALL'] as const).map(one => <Radio key={one} value={one} label={t(`rule.${one}`)} className={classes.radio} />)}</Stack>
          </Radio.Group>
        )}
        {rule !== 'ALL' && <Textarea label={t('form.message')} autosize minRows={2} maxRows={6} maxLength={2000} error={problem.message} value={message} onChange={event => setOwnMessage(event.currentTarget.value)} />}
        <Button type="submit" loading={acts.isBusy} fullWidth>{isHoliday && firstDay > today ? t('presets.plan') : t('presets.activate', { until: endWords })}</Button>
      </Stack>
    </form>
  );
}
