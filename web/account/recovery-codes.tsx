import { Button, Group } from '@mantine/core';
import { IconDownload, IconPrinter } from '@tabler/icons-react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { graphql } from '../graphql/generated/index.ts';
import type { SecondFactorProof } from '../graphql/generated/graphql.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { useMinute } from '../ui/minute.ts';
import { formatDay } from '../ui/times.ts';
import classes from './account.module.css';
import { ProofForm, useRefusalText } from './proof-form.tsx';

const RenewRecoveryCodesDocument = graphql(`
  mutation RenewRecoveryCodes($proof: SecondFactorProof!) {
    renewRecoveryCodes(proof: $proof) {
      __typename
      ... on SecondFactorSetUp { recoveryCodes secondFactor { ...SecondFactorCard_secondFactor } }
      ... on TooManyAttempts { retryAfterSeconds }
    }
  }
`);

/** Makes new codes in place of all that there were. */
export function RenewRecoveryCodes({ email, onDone, onCancel }: { email: string | null; onDone: (recoveryCodes: readonly string[]) => void; onCancel: () => void }) {
  const { t } = useTranslation('account');
  const [, renew] = useMutation(RenewRecoveryCodesDocument);
  const refusalText = useRefusalText();
  const prove = async (proof: SecondFactorProof) => {
    const { data, error } = await renew({ proof });
    const result = data?.renewRecoveryCodes;
    if (result?.__typename !== 'SecondFactorSetUp') return refusalText(proof, result, error);
    onDone(result.recoveryCodes ?? []);
    return null;
  };
  return <ProofForm email={email} takesCode submit={t('recovery.renew')} onProof={prove} onCancel={onCancel} />;
}

/** Shows new codes, this once, until somebody says that they keep them. */
export function RecoveryCodes({ codes, email, onKept }: { codes: readonly string[]; email: string | null; onKept: () => void }) {
  const { t, i18n } = useTranslation('account');
  const about = { site: location.host, date: formatDay(new Date(useMinute()), i18n.language) };
  const owner = email ? t('recovery.paperForAccount', { email, ...about }) : t('recovery.paperFor', about);
  const text = [t('recovery.paper'), owner, '', ...codes, ''].join('\n');
  return (
    <>
      <p className={classes.text}>{t('recovery.lead')}</p>
      <ul className={classes.codes}>{codes.map(code => <li key={code}><code>{code}</code></li>)}</ul>
      <Group gap="sm">
        <CopyButton text={codes.join('\n')} failure={t('recovery.copyFailed')}>{t('recovery.copy')}</CopyButton>
        <Button component="a" variant="default" href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`} download={t('recovery.file')} leftSection={<IconDownload size={18} aria-hidden />}>
          {t('recovery.download')}
        </Button>
        <Button variant="default" leftSection={<IconPrinter size={18} aria-hidden />} onClick={() => window.print()}>{t('recovery.print')}</Button>
      </Group>
      <Button onClick={onKept} className={classes.kept}>{t('recovery.kept')}</Button>
      {createPortal(<pre className={classes.paper}>{text}</pre>, document.body)}
    </>
  );
}
