import { Badge, Button, Group, Switch, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { OVER_HTTP } from '../graphql/client.ts';
import { graphql, readFragment, type FragmentType } from '../graphql/generated/index.ts';
import type { Colleague_SecretaryFragment } from '../graphql/generated/graphql.ts';
import { ConfirmSheet } from '../ui/confirm-sheet.tsx';
import { useErrorText } from '../ui/faces.tsx';
import { NotSaved } from '../ui/form-parts.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { showDone, showFailure } from '../ui/toasts.tsx';
import { AddPerson } from './add-person.tsx';
import { Colleague_secretary, type Issued } from './people-parts.ts';
import classes from './people.module.css';
import { ResetSecondFactor } from './reset-second-factor.tsx';
import { TemporaryPassword } from './temporary-password.tsx';

const UpdateSecretaryDocument = graphql(`
  mutation UpdateSecretary($secretaryId: ID!, $name: String!, $isSupervisor: Boolean!) {
    updateSecretary(secretaryId: $secretaryId, name: $name, isSupervisor: $isSupervisor) {
      __typename
      ... on Secretary { id ...Colleague_secretary }
      ... on SecretaryInvalid { problems { field code message } }
    }
  }
`);
const RenewSecretaryPasswordDocument = graphql(`mutation RenewSecretaryPassword($secretaryId: ID!) { renewSecretaryPassword(secretaryId: $secretaryId) { temporaryPassword secretary { id } } }`);
const RemoveSecretaryDocument = graphql(`mutation RemoveSecretary($secretaryId: ID!) { removeSecretary(secretaryId: $secretaryId) { __typename ... on Deleted { id } } }`);

type Asked = { what: 'edit' | 'renew' | 'reset' | 'remove'; secretary: Colleague_SecretaryFragment };

/** Who answers calls, and who of them manages; with all that supervisors do about it. */
export function Colleagues({ secretaries, ownId, onChanged }: { secretaries: readonly FragmentType<typeof Colleague_secretary>[]; ownId: string; onChanged: () => void }) {
  const { t } = useTranslation('people');
  const errorText = useErrorText();
  const [isAdding, setAdding] = useState(false);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [issued, setIssued] = useState<Issued | null>(null);
  const [, renew] = useMutation(RenewSecretaryPasswordDocument);
  const [, remove] = useMutation(RemoveSecretaryDocument);
  const known = readFragment(Colleague_secretary, secretaries);

  const renewFor = async ({ id, name, email }: Colleague_SecretaryFragment) => {
    const { data, error } = await renew({ secretaryId: id });
    if (data) setIssued({ name, email: email ?? '', password: data.renewSecretaryPassword.temporaryPassword });
    else showFailure(error ? errorText(error) : t('failed'));
    return Boolean(data);
  };
  const removeSecretary = async ({ id, name }: Colleague_SecretaryFragment) => {
    const { data, error } = await remove({ secretaryId: id });
    const isGone = data?.removeSecretary.__typename === 'Deleted';
    if (isGone) { showDone(t('remove.done', { name })); onChanged(); }
    else showFailure(data ? t('lastSupervisor') : error ? errorText(error) : t('failed'));
    return isGone;
  };

  return (
    <section className={classes.card} aria-labelledby="colleagues-title">
      <div className={classes.head}>
        <h2 id="colleagues-title" className={classes.heading}>{t('team.title')}</h2>
        <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setAdding(true)}>{t('team.add')}</Button>
      </div>
      <p className={classes.muted}>{t('team.lead')}</p>
      <ul className={classes.rows}>
        {known.map(secretary => {
          const { id, name, email, isSupervisor } = secretary;
          const isOwn = id === ownId;
          return (
            <li key={id} className={classes.row}>
              <div className={classes.main}>
                <span className={classes.name}>{name}{isOwn && <span className={classes.own}> ({t('you')})</span>} {isSupervisor && <Badge variant="light" tt="none" ml={4}>{t('team.supervisor')}</Badge>}</span>
                <p className={classes.muted}>{email}</p>
              </div>
              <div className={classes.acts}>
                <Button variant="default" aria-label={t('team.editLabel', { name })} onClick={() => setAsked({ what: 'edit', secretary })}>{t('team.edit')}</Button>
                {!isOwn && (
                  <>
                    <Button variant="default" aria-label={t('renew.label', { name })} onClick={() => setAsked({ what: 'renew', secretary })}>{t('renew.button')}</Button>
                    <Button variant="default" aria-label={t('reset.label', { name })} onClick={() => setAsked({ what: 'reset', secretary })}>{t('reset.button')}</Button>
                    <Button variant="default" c="var(--vz-red)" aria-label={t('remove.label', { name })} onClick={() => setAsked({ what: 'remove', secretary })}>{t('remove.button')}</Button>
                  </>
                )}
              </div>
            </li>
          );
        })}
      </ul>
      {isAdding && <AddPerson customerId={null} onClose={() => setAdding(false)} onAdded={added => { setAdding(false); setIssued(added); onChanged(); }} />}
      {asked?.what === 'edit' && <EditSecretary key={asked.secretary.id} secretary={asked.secretary} isOwn={asked.secretary.id === ownId} onClose={() => setAsked(null)} />}
      {asked?.what === 'renew' && <ConfirmSheet title={t('renew.title', { name: asked.secretary.name })} text={t('renew.text')} confirm={t('renew.confirm')} onConfirm={() => renewFor(asked.secretary)} onClose={() => setAsked(null)} />}
      {asked?.what === 'remove' && <ConfirmSheet isHard title={t('remove.title', { name: asked.secretary.name })} text={t('remove.textSecretary')} confirm={t('remove.confirm')} onConfirm={() => removeSecretary(asked.secretary)} onClose={() => setAsked(null)} />}
      {asked?.what === 'reset' && <ResetSecondFactor person={asked.secretary} onClose={() => setAsked(null)} />}
      {issued && <TemporaryPassword issued={issued} onDone={() => setIssued(null)} />}
    </section>
  );
}

