import { Button } from '@mantine/core';
import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import type { SecondFactorCard_SecondFactorFragment, SecondFactorProof } from '../graphql/generated/graphql.ts';
import { graphql, readFragment, type FragmentType } from '../graphql/generated/index.ts';
import { useMinute } from '../ui/minute.ts';
import { formatMoment } from '../ui/times.ts';
import { showDone } from '../ui/toasts.tsx';
import classes from './account.module.css';
import { AddPasskey } from './add-passkey.tsx';
import { usePasskeys } from './passkeys.ts';
import { ProofForm, useRefusalText } from './proof-form.tsx';
import { RecoveryCodes, RenewRecoveryCodes } from './recovery-codes.tsx';
import { SetUpApp } from './set-up-app.tsx';

export const SecondFactorCard_secondFactor = graphql(`
  fragment SecondFactorCard_secondFactor on SecondFactor {
    since totpSince recoveryCodesLeft
    passkeys { id name browser system isSynced createdAt lastUsedAt }
  }
`);
const RemoveTotpDocument = graphql(`
  mutation RemoveTotp($proof: SecondFactorProof!) {
    removeTotp(proof: $proof) {
      __typename
      ...SecondFactorCard_secondFactor
      ... on PasswordTooShort { leastCharacters }
      ... on TooManyAttempts { retryAfterSeconds }
    }
  }
`);
const RemovePasskeyDocument = graphql(`
  mutation RemovePasskey($passkeyId: ID!, $proof: SecondFactorProof!) {
    removePasskey(passkeyId: $passkeyId, proof: $proof) {
      __typename
      ...SecondFactorCard_secondFactor
      ... on PasswordTooShort { leastCharacters }
      ... on TooManyAttempts { retryAfterSeconds }
    }
  }
`);

type Passkey = SecondFactorCard_SecondFactorFragment['passkeys'][number];

/** What the card is busy with in place of showing what is on. */
type Step = { is: 'SET_UP_APP' | 'REMOVE_APP' | 'ADD_PASSKEY' | 'RENEW_CODES' } | { is: 'REMOVE_PASSKEY'; passkey: Passkey } | { is: 'KEEP_CODES'; codes: readonly string[] };

// Fewer than that are used up before one thinks of it.
const FEW_CODES = 3;

/** The viewer's second factor: what is on, to be set up, changed and removed. */
export function SecondFactorCard({ secondFactor, email }: { secondFactor: FragmentType<typeof SecondFactorCard_secondFactor>; email: string | null }) {
  const { t, i18n } = useTranslation('account');
  const own = readFragment(SecondFactorCard_secondFactor, secondFactor);
  const now = new Date(useMinute());
  const heading = useRef<HTMLHeadingElement>(null);
  const [step, setStep] = useState<Step | null>(null);
  const [, removeTotp] = useMutation(RemoveTotpDocument);
  const [, removePasskey] = useMutation(RemovePasskeyDocument);
  const refusalText = useRefusalText();
  const takesCode = Boolean(own.since);
  const isLast = (own.totpSince ? 1 : 0) + own.passkeys.length === 1;

  // What had the focus is gone with its step.
  const close = () => {
    setStep(null);
    heading.current?.focus();
  };
  const keep = (codes: readonly string[]) => {
    setStep({ is: 'KEEP_CODES', codes });
    heading.current?.focus();
  };
  const setUp = (done: string) => (codes: readonly string[] | null) => {
    if (codes) keep(codes);
    else {
      close();
      showDone(done);
    }
  };
  const removed = (done: string) => {
    close();
    showDone(done);
    return null;
  };
  const removeApp = async (proof: SecondFactorProof) => {
    const { data, error } = await removeTotp({ proof });
    const result = data?.removeTotp;
    return result?.__typename === 'SecondFactor' ? removed(t('totp.removed')) : refusalText(proof, result, error);
  };
  const removeOne = async (passkeyId: string, proof: SecondFactorProof) => {
    const { data, error } = await removePasskey({ passkeyId, proof });
    const result = data?.removePasskey;
    return result?.__typename === 'SecondFactor' ? removed(t('passkeys.removed')) : refusalText(proof, result, error);
  };

  const body = () => {
    switch (step?.is) {
      case undefined: return <Overview own={own} now={now} onStep={setStep} />;
      case 'SET_UP_APP':
        return <Task title={t('totp.setUp')}><SetUpApp email={email} takesCode={takesCode} onDone={setUp(t('totp.done'))} onCancel={close} /></Task>;
      case 'ADD_PASSKEY':
        return <Task title={t('passkeys.add')} hint={t('passkeys.addHint')}><AddPasskey email={email} takesCode={takesCode} onDone={setUp(t('passkeys.added'))} onCancel={close} /></Task>;
      case 'RENEW_CODES':
        return <Task title={t('recovery.renew')} hint={t('recovery.renewHint')}><RenewRecoveryCodes email={email} onDone={keep} onCancel={close} /></Task>;
      case 'KEEP_CODES':
        return <Task title={t('recovery.title')}><RecoveryCodes codes={step.codes} email={email} onKept={close} /></Task>;
      case 'REMOVE_APP':
        return (
          <Task title={t('totp.remove')} hint={t('totp.removeHint')}>
            {isLast && <p className={classes.text}>{t('lastFactor')}</p>}
            <ProofForm email={email} takesCode={!isLast} submit={t('totp.remove')} isRemoval onProof={removeApp} onCancel={close} />
          </Task>
        );
      case 'REMOVE_PASSKEY':
        return (
          <Task title={t('passkeys.removeOne', { name: step.passkey.name })} hint={t('passkeys.removeHint')}>
            {isLast && <p className={classes.text}>{t('lastFactor')}</p>}
            <ProofForm email={email} takesCode={!isLast} submit={t('passkeys.remove')} isRemoval onProof={proof => removeOne(step.passkey.id, proof)} onCancel={close} />
          </Task>
        );
    }
  };

  return (
    <section className={classes.card} aria-labelledby="second-factor">
      <div className={classes.head}>
        <h2 id="second-factor" ref={heading} tabIndex={-1} className={classes.heading}>{t('secondFactor.title')}</h2>
        <span className={own.since ? classes.on : classes.muted}>{own.since ? t('secondFactor.on', { time: formatMoment(own.since, i18n.language, now) }) : t('secondFactor.off')}</span>
      </div>
      {body()}
    </section>
  );
}

