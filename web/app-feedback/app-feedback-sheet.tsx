import { Alert, Button, FileButton, Group, SegmentedControl, Switch, Text, Textarea } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconDeviceDesktop, IconPhoto, IconTrash } from '@tabler/icons-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import type { AppFeedbackKind } from '../graphql/generated/graphql.ts';
import { graphql } from '../graphql/generated/index.ts';
import { useErrorText } from '../ui/faces.tsx';
import { useKeptDraft } from '../ui/kept-draft.ts';
import { Sheet } from '../ui/sheet.tsx';
import classes from './app-feedback.module.css';
import { ACCEPTED, canCapture, captureScreen, type Picture, pictureOf } from './picture.ts';
import { technicalData, type TechnicalData } from './technical-data.ts';

const SendAppFeedbackDocument = graphql(`
  mutation SendAppFeedback($input: AppFeedbackInput!) {
    sendAppFeedback(input: $input) { __typename ... on AppFeedbackSent { id imagePath } ... on AppFeedbackInvalid { problems { field } } }
  }
`);

const KINDS = ['PROBLEM', 'WISH', 'PRAISE'] as const;
const FACTS = ['page', 'appVersion', 'browser', 'screen'] as const satisfies (keyof TechnicalData)[];

interface Values { kind: AppFeedbackKind; text: string; isTechnical: boolean }

