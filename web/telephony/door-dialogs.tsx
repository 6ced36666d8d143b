import { Button, Group, Modal, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import type { Door_DoorFragment } from '../graphql/generated/graphql.ts';
import { graphql } from '../graphql/generated/index.ts';
import { useErrorText } from '../ui/faces.tsx';
import { NotSaved } from '../ui/form-parts.tsx';
import { showDone, showFailure } from '../ui/toasts.tsx';
import { DoorAddress, type NewAddress } from './door-address.tsx';
import { DoorFields, useDoorProblems, type DoorValues } from './door-fields.tsx';
import classes from './telephony.module.css';
import { TrialNote } from './trial-note.tsx';
import { useTryDoor, type Trial } from './use-try-door.ts';

const UpdateDoorDocument = graphql(`
  mutation UpdateTelephoneDoor($telephoneDoorId: ID!, $input: TelephoneDoorInput!) {
    updateTelephoneDoor(telephoneDoorId: $telephoneDoorId, input: $input) { __typename ... on TelephoneDoor { id ...Door_door } ... on TelephoneDoorInvalid { problems { field code message } } }
  }
`);
const MoveDoorDocument = graphql(`
  mutation MoveTelephoneDoor($telephoneDoorId: ID!) { moveTelephoneDoor(telephoneDoorId: $telephoneDoorId) { __typename ... on TelephoneDoorMoved { path door { id name } } } }
`);
const DeleteDoorDocument = graphql(`
  mutation DeleteTelephoneDoor($telephoneDoorId: ID!) { deleteTelephoneDoor(telephoneDoorId: $telephoneDoorId) { __typename ... on Deleted { id } } }
`);

/** Changes name and credentials. */
export function EditDoor({ door, onClose }: { door: Door_DoorFragment; onClose: () => void }) {
  const { t } = useTranslation('telephony');
  const { t: app } = useTranslation();
  const errorText = useErrorText();
  const problemsOf = useDoorProblems();
  const [refusal, setRefusal] = useState<string | null>(null);
  const [{ fetching }, update] = useMutation(UpdateDoorDocument);
  const form = useForm<DoorValues>({ initialValues: { name: door.name, withHmac: door.hasHmac, account: door.account ?? '', hmacSecret: '', apiSecret: '' } });
  const submit = form.onSubmit(async values => {
    setRefusal(null);
    // An account that is taken away takes its key along.
    const isDropped = door.kind === 'SIPGATE' && values.account.trim() === '' && values.apiSecret.trim() === '';
    const { data, error } = await update({
      telephoneDoorId: door.id,
      input: {
        name: values.name, account: values.account.trim() || null,
        ...(values.hmacSecret.trim() ? { hmacSecret: values.hmacSecret.trim() } : {}),
        ...(values.apiSecret.trim() || isDropped ? { apiSecret: values.apiSecret.trim() } : {}),
      },
    });
    const result = data?.updateTelephoneDoor;
    switch (result?.__typename) {
      case 'TelephoneDoor': showDone(t('saved')); onClose(); return;
      case 'TelephoneDoorInvalid': form.setErrors(problemsOf(result.problems)); setRefusal(''); return;
      default: setRefusal(error ? errorText(error) : '');
    }
  });
  return (
    <Modal opened onClose={onClose} title={t('form.editTitle', { name: door.name })} size={560}>
      <form className={classes.stack} onSubmit={submit} noValidate>
        <DoorFields kind={door.kind} form={form} isNew={false} />
        {refusal !== null && <NotSaved problems={Object.keys(form.errors).length} text={refusal || null} />}
        <Group gap="sm">
          <Button type="submit" loading={fetching}>{t('save')}</Button>
          <Button variant="default" onClick={onClose}>{app('cancel')}</Button>
        </Group>
      </form>
    </Modal>
  );
}

/** Sends a test to a door whose address the supervisor still has. */
export function TestDoor({ door, onClose }: { door: Door_DoorFragment; onClose: () => void }) {
  const { t } = useTranslation('telephony');
  const { isTrying, tryDoor } = useTryDoor();
  const [url, setUrl] = useState('');
  const [isWrong, setWrong] = useState(false);
  const [trial, setTrial] = useState<Trial | null>(null);
  const submit = async () => {
    const path = new RegExp(`/telephony/${door.kind.toLowerCase()}/[\\w-]+$`).exec(url.trim())?.[0];
    setWrong(!path);
    setTrial(path ? await tryDoor(door.id, path) : null);
  };
  return (
    <Modal opened onClose={onClose} title={t('test.title', { name: door.name })} size={560}>
      <form className={classes.stack} onSubmit={event => { event.preventDefault(); void submit(); }} noValidate>
        <Text>{t('test.lead')}</Text>
        <TextInput data-autofocus label={t('test.url')} description={t('test.urlHint')} value={url} onChange={event => setUrl(event.currentTarget.value)} autoComplete="off" spellCheck={false} error={isWrong && t('test.wrong')} />
        <TrialNote trial={trial} />
        <Button type="submit" w="fit-content" loading={isTrying}>{t('test.button')}</Button>
      </form>
    </Modal>
  );
}

/** Gives a door a new address, after asking. */
export function MoveDoor({ door, heardAt, onClose }: { door: Door_DoorFragment; heardAt: string | null; onClose: () => void }) {
  const { t } = useTranslation('telephony');
  const { t: app } = useTranslation();
  const errorText = useErrorText();
  const [made, setMade] = useState<NewAddress | null>(null);
  const [{ fetching }, move] = useMutation(MoveDoorDocument);
  const go = async () => {
    const { data, error } = await move({ telephoneDoorId: door.id });
    if (data) setMade({ id: door.id, name: door.name, path: data.moveTelephoneDoor.path, hmacSecret: null, isRenewed: true });
    else if (error) showFailure(errorText(error));
  };
  return (
    <Modal opened onClose={onClose} title={t('address.moveTitle', { name: door.name })} size={made ? 620 : 520} closeOnClickOutside={!made}>
      {made ? <DoorAddress made={made} heardAt={heardAt} onDone={onClose} /> : (
        <>
          <Text mb="lg">{t('address.moveText')}</Text>
          <Group gap="sm">
            <Button loading={fetching} onClick={() => void go()}>{t('address.moveConfirm')}</Button>
            <Button variant="default" onClick={onClose}>{app('cancel')}</Button>
          </Group>
        </>
      )}
    </Modal>
  );
}

/** Closes a door, after asking. */
export function DeleteDoor({ door, onClose }: { door: Door_DoorFragment; onClose: () => void }) {
  const { t } = useTranslation('telephony');
  const { t: app } = useTranslation();
  const errorText = useErrorText();
  const [{ fetching }, remove] = useMutation(DeleteDoorDocument);
  const go = async () => {
    const { error } = await remove({ telephoneDoorId: door.id });
    if (error) { showFailure(errorText(error)); return; }
    showDone(t('delete.done', { name: door.name }));
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={t('delete.title', { name: door.name })} size={520}>
      <Text mb="lg">{t('delete.text')}</Text>
      <Group gap="sm">
        <Button color="red.9" loading={fetching} onClick={() => void go()}>{t('delete.confirm')}</Button>
        <Button variant="default" onClick={onClose}>{app('cancel')}</Button>
      </Group>
    </Modal>
  );
}