/** What is being done, in place of the overview. */
function Task({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <>
      <h3 className={classes.name}>{title}</h3>
      {hint && <p className={classes.muted}>{hint}</p>}
      {children}
    </>
  );
}

/** More of them the service refuses. */
const MOST_PASSKEYS = 20;

/** What is on, and what can be done about each. */
function Overview({ own, now, onStep }: { own: SecondFactorCard_SecondFactorFragment; now: Date; onStep: (step: Step) => void }) {
  const { t, i18n } = useTranslation('account');
  const passkeys = usePasskeys();
  const obstacle = own.passkeys.length >= MOST_PASSKEYS ? t('passkeys.problems.MOST', { count: MOST_PASSKEYS }) : passkeys.obstacle;
  const when = (at: string) => ({ time: formatMoment(at, i18n.language, now) });
  const madeOn = ({ browser, system }: Passkey) => (browser && system ? t('sessions.device', { browser, system }) : (browser ?? system));
  const about = (passkey: Passkey) =>
    [
      madeOn(passkey), t('passkeys.made', when(passkey.createdAt)), passkey.lastUsedAt ? t('passkeys.used', when(passkey.lastUsedAt)) : t('passkeys.neverUsed'),
      passkey.isSynced && t('passkeys.synced'),
    ].filter(Boolean).join(' · ');
  return (
    <>
      <p className={classes.muted}>{t('secondFactor.lead')}</p>
      <ul className={classes.rows}>
        <li className={classes.row}>
          <div className={classes.main}>
            <h3 className={classes.name}>{t('totp.title')}</h3>
            <p className={classes.muted}>{own.totpSince ? t('totp.since', when(own.totpSince)) : t('totp.off')}</p>
          </div>
          {own.totpSince
            ? <Button variant="default" onClick={() => onStep({ is: 'REMOVE_APP' })}>{t('totp.remove')}</Button>
            : <Button variant="default" onClick={() => onStep({ is: 'SET_UP_APP' })}>{t('totp.setUp')}</Button>}
        </li>
        <li className={classes.row}>
          <div className={classes.main}>
            <h3 className={classes.name}>{t('passkeys.title')}</h3>
            <p className={classes.muted}>{obstacle ?? t('passkeys.hint')}</p>
          </div>
          {!obstacle && <Button variant="default" onClick={() => onStep({ is: 'ADD_PASSKEY' })}>{t('passkeys.add')}</Button>}
          {own.passkeys.length > 0 && (
            <ul className={classes.inner} aria-label={t('passkeys.title')}>
              {own.passkeys.map(passkey => (
                <li key={passkey.id} className={classes.row}>
                  <div className={classes.main}>
                    <span className={classes.name}>{passkey.name}</span>
                    <p className={classes.muted}>{about(passkey)}</p>
                  </div>
                  <Button variant="default" aria-label={t('passkeys.removeOne', { name: passkey.name })} onClick={() => onStep({ is: 'REMOVE_PASSKEY', passkey })}>{t('passkeys.remove')}</Button>
                </li>
              ))}
            </ul>
          )}
        </li>
        {own.since && (
          <li className={classes.row}>
            <div className={classes.main}>
              <h3 className={classes.name}>{t('recovery.title')}</h3>
              <p className={own.recoveryCodesLeft < FEW_CODES ? classes.warning : classes.muted}>
                {t('recovery.left', { count: own.recoveryCodesLeft })} {own.recoveryCodesLeft < FEW_CODES && t('recovery.few')}
              </p>
            </div>
            <Button variant="default" onClick={() => onStep({ is: 'RENEW_CODES' })}>{t('recovery.renew')}</Button>
          </li>
        )}
      </ul>
    </>
  );
}
