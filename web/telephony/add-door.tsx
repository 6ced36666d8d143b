import { Button, Group, Modal, Radio, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconArrowLeft } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import type { TelephoneDoorKind } from '../graphql/generated/graphql.ts';
import { graphql } from '../graphql/generated/index.ts';
import { useErrorText } from '../ui/faces.tsx';
import { NotSaved } from '../ui/form-parts.tsx';
import { DoorAddress, type NewAddress } from './door-address.tsx';
import { DoorFields, useDoorProblems, type DoorValues } from './door-fields.tsx';
import classes from './telephony.module.css';

const CreateDoorDocument = graphql(`
  mutation CreateTelephoneDoor($name: String!, $kind: TelephoneDoorKind!, $withHmac: Boolean!, $account: String, $hmacSecret: String, $apiSecret: String) {
    createTelephoneDoor(name: $name, kind: $kind, withHmac: $withHmac, account: $account, hmacSecret: $hmacSecret, apiSecret: $apiSecret) {
      __typename
      ... on TelephoneDoorCreated { path hmacSecret door { id name kind ...Door_door } }
      ... on TelephoneDoorInvalid { problems { field code message } }
    }
  }
`);

const KINDS = ['SIPGATE', 'PLACETEL', 'TWILIO', 'GENERIC'] as const satisfies TelephoneDoorKind[];

/** Leads through connecting a telephone system: which, what it needs, where its address is entered, and whether it speaks. */
export function AddDoor({ heardAt, onClose }: { heardAt: (id: string) => string | null; onClose: () => void }) {
  const { t } = useTranslation('telephony');
  const [kind, setKind] = useState<TelephoneDoorKind>('SIPGATE');
  const [isPicked, setPicked] = useState(false);
  const [made, setMade] = useState<NewAddress | null>(null);
  return (
    // A click beside it must not lose an address that is shown only once.
    <Modal opened onClose={onClose} title={made ? t('address.title') : isPicked ? t(`kinds.${kind}`) : t('form.pick')} size={620} closeOnClickOutside={!made}>
      {made ? <DoorAddress made={made} heardAt={heardAt(made.id)} onDone={onClose} />
        : isPicked ? <NewDoor kind={kind} onMade={setMade} onBack={() => setPicked(false)} />
          : (
            <form className={classes.stack} onSubmit={event => { event.preventDefault(); setPicked(true); }}>
              <Radio.Group value={kind} onChange={value => setKind(value as TelephoneDoorKind)} aria-label={t('form.pick')}>
                <div className={classes.kinds}>
                  {KINDS.map(one => <Radio key={one} value={one} className={classes.kind ?? ''} data-checked={one === kind || undefined} label={<b>{t(`kinds.${one}`)}</b>} description={t(`kinds.${one}_what`)} />)}
                </div>
              </Radio.Group>
              <Button type="submit" w="fit-content">{t('form.next')}</Button>
            </form>
          )}
    </Modal>
  );
}

function NewDoor({ kind, onMade, onBack }: { kind: TelephoneDoorKind; onMade: (made: NewAddress) => void; onBack: () => void }) {
  const { t } = useTranslation('telephony');
  const errorText = useErrorText();
  const problemsOf = useDoorProblems();
  const [refusal, setRefusal] = useState<string | null>(null);
  const [{ fetching }, create] = useMutation(CreateDoorDocument);
  const form = useForm<DoorValues>({ initialValues: { name: t(`kinds.${kind}`), withHmac: false, account: '', hmacSecret: '', apiSecret: '' } });
  const submit = form.onSubmit(async values => {
    setRefusal(null);
    const { data, error } = await create({
      kind, name: values.name, withHmac: values.withHmac, account: values.account.trim() || null, hmacSecret: values.hmacSecret.trim() || null, apiSecret: values.apiSecret.trim() || null,
    });
    const result = data?.createTelephoneDoor;
    switch (result?.__typename) {
      case 'TelephoneDoorCreated':
        onMade({ id: result.door.id, name: result.door.name, path: result.path, hmacSecret: result.hmacSecret ?? null, isRenewed: false });
        return;
      case 'TelephoneDoorInvalid': form.setErrors(problemsOf(result.problems)); setRefusal(''); return;
      default: setRefusal(error ? errorText(error) : '');
    }
  });
  return (
    <form className={classes.stack} onSubmit={submit} noValidate>
      <Text>{t(`kinds.${kind}_how`)}</Text>
      <DoorFields kind={kind} form={form} isNew />
      {refusal !== null && <NotSaved problems={Object.keys(form.errors).length} text={refusal || null} />}
      <Group gap="sm">
        <Button type="submit" loading={fetching}>{t('form.create')}</Button>
        <Button variant="default" leftSection={<IconArrowLeft size={16} aria-hidden />} onClick={onBack}>{t('form.change')}</Button>
      </Group>
    </form>
  );
}