/** Something said about the app, from wherever one is. What is typed stays when it cannot be sent, and when the page is left. */
export function AppFeedbackSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('appFeedback');
  const { t: app } = useTranslation();
  const errorText = useErrorText();
  const labels = useId();
  const draft = useKeptDraft<Values>('app-feedback');
  const [values, setValues] = useState<Values>(draft.kept ?? { kind: 'PROBLEM', text: '', isTechnical: true });
  const [picture, setPicture] = useState<Picture | null>(null);
  const [problems, setProblems] = useState<{ text?: string; image?: string }>({});
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  // Once the words are there, all that is left is the picture.
  const [sent, setSent] = useState<{ imagePath: string; isWhole: boolean } | null>(null);
  const [data] = useState(technicalData);
  const [, send] = useMutation(SendAppFeedbackDocument);
  const change = (some: Partial<Values>) => {
    const next = { ...values, ...some };
    setValues(next);
    draft.keep(next);
    if (some.text !== undefined) setProblems(({ text: _, ...rest }) => rest);
  };
  const take = async (from: () => Promise<Picture | null>, whenNone: string | null) => {
    setProblems(({ image: _, ...rest }) => rest);
    try {
      const taken = await from();
      if (taken) setPicture(taken);
      else if (whenNone) setProblems(before => ({ ...before, image: whenNone }));
    } catch {
      setProblems(before => ({ ...before, image: t('captureFailed') }));
    }
  };
  const sendPicture = async (imagePath: string): Promise<void> => {
    if (!picture) return setSent({ imagePath, isWhole: true });
    try {
      const response = await fetch(imagePath, { method: 'POST', body: picture.blob, headers: { 'content-type': 'application/octet-stream' }, credentials: 'same-origin' });
      setSent({ imagePath, isWhole: response.ok });
    } catch {
      // The words have arrived; the picture can follow.
      setSent({ imagePath, isWhole: false });
    }
  };
  const submit = async () => {
    if (!values.text.trim()) return setProblems(before => ({ ...before, text: t('problems.text') }));
    setRefusal(null);
    setBusy(true);
    const { kind, text, isTechnical } = values;
    const { data: answer, error } = await send({ input: { kind, text, ...(isTechnical ? data : {}) } });
    const result = answer?.sendAppFeedback;
    if (result?.__typename === 'AppFeedbackSent') {
      draft.forget();
      await sendPicture(result.imagePath);
    } else if (result?.__typename === 'AppFeedbackInvalid') setProblems(before => ({ ...before, text: t('problems.text') }));
    else if (error?.graphQLErrors.some(({ extensions }) => extensions['code'] === 'TOO_MANY_REQUESTS')) setRefusal(t('tooOften'));
    else setRefusal(error && error.networkError && error.graphQLErrors.length === 0 ? t('offline') : error ? errorText(error) : t('offline'));
    setBusy(false);
  };
  const again = async (imagePath: string) => {
    setBusy(true);
    await sendPicture(imagePath);
    setBusy(false);
  };

  if (sent) {
    return (
      <Sheet opened onClose={onClose} title={t('title')}>
        <div className={classes.sent} role="status">
          {sent.isWhole ? <IconCheck size={36} color="var(--vz-put-through)" aria-hidden /> : <IconAlertTriangle size={36} color="var(--vz-red)" aria-hidden />}
          <Text fw={650}>{t('sent.title')}</Text>
          <Text c="dimmed">{t(sent.isWhole ? 'sent.text' : 'sent.noImage')}</Text>
          <Group gap="sm" justify="center">
            {!sent.isWhole && <Button loading={isBusy} onClick={() => void again(sent.imagePath)}>{t('sent.againImage')}</Button>}
            <Button variant={sent.isWhole ? 'filled' : 'default'} onClick={onClose}>{t('sent.done')}</Button>
          </Group>
        </div>
      </Sheet>
    );
  }
  return (
    <Sheet opened onClose={onClose} title={t('title')}>
      <form className={classes.form} noValidate onSubmit={event => { event.preventDefault(); void submit(); }}>
        <p className={classes.muted}>{t('lead')}</p>
        <div>
          <p className={classes.label} id={`${labels}-kind`}>{t('kind')}</p>
          <SegmentedControl fullWidth aria-labelledby={`${labels}-kind`} value={values.kind} onChange={kind => change({ kind: kind as AppFeedbackKind })} data={KINDS.map(value => ({ value, label: t(`kinds.${value}`) }))} />
        </div>
        <Textarea
          data-autofocus label={t('text')} description={t(`textHints.${values.kind}`)} autosize minRows={4} maxRows={12} maxLength={5000} value={values.text} error={problems.text}
          onChange={event => change({ text: event.currentTarget.value })}
        />
        <div>
          <p className={classes.label}>{t('image')}</p>
          <p className={classes.muted}>{t('imageHint')}</p>
          {picture
            ? (
              <div className={classes.preview}>
                <img src={picture.preview} alt={t('preview')} />
                <Button variant="default" leftSection={<IconTrash size={18} aria-hidden />} onClick={() => setPicture(null)}>{t('removeImage')}</Button>
              </div>
            )
            : (
              <div className={classes.buttons}>
                <FileButton accept={ACCEPTED} onChange={file => { if (file) void take(() => pictureOf(file), t('problems.image')); }}>
                  {props => <Button variant="default" leftSection={<IconPhoto size={18} aria-hidden />} {...props}>{t('pick')}</Button>}
                </FileButton>
                {canCapture() && <Button variant="default" leftSection={<IconDeviceDesktop size={18} aria-hidden />} onClick={() => void take(captureScreen, null)}>{t('capture')}</Button>}
              </div>
            )}
          {problems.image && <p className={classes.problem} role="alert">{problems.image}</p>}
        </div>
        <div>
          <Switch label={t('technical')} description={t('technicalHint')} checked={values.isTechnical} onChange={event => change({ isTechnical: event.currentTarget.checked })} />
          {values.isTechnical && <dl className={classes.facts}>{FACTS.map(fact => <Fact key={fact} name={t(`facts.${fact}`)} says={data[fact]} />)}</dl>}
        </div>
        {refusal !== null && <Alert color="red" variant="light" role="alert" icon={<IconAlertTriangle size={20} aria-hidden />} styles={{ message: { color: 'var(--vz-text)' } }}>{refusal}</Alert>}
        <Group gap="sm">
          <Button type="submit" loading={isBusy}>{t('send')}</Button>
          <Button variant="default" onClick={onClose}>{app('cancel')}</Button>
        </Group>
      </form>
    </Sheet>
  );
}

function Fact({ name, says }: { name: string; says: string }) {
  return <><dt>{name}</dt><dd>{says}</dd></>;
}
