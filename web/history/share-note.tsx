import { Button } from '@mantine/core';
import { IconShare2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { readFragment, type FragmentType } from '../graphql/generated/index.ts';
import { useMinute } from '../ui/minute.ts';
import { formatNumber } from '../ui/phone-numbers.ts';
import { showDone, showFailure } from '../ui/toasts.tsx';
import { clockTime, dayInWords, wallTime } from '../ui/zoned-time.ts';
import { CallRow_call } from './call-row.tsx';
import { callBackNumber, callerCompany, callerName } from './caller-words.ts';

/** Hands the note to another application: the share sheet of the phone, or the clipboard where there is none. */
export function ShareNote({ call: masked, timeZone }: { call: FragmentType<typeof CallRow_call>; timeZone: string }) {
  const { t, i18n } = useTranslation('history');
  const now = useMinute();
  const call = readFragment(CallRow_call, masked);
  const { note } = call;
  if (!note) return null;
  const name = callerName(call, t);
  const number = callBackNumber(call);
  const { day } = wallTime(call.receivedAt, timeZone);
  const title = t('share.title', { name });
  const text = [
    [name, callerCompany(call, t)].filter(Boolean).join(', '),
    number && `${t('caller.number')}: ${formatNumber(number)}`,
    `${dayInWords(day, i18n.language, wallTime(now, timeZone).day)}, ${clockTime(call.receivedAt, timeZone)}`,
    [note.urgent && t('row.urgent'), note.callBackWished && t('row.callBackWished')].filter(Boolean).join(', '),
    '',
    note.concern,
  ].filter((line, place) => line || place === 4).join('\n');
  const share = async () => {
    const sheet = { title, text };
    if ('share' in navigator && navigator.canShare?.(sheet)) {
      try {
        await navigator.share(sheet);
        return;
      } catch (error) {
        // Closed without a choice: nothing is to be done.
        if (error instanceof DOMException && error.name === 'AbortError') return;
      }
    }
    try {
      await navigator.clipboard.writeText(`${title}\n${text}`);
      showDone(t('share.copied'));
    } catch {
      showFailure(t('share.failed'));
    }
  };
  return <Button variant="default" leftSection={<IconShare2 size={18} aria-hidden />} onClick={() => void share()}>{t('share.button')}</Button>;
}
