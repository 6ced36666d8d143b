import { Button, Group, Textarea } from '@mantine/core';
import { IconThumbDown, IconThumbDownFilled, IconThumbUp, IconThumbUpFilled } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { graphql, readFragment, type FragmentType } from '../graphql/generated/index.ts';
import type { NoteField, NoteRating } from '../graphql/generated/graphql.ts';
import { useMinute } from '../ui/minute.ts';
import { useErrorText } from '../ui/faces.tsx';
import { useReadOnly } from '../ui/read-only.tsx';
import { showDone, showFailure } from '../ui/toasts.tsx';
import { momentInWords } from '../ui/zoned-time.ts';
import { FIELDS } from './fields.ts';
import classes from './feedback.module.css';

export const RateNote_note = graphql(`
  fragment RateNote_note on CallNote { id feedback { id rating wrongFields comment ratedAt ratedBy } }
`);
const RateCallNoteDocument = graphql(`
  mutation RateCallNote($noteId: ID!, $rating: NoteRating!, $comment: String, $wrongFields: [NoteField!]) {
    rateCallNote(noteId: $noteId, rating: $rating, comment: $comment, wrongFields: $wrongFields) { __typename ... on NoteFeedback { id rating wrongFields comment ratedAt ratedBy } }
  }
`);
const WithdrawNoteRatingDocument = graphql(`
  mutation WithdrawNoteRating($noteId: ID!) { withdrawNoteRating(noteId: $noteId) { __typename ... on CallNote { id feedback { id } } } }
`);

const MOST_CHARACTERS = 2000;

/** What the customer thinks of a note: one tap, then the rest if they like. */
export function RateNote({ note: masked, timeZone }: { note: FragmentType<typeof RateNote_note>; timeZone: string }) {
  const { t, i18n } = useTranslation('feedback');
  const errorText = useErrorText();
  const now = useMinute();
  const { id: noteId, feedback } = readFragment(RateNote_note, masked);
  const readOnly = useReadOnly();
  const [rating, rate] = useMutation(RateCallNoteDocument);
  const [withdrawing, withdraw] = useMutation(WithdrawNoteRatingDocument);
  // What is typed stays, whatever is stored meanwhile; until then it is what is stored.
  const [typed, setTyped] = useState<{ comment?: string; wrongFields?: NoteField[] }>({});
  const [problem, setProblem] = useState<string | null>(null);
  const comment = typed.comment ?? feedback?.comment ?? '';
  const wrongFields = typed.wrongFields ?? feedback?.wrongFields ?? [];

  const say = async (said: { rating: NoteRating; comment: string | null; wrongFields: readonly NoteField[] }): Promise<boolean> => {
    const { error } = await rate({ noteId, ...said, wrongFields: [...said.wrongFields] });
    if (!error) return true;
    if (error.graphQLErrors[0]?.extensions['field'] === 'comment') setProblem(t('tooLong'));
    else showFailure(errorText(error));
    return false;
  };
  const takeBack = async () => {
    const { error } = await withdraw({ noteId });
    if (error) { showFailure(errorText(error)); return; }
    setTyped({});
    showDone(t('takenBack'));
  };
  const tap = async (one: NoteRating) => {
    if (feedback?.rating !== one) await say({ rating: one, comment: feedback?.comment ?? null, wrongFields: feedback?.wrongFields ?? [] });
  };
  const send = async () => {
    if (!feedback) return;
    if ([...comment.trim()].length > MOST_CHARACTERS) { setProblem(t('tooLong')); return; }
    setProblem(null);
    if (await say({ rating: feedback.rating, comment: comment.trim() || null, wrongFields })) {
      // What was typed on while it was sent is not sent yet.
      setTyped(old => (old === typed ? {} : old));
      showDone(t('sent'));
    }
  };
  const toggle = (field: NoteField) => setTyped(old => ({ ...old, wrongFields: wrongFields.includes(field) ? wrongFields.filter(other => other !== field) : [...wrongFields, field] }));
  const isChanged = typed.comment !== undefined || typed.wrongFields !== undefined;
  const isBusy = rating.fetching || withdrawing.fetching;

  if (readOnly) {
    return feedback && (
      <section className={classes.card} aria-labelledby="feedback-title">
        <h2 id="feedback-title" className={classes.title}>{t('title')}</h2>
        <p className={classes.text}><strong>{t(feedback.rating === 'GOOD' ? 'good' : 'bad')}</strong>{feedback.comment && <>: <q>{feedback.comment}</q></>}</p>
      </section>
    );
  }
  return (
    <section className={classes.card} aria-labelledby="feedback-title">
      <h2 id="feedback-title" className={classes.title}>{t('title')}</h2>
      <div role="group" aria-labelledby="feedback-title" className={classes.thumbs}>
        {(['GOOD', 'BAD'] as const).map(one => {
          const isSaid = feedback?.rating === one;
          const Icon = one === 'GOOD' ? (isSaid ? IconThumbUpFilled : IconThumbUp) : (isSaid ? IconThumbDownFilled : IconThumbDown);
          return (
            <button key={one} type="button" className={classes.thumb} data-rating={one} aria-pressed={isSaid} disabled={isBusy} onClick={() => void tap(one)}>
              <Icon size={20} stroke={1.7} aria-hidden />{t(one === 'GOOD' ? 'good' : 'bad')}
            </button>
          );
        })}
      </div>
      {feedback && (
        <>
          <div role="group" aria-labelledby="feedback-wrong">
            <p id="feedback-wrong" className={classes.label}>{t('wrong')}</p>
            <div className={classes.fields}>
              {FIELDS.map(field => <button key={field} type="button" className={classes.field} aria-pressed={wrongFields.includes(field)} onClick={() => toggle(field)}>{t(`fields.${field}`)}</button>)}
            </div>
          </div>
          <Textarea
            label={t('comment')} description={t('commentHint')} error={problem} value={comment} autosize minRows={2} maxRows={8}
            onChange={event => { const { value } = event.currentTarget; setTyped(old => ({ ...old, comment: value })); setProblem(null); }}
          />
          <Group gap="sm">
            {isChanged && <Button loading={rating.fetching} onClick={() => void send()}>{t('send')}</Button>}
            <Button variant="default" disabled={isBusy} onClick={() => void takeBack()}>{t('takeBack')}</Button>
          </Group>
          {feedback.ratedBy && <p className={classes.quiet}>{t('said', { name: feedback.ratedBy, time: momentInWords(feedback.ratedAt, timeZone, i18n.language, now) })}</p>}
        </>
      )}
      <p className={classes.quiet}>{t('help')}</p>
    </section>
  );
}
