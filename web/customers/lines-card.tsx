import { Button, Group, Switch, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { graphql, readFragment, type FragmentType } from '../graphql/generated/index.ts';
import type { Line_LineFragment } from '../graphql/generated/graphql.ts';
import { ConfirmSheet } from '../ui/confirm-sheet.tsx';
import { EmptyFace, useErrorText } from '../ui/faces.tsx';
import { NotSaved } from '../ui/form-parts.tsx';
import { formatNumber } from '../ui/phone-numbers.ts';
import { Sheet } from '../ui/sheet.tsx';
import { showDone, showFailure } from '../ui/toasts.tsx';
import { Line_line } from './customer-parts.ts';
import classes from './customers.module.css';

const CreateLineDocument = graphql(`
  mutation CreateLine($customerId: ID!, $input: LineInput!) {
    createLine(customerId: $customerId, input: $input) { __typename ... on Line { id ...Line_line } ... on LineInvalid { problems { field code message } } }
  }
`);
const UpdateLineDocument = graphql(`
  mutation UpdateLine($lineId: ID!, $input: LineInput!, $expectedVersion: Int) {
    updateLine(lineId: $lineId, input: $input, expectedVersion: $expectedVersion) {
      __typename
      ... on Line { id ...Line_line }
      ... on LineInvalid { problems { field code message } }
      ... on LineChangedMeanwhile { current { id ...Line_line } }
    }
  }
`);
const DeleteLineDocument = graphql(`mutation DeleteLine($lineId: ID!) { deleteLine(lineId: $lineId) { __typename ... on Deleted { id } } }`);

/** The numbers that a customer's telephones forward to. */
export function LinesCard({ customerId, lines, onChanged }: { customerId: string; lines: readonly FragmentType<typeof Line_line>[]; onChanged: () => void }) {
  const { t } = useTranslation('manage');
  const errorText = useErrorText();
  const [edited, setEdited] = useState<Line_LineFragment | 'new' | null>(null);
  const [asked, setAsked] = useState<Line_LineFragment | null>(null);
  const [, remove] = useMutation(DeleteLineDocument);
  const known = readFragment(Line_line, lines);
  const removeLine = async ({ id, number }: Line_LineFragment) => {
    const { data, error } = await remove({ lineId: id });
    const isGone = data?.deleteLine.__typename === 'Deleted';
    if (isGone) { showDone(t('lines.deleted', { number: formatNumber(number) })); onChanged(); }
    else showFailure(data ? t('lines.hasCalls') : error ? errorText(error) : t('failed'));
    return isGone;
  };
  return (
    <section className={classes.card} aria-labelledby="lines-title">
      <div className={classes.head}>
        <h2 id="lines-title" className={classes.heading}>{t('lines.title')}</h2>
        <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setEdited('new')}>{t('lines.add')}</Button>
      </div>
      <p className={classes.muted}>{t('lines.lead')}</p>
      {known.length === 0 && <EmptyFace title={t('lines.empty')}>{t('lines.emptyText')}</EmptyFace>}
      {known.length > 0 && (
        <ul className={classes.rows}>
          {known.map(line => {
            const number = formatNumber(line.number);
            return (
              <li key={line.id} className={classes.row}>
                <div className={classes.main}>
                  <span className={classes.name}>{number}{line.isBlock && ` ${t('lines.block')}`}</span>
                  {line.label && <p className={classes.muted}>{line.label}</p>}
                </div>
                <div className={classes.acts}>
                  <Button variant="default" aria-label={t('lines.editLabel', { number })} onClick={() => setEdited(line)}>{t('lines.edit')}</Button>
                  <Button variant="default" c="var(--vz-red)" aria-label={t('lines.deleteLabel', { number })} onClick={() => setAsked(line)}>{t('lines.delete')}</Button>
                </div>
              </li>
            );
          })}
        </ul>
      )}
      {edited && <LineSheet customerId={customerId} line={edited === 'new' ? null : edited} onClose={() => setEdited(null)} onSaved={() => { setEdited(null); showDone(t('saved')); onChanged(); }} />}
      {asked && <ConfirmSheet isHard title={t('lines.deleteTitle', { number: formatNumber(asked.number) })} text={t('lines.deleteText')} confirm={t('lines.delete')} onConfirm={() => removeLine(asked)} onClose={() => setAsked(null)} />}
    </section>
  );
}

function LineSheet({ customerId, line, onClose, onSaved }: { customerId: string; line: Line_LineFragment | null; onClose: () => void; onSaved: () => void }) {
  const { t } = useTranslation('manage');
  const { t: app } = useTranslation();
  const { t: common } = useTranslation('portal');
  const errorText = useErrorText();
  const [refusal, setRefusal] = useState<string | null>(null);
  const [version, setVersion] = useState(line?.version ?? null);
  const [{ fetching: isCreating }, create] = useMutation(CreateLineDocument);
  const [{ fetching: isUpdating }, update] = useMutation(UpdateLineDocument);
  const form = useForm({
    initialValues: { number: line ? formatNumber(line.number) : '', label: line?.label ?? '', isBlock: line?.isBlock ?? false },
    validate: { number: number => (number.trim() === '' ? common('problems.REQUIRED') : null) },
  });
  const submit = form.onSubmit(async values => {
    setRefusal(null);
    const input = { number: values.number.trim(), label: values.label.trim() || null, isBlock: values.isBlock };
    const { result, error } = line
      ? await update({ lineId: line.id, input, expectedVersion: version }).then(answer => ({ result: answer.data?.updateLine, error: answer.error }))
      : await create({ customerId, input }).then(answer => ({ result: answer.data?.createLine, error: answer.error }));
    switch (result?.__typename) {
      case 'Line': onSaved(); return;
      case 'LineInvalid':
        form.setErrors(Object.fromEntries(result.problems.map(({ field, code }) => [field, field === 'number' && code === 'TAKEN' ? t('lines.taken') : common(`problems.${code}`)])));
        setRefusal('');
        return;
      case 'LineChangedMeanwhile': {
        // What is typed stays; saving once more is then a decision.
        const current = readFragment(Line_line, result.current);
        setVersion(current.version);
        setRefusal(t('lines.meanwhile', { number: formatNumber(current.number), label: current.label ?? '–' }));
        return;
      }
      default: setRefusal(error ? errorText(error) : t('failed'));
    }
  }, () => setRefusal(''));
  return (
    <Sheet opened onClose={onClose} title={line ? t('lines.editLabel', { number: formatNumber(line.number) }) : t('lines.add')} hasTyped={form.isDirty()}>
      <form className={classes.stack} onSubmit={submit} noValidate>
        <TextInput data-autofocus label={t('lines.number')} description={t('lines.numberHint')} withAsterisk type="tel" inputMode="tel" autoComplete="off" {...form.getInputProps('number')} />
        <TextInput label={t('lines.label')} description={t('lines.labelHint')} maxLength={100} autoComplete="off" {...form.getInputProps('label')} />
        <Switch label={t('lines.isBlock')} description={t('lines.isBlockHint')} {...form.getInputProps('isBlock', { type: 'checkbox' })} />
        {refusal !== null && (Object.keys(form.errors).length > 0 || refusal !== '') && <NotSaved problems={Object.keys(form.errors).length} text={refusal || null} />}
        <Group gap="sm">
          <Button type="submit" loading={isCreating || isUpdating}>{t('form.save')}</Button>
          <Button variant="default" onClick={onClose}>{app('cancel')}</Button>
        </Group>
      </form>
    </Sheet>
  );
}
