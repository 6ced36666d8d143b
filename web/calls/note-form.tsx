import { Button, Checkbox, TextInput, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCloudCheck, IconDeviceFloppy, IconSend } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useId, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { graphql, readFragment, type FragmentType } from '../graphql/generated/index.ts';
import { KeyHint, useKey, useShortcut } from '../ui/keys.tsx';
import { formatTime } from '../ui/times.ts';
import { useCallerName } from './caller-name.ts';
import type { NoteDrafts, NoteFields } from './note-drafts.ts';
import classes from './note-form.module.css';
import { useRefusals } from './refusals.ts';
import { asFields, useNoteDraft } from './use-note-draft.ts';

const NoteForm_call = graphql(`
  fragment NoteForm_call on Call {
    id
    state
    customer { id name }
    caller { ...CallerName_caller }
    note { id callerName callerCompany callerNumber concern urgent callBackWished writtenAt updatedAt version }
  }
`);

const SaveCallNoteDocument = graphql(`
  mutation SaveCallNote($callId: ID!, $input: CallNoteInput!) {
    saveCallNote(callId: $callId, input: $input) {
      __typename
      ... on CallNote { id callerName callerCompany callerNumber concern urgent callBackWished writtenAt updatedAt version }
      ... on NotYourCall { takenBy { id name } }
    }
  }
`);

/** The note of one call; its draft survives switching calls, a lost connection and a closed browser. `actions` stand beside its button; `onSaved` comes after the customer can read it. */
export function NoteForm({ call: masked, drafts, onSaved, actions }: { call: FragmentType<typeof NoteForm_call>; drafts: NoteDrafts; onSaved: (callId: string) => void; actions: ReactNode }) {
  const { t, i18n } = useTranslation('calls');
  const call = readFragment(NoteForm_call, masked);
  const draft = useNoteDraft(drafts, call.id);
  const caller = useCallerName()(call.caller);
  const [{ fetching }, save] = useMutation(SaveCallNoteDocument);
  const refused = useRefusals();
  const [isMissing, setMissing] = useState(false);
  const concernRef = useRef<HTMLTextAreaElement>(null);
  const nameRef = useRef<HTMLInputElement>(null);
  const concernId = useId();
  const shortcut = useShortcut('saveNote');
  const { note } = call;
  const { fields } = draft;

  const known = { callerName: caller.isCertain ? caller.name : '', callerCompany: caller.company ?? '', callerNumber: caller.calledFrom ?? '' };
  useEffect(() => { if (!note) drafts.prefill(call.id, { callerName: known.callerName, callerCompany: known.callerCompany, callerNumber: known.callerNumber }); },
    [drafts, call.id, note, known.callerName, known.callerCompany, known.callerNumber]);
  useEffect(() => { if (note) drafts.showNote(call.id, asFields(note)); }, [drafts, call.id, note]);
  // A call that comes to the middle is to be written about: start where something is missing. The form is made anew for each call.
  const focusFirst = useEffectEvent(() => (drafts.get(call.id).fields.callerName || known.callerName ? concernRef : nameRef).current?.focus());
  useEffect(() => focusFirst(), []);

  const set = (change: Partial<NoteFields>) => drafts.edit(call.id, change);
  const submit = async () => {
    if (fetching) return;
    if (fields.concern.trim() === '') {
      setMissing(true);
      concernRef.current?.focus();
      return;
    }
    await drafts.settle(call.id);
    const { data, error } = await save({ callId: call.id, input: drafts.get(call.id).fields });
    if (refused(data?.saveCallNote, error)) return;
    drafts.finish(call.id);
    notifications.show({ message: t('note.sent', { customer: call.customer.name }), color: 'leaf' });
    onSaved(call.id);
  };
  useKey('saveNote', () => { void submit(); });
  useKey('focusNote', () => concernRef.current?.focus());

  return (
    <form className={classes.note} aria-label={t('note.title')} onSubmit={event => { event.preventDefault(); void submit(); }}>
      <div className={classes.who}>
        <TextInput size="xs" ref={nameRef} label={t('note.callerName')} value={fields.callerName} onChange={event => set({ callerName: event.currentTarget.value })} maxLength={200} autoComplete="off" />
        <TextInput size="xs" label={t('note.callerCompany')} value={fields.callerCompany} onChange={event => set({ callerCompany: event.currentTarget.value })} maxLength={200} autoComplete="off" />
        <TextInput size="xs" label={t('note.callerNumber')} type="tel" value={fields.callerNumber} onChange={event => set({ callerNumber: event.currentTarget.value })} maxLength={50} autoComplete="off" />
      </div>
      <div className={classes.about}>
        <label htmlFor={concernId} className={classes.label}>{t('note.concern')}</label>
        <p className={classes.kept}>
          {note && !draft.touched && <><IconCloudCheck size={14} aria-hidden /> {t('note.saved', { time: formatTime(note.updatedAt ?? note.writtenAt, i18n.language) })}</>}
          {note && draft.touched && t('note.savedChanged')}
          {!note && draft.kept === 'server' && draft.savedAt && <><IconCloudCheck size={14} aria-hidden /> {t('note.draftSaved', { time: formatTime(draft.savedAt, i18n.language) })}</>}
          {!note && draft.kept === 'device' && <><IconDeviceFloppy size={14} aria-hidden /> {t('note.draftLocal')}</>}
        </p>
        <Checkbox size="xs" label={t('note.callBackWished')} checked={fields.callBackWished} onChange={event => set({ callBackWished: event.currentTarget.checked })} />
        <Checkbox size="xs" label={t('note.urgent')} checked={fields.urgent} color="red" onChange={event => set({ urgent: event.currentTarget.checked })} />
      </div>
      <Textarea
        id={concernId} ref={concernRef} placeholder={t('note.concernHint')} required maxLength={10_000} value={fields.concern}
        classNames={{ root: classes.concern ?? '', wrapper: classes.concernWrapper ?? '', input: classes.concernInput ?? '' }}
        error={isMissing && fields.concern.trim() === '' ? t('note.concernMissing') : undefined} onChange={event => set({ concern: event.currentTarget.value })}
      />
      <div className={classes.foot}>
        {actions}
        <Button type="submit" loading={fetching} variant={note && !draft.touched ? 'default' : 'filled'} {...shortcut} leftSection={<IconSend size={15} aria-hidden />} rightSection={<KeyHint action="saveNote" />}>
          {note ? t('note.saveAgain') : t('note.save')}
        </Button>
      </div>
    </form>
  );
}
