import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import type { CallerRecordKind } from '../graphql/generated/graphql.ts';
import { graphql } from '../graphql/generated/index.ts';
import { formatNumber } from '../ui/phone-numbers.ts';
import { Sheet } from '../ui/sheet.tsx';
import { showDone, showFailure } from '../ui/toasts.tsx';
import classes from './privacy.module.css';

const EraseCallerDocument = graphql(`
  mutation EraseCaller($callerNumber: String!, $reason: String!) {
    eraseCaller(callerNumber: $callerNumber, reason: $reason) {
      __typename
      ... on CallerErased { at { customer { id } counts { kind } } }
      ... on CallerErasureInvalid { problems { field code } }
    }
  }
`);

/** Names what goes and what stays, asks for the reason, and erases. */
export function EraseCaller({ number, goes, opened, onClose, onErased }: {
  number: string; goes: readonly (readonly [CallerRecordKind, number])[]; opened: boolean; onClose: () => void; onErased: () => void;
}) {
  const { t } = useTranslation('deskPrivacy');
  const [, erase] = useMutation(EraseCallerDocument);
  const [reason, setReason] = useState('');
  const [isRefused, setRefused] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const submit = async () => {
    setBusy(true);
    const { data } = await erase({ callerNumber: number, reason });
    setBusy(false);
    switch (data?.eraseCaller.__typename) {
      case 'CallerErased': {
        const { at } = data.eraseCaller;
        showDone(at.length === 0 ? t('caller.erasedNothing') : t('caller.erased', { count: at.filter(({ customer }) => customer).length }));
        onClose();
        onErased();
        return;
      }
      case 'CallerErasureInvalid': {
        const isAboutReason = data.eraseCaller.problems.some(({ field, code }) => field === 'reason' && code === 'NOT_ALLOWED');
        setRefused(isAboutReason);
        if (!isAboutReason) showFailure(t('caller.failed'));
        return;
      }
      case 'CallNotOver': showFailure(t('caller.inUse')); return;
      default: showFailure(t('caller.failed'));
    }
  };
  return (
    <Sheet opened={opened} onClose={onClose} title={t('caller.eraseTitle', { number: formatNumber(number) })}>
      <form className={classes.form} onSubmit={event => { event.preventDefault(); void submit(); }}>
        <div>
          <p className={classes.text}>{t('caller.goes')}</p>
          <ul className={classes.list}>{goes.map(([kind, count]) => <li key={kind}>{t(`caller.kinds.${kind}`, { count })}</li>)}</ul>
        </div>
        <p className={classes.hint}>{t('caller.remains')}</p>
        <Textarea
          label={t('caller.reason')} description={t('caller.reasonHint')} error={isRefused && t('caller.numberInReason')} value={reason} maxLength={1000} autosize minRows={2} required data-autofocus
          onChange={event => { setReason(event.currentTarget.value); setRefused(false); }}
        />
        <Button type="submit" color="red.9" disabled={reason.trim() === ''} loading={isBusy}>{t('caller.confirm')}</Button>
      </form>
    </Sheet>
  );
}
