import { Button, NativeSelect } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { graphql, readFragment, type FragmentType } from '../graphql/generated/index.ts';
import type { CustomerRight, Person_UserFragment } from '../graphql/generated/graphql.ts';
import { ConfirmSheet } from '../ui/confirm-sheet.tsx';
import { EmptyFace, useErrorText } from '../ui/faces.tsx';
import { useInOrder } from '../ui/in-order.ts';
import { showDone, showFailure } from '../ui/toasts.tsx';
import { AddPerson } from './add-person.tsx';
import { RIGHTS, Person_user, type Issued } from './people-parts.ts';
import classes from './people.module.css';
import { ResetSecondFactor } from './reset-second-factor.tsx';
import { TemporaryPassword } from './temporary-password.tsx';

const ChangeRightDocument = graphql(`
  mutation ChangeCustomerUserRight($customerUserId: ID!, $right: CustomerRight!) {
    changeCustomerUserRight(customerUserId: $customerUserId, right: $right) { __typename ... on CustomerUser { id ...Person_user } }
  }
`);
const RenewPasswordDocument = graphql(`mutation RenewTemporaryPassword($customerUserId: ID!) { renewTemporaryPassword(customerUserId: $customerUserId) { temporaryPassword user { id } } }`);
const RemoveUserDocument = graphql(`mutation RemoveCustomerUser($customerUserId: ID!) { removeCustomerUser(customerUserId: $customerUserId) { __typename ... on Deleted { id } } }`);

type Asked = { what: 'renew' | 'reset' | 'remove'; person: Person_UserFragment };

/** Who of a customer signs in, and what each of them may do; with all that those may do about it who manage people. */
export function CustomerPeople({ customerId, people, ownId = null, canManage, canReset, onChanged }: {
  customerId: string; people: readonly FragmentType<typeof Person_user>[]; ownId?: string | null; canManage: boolean; canReset: boolean; onChanged: () => void;
}) {
  const { t } = useTranslation('people');
  const errorText = useErrorText();
  const [isAdding, setAdding] = useState(false);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [issued, setIssued] = useState<Issued | null>(null);
  const [, change] = useMutation(ChangeRightDocument);
  const inOrder = useInOrder();
  const [, renew] = useMutation(RenewPasswordDocument);
  const [, remove] = useMutation(RemoveUserDocument);
  const known = readFragment(Person_user, people);

  const setRight = async (person: Person_UserFragment, right: CustomerRight) => {
    const { data, error } = await inOrder(() => change({ customerUserId: person.id, right }));
    if (data?.changeCustomerUserRight.__typename === 'CustomerUser') return showDone(t('right.done', { name: person.name, right: t(`rights.${right}`) }));
    showFailure(data ? t('lastManager') : error ? errorText(error) : t('failed'));
  };
  const renewFor = async (person: Person_UserFragment) => {
    const { data, error } = await renew({ customerUserId: person.id });
    if (data) setIssued({ name: person.name, email: person.email, password: data.renewTemporaryPassword.temporaryPassword });
    else showFailure(error ? errorText(error) : t('failed'));
    return Boolean(data);
  };
  const removeUser = async (person: Person_UserFragment) => {
    const { data, error } = await remove({ customerUserId: person.id });
    const isGone = data?.removeCustomerUser.__typename === 'Deleted';
    if (isGone) { showDone(t('remove.done', { name: person.name })); onChanged(); }
    else showFailure(data ? t('lastManager') : error ? errorText(error) : t('failed'));
    return isGone;
  };

  return (
    <section className={classes.card} aria-labelledby="people-title">
      <div className={classes.head}>
        <h2 id="people-title" className={classes.heading}>{t('title')}</h2>
        {canManage && <Button leftSection={<IconPlus size={18} aria-hidden />} onClick={() => setAdding(true)}>{t('add')}</Button>}
      </div>
      <p className={classes.muted}>{t(ownId === null ? 'leadForStaff' : 'lead')}</p>
      {known.length === 0 && <EmptyFace title={t('empty')}>{t('emptyText')}</EmptyFace>}
      {known.length > 0 && (
        <ul className={classes.rows}>
          {known.map(person => {
            const isOwn = person.id === ownId;
            return (
              <li key={person.id} className={classes.row}>
                <div className={classes.main}>
                  <span className={classes.name}>{person.name}{isOwn && <span className={classes.own}> ({t('you')})</span>}</span>
                  <p className={classes.muted}>{person.email}</p>
                  {(!canManage || isOwn) && <p className={classes.muted}>{t(`rights.${person.right}`)}</p>}
                </div>
                {canManage && !isOwn && (
                  <div className={classes.acts}>
                    <NativeSelect
                      aria-label={t('right.label', { name: person.name })} value={person.right} onChange={event => void setRight(person, event.currentTarget.value as CustomerRight)}
                      data={RIGHTS.map(right => ({ value: right, label: t(`rights.${right}`) }))}
                    />
                    <Button variant="default" aria-label={t('renew.label', { name: person.name })} onClick={() => setAsked({ what: 'renew', person })}>{t('renew.button')}</Button>
                    {canReset && <Button variant="default" aria-label={t('reset.label', { name: person.name })} onClick={() => setAsked({ what: 'reset', person })}>{t('reset.button')}</Button>}
                    <Button variant="default" c="var(--vz-red)" aria-label={t('remove.label', { name: person.name })} onClick={() => setAsked({ what: 'remove', person })}>{t('remove.button')}</Button>
                  </div>
                )}
              </li>
            );
          })}
        </ul>
      )}
      {isAdding && <AddPerson customerId={customerId} onClose={() => setAdding(false)} onAdded={added => { setAdding(false); setIssued(added); onChanged(); }} />}
      {asked?.what === 'renew' && <ConfirmSheet title={t('renew.title', { name: asked.person.name })} text={t('renew.text')} confirm={t('renew.confirm')} onConfirm={() => renewFor(asked.person)} onClose={() => setAsked(null)} />}
      {asked?.what === 'remove' && <ConfirmSheet isHard title={t('remove.title', { name: asked.person.name })} text={t('remove.text')} confirm={t('remove.confirm')} onConfirm={() => removeUser(asked.person)} onClose={() => setAsked(null)} />}
      {asked?.what === 'reset' && <ResetSecondFactor person={asked.person} onClose={() => setAsked(null)} />}
      {issued && <TemporaryPassword issued={issued} onDone={() => setIssued(null)} />}
    </section>
  );
}