function EditSecretary({ secretary, isOwn, onClose }: { secretary: Colleague_SecretaryFragment; isOwn: boolean; onClose: () => void }) {
  const { t } = useTranslation('people');
  const { t: app } = useTranslation();
  const { t: common } = useTranslation('portal');
  const errorText = useErrorText();
  const [refusal, setRefusal] = useState<string | null>(null);
  const [{ fetching }, update] = useMutation(UpdateSecretaryDocument);
  const form = useForm({
    initialValues: { name: secretary.name, isSupervisor: secretary.isSupervisor },
    validate: { name: name => (name.trim() === '' ? common('problems.REQUIRED') : null) },
  });
  const submit = form.onSubmit(async ({ name, isSupervisor }) => {
    setRefusal(null);
    // It cuts the sockets of whoever is changed, which can be oneself.
    const { data, error } = await update({ secretaryId: secretary.id, name: name.trim(), isSupervisor }, OVER_HTTP);
    const result = data?.updateSecretary;
    switch (result?.__typename) {
      case 'Secretary': showDone(t('team.saved', { name: name.trim() })); onClose(); return;
      case 'SecretaryInvalid': form.setErrors(Object.fromEntries(result.problems.map(({ field, code }) => [field, common(`problems.${code}`)]))); setRefusal(''); return;
      case 'LastSupervisor': form.setErrors({ isSupervisor: t('lastSupervisor') }); setRefusal(''); return;
      default: setRefusal(error ? errorText(error) : t('failed'));
    }
  }, () => setRefusal(''));
  return (
    <Sheet opened onClose={onClose} title={t('team.editLabel', { name: secretary.name })} hasTyped={form.isDirty()}>
      <form className={classes.form} onSubmit={submit} noValidate>
        <TextInput data-autofocus label={t('form.name')} description={t('form.nameHeard')} withAsterisk maxLength={200} autoComplete="off" {...form.getInputProps('name')} />
        {!isOwn && <Switch label={t('form.isSupervisor')} description={t('form.isSupervisorHint')} {...form.getInputProps('isSupervisor', { type: 'checkbox' })} />}
        {refusal !== null && (Object.keys(form.errors).length > 0 || refusal !== '') && <NotSaved problems={Object.keys(form.errors).length} text={refusal || null} />}
        <Group gap="sm">
          <Button type="submit" loading={fetching}>{t('team.save')}</Button>
          <Button variant="default" onClick={onClose}>{app('cancel')}</Button>
        </Group>
      </form>
    </Sheet>
  );
}
