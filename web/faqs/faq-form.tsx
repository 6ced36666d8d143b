import { Button, Textarea } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import type { Faq_PartsFragment } from '../graphql/generated/graphql.ts';
import { graphql, readFragment } from '../graphql/generated/index.ts';
import { useErrorText } from '../ui/faces.tsx';
import { FormButtons, NotSaved } from '../ui/form-parts.tsx';
import { useKeptDraft } from '../ui/kept-draft.ts';
import { Faq_parts } from './faq-parts.ts';
import classes from './faqs.module.css';

const CreateFaqDocument = graphql(`
  mutation CreateFaq($customerId: ID!, $input: FaqInput!) {
    createFaq(customerId: $customerId, input: $input) { __typename ... on Faq { id ...Faq_parts } ... on FaqInvalid { problems { field code } } }
  }
`);
const UpdateFaqDocument = graphql(`
  mutation UpdateFaq($faqId: ID!, $input: FaqInput!, $expectedVersion: Int) {
    updateFaq(faqId: $faqId, input: $input, expectedVersion: $expectedVersion) {
      __typename ... on Faq { id ...Faq_parts } ... on FaqInvalid { problems { field code } } ... on FaqChangedMeanwhile { current { id ...Faq_parts } }
    }
  }
`);

type Values = { question: string; answer: string };
/** What is typed, with the version that it is written over. */
type Draft = Values & { version: number | null };

/** A question with its answer, new or to be changed; what is typed is kept for this tab. */
export function FaqForm({ customerId, stored, draftKey, onDone, onCancel }: { customerId: string; stored: Faq_PartsFragment | null; draftKey: string; onDone: () => void; onCancel: () => void }) {
  const { t } = useTranslation('faqs');
  const { t: common } = useTranslation('portal');
  const errorText = useErrorText();
  const { kept, keep, forget } = useKeptDraft<Draft>(draftKey);
  const [values, setValues] = useState<Values>(kept ? { question: kept.question, answer: kept.answer } : { question: stored?.question ?? '', answer: stored?.answer ?? '' });
  const [version, setVersion] = useState(kept ? kept.version : (stored?.version ?? null));
  const [errors, setErrors] = useState<Partial<Record<string, string>>>({});
  const [refusal, setRefusal] = useState<string | null>(null);
  const [theirs, setTheirs] = useState<Values | null>(null);
  const [isSaving, setSaving] = useState(false);
  const [, create] = useMutation(CreateFaqDocument);
  const [, update] = useMutation(UpdateFaqDocument);
  const write = (changed: Partial<Values>) => {
    const next = { ...values, ...changed };
    setValues(next);
    keep({ ...next, version });
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setSaving(true);
    setErrors({});
    setRefusal(null);
    const { data, error } = stored
      ? await update({ faqId: stored.id, input: values, expectedVersion: version }).then(answer => ({ data: answer.data?.updateFaq, error: answer.error }))
      : await create({ customerId, input: values }).then(answer => ({ data: answer.data?.createFaq, error: answer.error }));
    setSaving(false);
    switch (data?.__typename) {
      case 'Faq': forget(); onDone(); return;
      case 'FaqInvalid': setErrors(Object.fromEntries(data.problems.map(({ field, code }) => [field, common(`problems.${code}`)]))); return;
      case 'FaqChangedMeanwhile': {
        const current = readFragment(Faq_parts, data.current);
        setTheirs({ question: current.question, answer: current.answer ?? '' });
        setVersion(current.version);
        keep({ ...values, version: current.version });
        return;
      }
      default: setRefusal(error ? errorText(error) : t('failed'));
    }
  };
  return (
    <form className={classes.form} onSubmit={event => void submit(event)} noValidate>
      <Textarea label={t('question')} withAsterisk autosize minRows={1} maxRows={4} maxLength={500} value={values.question} onChange={event => write({ question: event.currentTarget.value })} error={errors['question']} data-autofocus />
      <Textarea label={t('answer')} description={t('answerHint')} withAsterisk autosize minRows={3} maxRows={12} maxLength={5000} value={values.answer} onChange={event => write({ answer: event.currentTarget.value })} error={errors['answer']} />
      {theirs && (
        <div role="alert" className={classes.theirs}>
          <p><b>{t('changedMeanwhile')}</b></p>
          <p>{theirs.question}</p>
          <p>{theirs.answer}</p>
          <Button size="compact-md" variant="default" onClick={() => { write(theirs); setTheirs(null); }}>{t('takeTheirs')}</Button>
        </div>
      )}
      {refusal !== null && <NotSaved problems={0} text={refusal} />}
      <FormButtons>
        <Button type="submit" loading={isSaving}>{t(stored?.suggestedAt ? 'accept' : 'save')}</Button>
        <Button variant="default" onClick={() => { forget(); onCancel(); }}>{t('cancel')}</Button>
      </FormButtons>
    </form>
  );
}
