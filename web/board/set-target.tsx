import { Button, Group, NumberInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import type { Board_LevelFragment } from '../graphql/generated/graphql.ts';
import { graphql } from '../graphql/generated/index.ts';
import { useErrorText } from '../ui/faces.tsx';
import { NotSaved } from '../ui/form-parts.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { showDone } from '../ui/toasts.tsx';
import classes from './board.module.css';

const SetServiceTargetDocument = graphql(`
  mutation SetServiceTarget($seconds: Int!, $percent: Int!) {
    setServiceTarget(seconds: $seconds, percent: $percent) { __typename ... on ServiceTarget { seconds percent } ... on ServiceTargetInvalid { problems { field code message } } }
  }
`);

const BOUNDS = { seconds: [5, 300], percent: [1, 100] } as const;

/** Says what the service wants to reach, for everybody. */
export function SetTarget({ level, onSet, onClose }: { level: Board_LevelFragment; onSet: () => void; onClose: () => void }) {
  const { t } = useTranslation('board');
  const { t: app } = useTranslation();
  const errorText = useErrorText();
  const [refusal, setRefusal] = useState<string | null>(null);
  const [{ fetching }, set] = useMutation(SetServiceTargetDocument);
  const within = (field: keyof typeof BOUNDS) => (value: number | string) =>
    (typeof value === 'number' && Number.isInteger(value) && value >= BOUNDS[field][0] && value <= BOUNDS[field][1] ? null : t('target.between', { least: BOUNDS[field][0], most: BOUNDS[field][1] }));
  const form = useForm<{ seconds: number | string; percent: number | string }>({
    initialValues: { seconds: level.targetSeconds, percent: level.targetPercent },
    validate: { seconds: within('seconds'), percent: within('percent') },
  });
  const submit = form.onSubmit(async ({ seconds, percent }) => {
    setRefusal(null);
    const { data, error } = await set({ seconds: Number(seconds), percent: Number(percent) });
    const result = data?.setServiceTarget;
    switch (result?.__typename) {
      case 'ServiceTarget': showDone(t('target.done', { percent: result.percent, seconds: result.seconds })); onSet(); return;
      case 'ServiceTargetInvalid': form.setErrors(Object.fromEntries(result.problems.map(({ field }) => [field, t('target.between', { least: BOUNDS[field as 'seconds'][0], most: BOUNDS[field as 'seconds'][1] })]))); setRefusal(''); return;
      default: setRefusal(error ? errorText(error) : t('target.failed'));
    }
  }, () => setRefusal(''));
  return (
    <Sheet opened onClose={onClose} title={t('target.title')} hasTyped={form.isDirty()}>
      <form className={classes.form} onSubmit={submit} noValidate>
        <p style={{ margin: 0 }}>{t('target.lead')}</p>
        <NumberInput data-autofocus label={t('target.percent')} min={1} max={100} clampBehavior="none" allowDecimal={false} suffix=" %" {...form.getInputProps('percent')} />
        <NumberInput label={t('target.seconds')} min={5} max={300} clampBehavior="none" allowDecimal={false} suffix=" s" {...form.getInputProps('seconds')} />
        {refusal !== null && (Object.keys(form.errors).length > 0 || refusal !== '') && <NotSaved problems={Object.keys(form.errors).length} text={refusal || null} />}
        <Group gap="sm">
          <Button type="submit" loading={fetching}>{t('target.save')}</Button>
          <Button variant="default" onClick={onClose}>{app('cancel')}</Button>
        </Group>
      </form>
    </Sheet>
  );
}
