import { Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { graphql, readFragment, type FragmentType } from '../graphql/generated/index.ts';
import { useErrorText } from '../ui/faces.tsx';
import { formatNumber } from '../ui/phone-numbers.ts';
import { formatMoment } from '../ui/times.ts';
import { showFailure } from '../ui/toasts.tsx';
import { Alarm_alarm } from './telephony-parts.ts';
import classes from './telephony.module.css';

const DismissAlarmDocument = graphql(`
  mutation DismissTelephonyAlarm($alarmId: ID!) { dismissTelephonyAlarm(alarmId: $alarmId) { __typename ... on TelephonyAlarm { id ...Alarm_alarm } } }
`);

/** What a supervisor should look at; nothing while there is nothing. */
export function Alarms({ alarms }: { alarms: readonly FragmentType<typeof Alarm_alarm>[] }) {
  const { t, i18n } = useTranslation('telephony');
  const errorText = useErrorText();
  const [, dismiss] = useMutation(DismissAlarmDocument);
  const all = readFragment(Alarm_alarm, alarms);
  const open = all.filter(({ dismissedAt }) => dismissedAt === null);
  const earlier = all.filter(({ dismissedAt }) => dismissedAt !== null);
  const at = (moment: string) => formatMoment(moment, i18n.language);
  const remove = async (alarmId: string) => {
    const { error } = await dismiss({ alarmId });
    if (error) showFailure(errorText(error));
  };
  return (
    <>
      {open.length > 0 && (
        <section aria-label={t('alarms.title', { count: open.length })} className={classes.stack} style={{ gap: 10 }}>
          {open.map(alarm => (
            <div key={alarm.id} className={classes.alarm} role="alert">
              <IconAlertTriangle size={22} aria-hidden />
              <div className={classes.alarmText}>
                <h3>{t(`alarms.${alarm.kind}`)}</h3>
                <p>
                  {alarm.customer && <><b>{t('alarms.customer', { name: alarm.customer.name })}</b> · </>}
                  {alarm.number && <>{t('alarms.number', { number: formatNumber(alarm.number) })} · </>}
                  {alarm.times === 1 ? t('alarms.once', { at: at(alarm.raisedAt) }) : t('alarms.times', { times: alarm.times, since: at(alarm.raisedAt), at: at(alarm.lastAt) })}
                </p>
                <p>{t(`alarms.${alarm.kind}_text`)}</p>
              </div>
              <Button variant="default" aria-label={t('alarms.dismissLabel', { alarm: t(`alarms.${alarm.kind}`) })} onClick={() => void remove(alarm.id)}>{t('alarms.dismiss')}</Button>
            </div>
          ))}
        </section>
      )}
      {earlier.length > 0 && (
        <details>
          <summary className={classes.muted} style={{ cursor: 'pointer' }}>{t('alarms.earlier', { count: earlier.length })}</summary>
          <ul className={classes.muted} style={{ paddingInlineStart: 20 }}>
            {earlier.map(alarm => (
              <li key={alarm.id}>
                {t(`alarms.${alarm.kind}`)}{alarm.customer ? `, ${alarm.customer.name}` : ''}{alarm.number ? `, ${formatNumber(alarm.number)}` : ''}
                {alarm.dismissedAt && alarm.dismissedBy ? ` · ${t('alarms.dismissedBy', { at: at(alarm.dismissedAt), name: alarm.dismissedBy.name })}` : ''}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}
