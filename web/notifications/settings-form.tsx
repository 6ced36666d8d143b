import { Button, Checkbox, Radio, Select, Switch, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { graphql } from '../graphql/generated/index.ts';
import type { EmailRhythm, NotificationCause, Notifications_PartsFragment } from '../graphql/generated/graphql.ts';
import { useErrorText } from '../ui/faces.tsx';
import { FormSection, NotSaved } from '../ui/form-parts.tsx';
import { showDone, showFailure } from '../ui/toasts.tsx';
import { formatTag } from '../ui/zoned-time.ts';
import classes from './notifications.module.css';

const SaveDocument = graphql(`
  mutation SaveNotificationSettings($input: NotificationSettingsInput!) {
    saveNotificationSettings(input: $input) { __typename ... on Notifications { ...Notifications_parts } ... on NotificationSettingsInvalid { problems { field code } } }
  }
`);

type Settings = Notifications_PartsFragment['settings'];
const CAUSES: readonly NotificationCause[] = ['NOTE', 'VIP', 'URGENT', 'MISSED', 'MESSAGE'];
const DAYS = [1, 2, 3, 4, 5, 6, 7];
const NIGHT = { from: '20:00', until: '07:00' };

// The first of January 2024 was a Monday.
const dayName = (day: number, language: string, weekday: 'short' | 'long') => new Date(2024, 0, day).toLocaleDateString(formatTag(language), { weekday });

/** What somebody wants to be told of, on which way and when. */
export function SettingsForm({ settings, emailAddress, hasPush, hasEmail, onSaved }: { settings: Settings; emailAddress: string; hasPush: boolean; hasEmail: boolean; onSaved: () => void }) {
  const { t, i18n } = useTranslation('notifications');
  const errorText = useErrorText();
  const [{ fetching }, save] = useMutation(SaveDocument);
  const form = useForm({
    initialValues: {
      push: [...settings.pushCauses], email: [...settings.emailCauses], pushShowsContent: settings.pushShowsContent, emailShowsContent: settings.emailShowsContent, isQuiet: (settings.quietFrom ?? null) !== null,
      quietFrom: settings.quietFrom ?? NIGHT.from, quietUntil: settings.quietUntil ?? NIGHT.until, quietWeekdays: [...settings.quietWeekdays], urgentPassesQuiet: settings.urgentPassesQuiet,
      emailRhythm: settings.emailRhythm as EmailRhythm, emailTime: settings.emailTime, emailWeekday: String(settings.emailWeekday),
    },
  });
  const { values } = form;
  const toggle = (way: 'push' | 'email', cause: NotificationCause, isOn: boolean) => form.setFieldValue(way, isOn ? [...values[way], cause] : values[way].filter(other => other !== cause));
  const submit = form.onSubmit(async ({ push, email, isQuiet, emailWeekday, quietFrom, quietUntil, ...rest }) => {
    const { data, error } = await save({ input: { ...rest, pushCauses: push, emailCauses: email, quietFrom: isQuiet ? quietFrom : null, quietUntil: isQuiet ? quietUntil : null, emailWeekday: Number(emailWeekday) } });
    if (error) return void showFailure(errorText(error));
    const result = data?.saveNotificationSettings;
    if (result?.__typename === 'NotificationSettingsInvalid') return form.setErrors(Object.fromEntries(result.problems.map(({ field }) => [field, t(field === 'quietWeekdays' ? 'quiet.daysMissing' : 'timeWrong')])));
    onSaved();
    showDone(t('saved'));
  });
  // Notes of VIPs and urgent ones are among all notes.
  const isIncluded = (way: 'push' | 'email', cause: NotificationCause) => cause === 'URGENT' && values[way].includes('NOTE');
  const box = (way: 'push' | 'email', cause: NotificationCause) => (
    <Checkbox
      size="md" aria-label={t('causeOn', { cause: t(`causes.${cause}`), way: t(`ways.${way}`) })} disabled={way === 'push' ? !hasPush : !hasEmail}
      checked={isIncluded(way, cause) || values[way].includes(cause)} readOnly={isIncluded(way, cause)} onChange={event => { if (!isIncluded(way, cause)) toggle(way, cause, event.currentTarget.checked); }}
    />
  );
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <section className={classes.card}>
        <h2 className={classes.title}>{t('causesTitle')}</h2>
        <table className={classes.causes}>
          <thead><tr><th scope="col"><span className="visually-hidden">{t('cause')}</span></th><th scope="col">{t('ways.push')}</th><th scope="col">{t('ways.email')}</th></tr></thead>
          <tbody>
            {CAUSES.map(cause => (
              <tr key={cause}>
                <th scope="row">{t(`causes.${cause}`)}<span className={classes.hint}>{t(`causeHints.${cause}`)}</span></th>
                <td>{box('push', cause)}</td>
                <td>{box('email', cause)}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {(!hasPush || !hasEmail) && <p className={classes.hint}>{t('consentFirst')}</p>}
      </section>
      <section className={classes.card}>
        <h2 className={classes.title}>{t('content.title')}</h2>
        <p className={classes.hint}>{t('content.lead')}</p>
        <Switch label={t('content.push')} description={t('content.pushHint')} {...form.getInputProps('pushShowsContent', { type: 'checkbox' })} />
        <Switch label={t('content.email')} description={t('content.emailHint')} {...form.getInputProps('emailShowsContent', { type: 'checkbox' })} />
      </section>
      <section className={classes.card}>
        <FormSection title={t('quiet.title')}>
          <Switch label={t('quiet.on')} description={t('quiet.hint')} {...form.getInputProps('isQuiet', { type: 'checkbox' })} />
          {values.isQuiet && (
            <>
              <div className={classes.times}>
                <TextInput type="time" label={t('quiet.from')} {...form.getInputProps('quietFrom')} />
                <TextInput type="time" label={t('quiet.until')} {...form.getInputProps('quietUntil')} />
              </div>
              <div className={classes.days} role="group" aria-label={t('quiet.days')}>
                {DAYS.map(day => {
                  const isOn = values.quietWeekdays.includes(day);
                  return (
                    <button
                      key={day} type="button" className={classes.day} aria-pressed={isOn} aria-label={`${dayName(day, i18n.language, 'short')}, ${dayName(day, i18n.language, 'long')}`}
                      onClick={() => { form.setFieldValue('quietWeekdays', isOn ? values.quietWeekdays.filter(other => other !== day) : [...values.quietWeekdays, day].sort()); form.clearFieldError('quietWeekdays'); }}
                    >
                      {dayName(day, i18n.language, 'short')}
                    </button>
                  );
                })}
              </div>
              {form.errors['quietWeekdays'] && <p className={classes.wrong}>{form.errors['quietWeekdays']}</p>}
              <Switch label={t('quiet.urgent')} {...form.getInputProps('urgentPassesQuiet', { type: 'checkbox' })} />
            </>
          )}
        </FormSection>
      </section>
      <section className={classes.card}>
        <Radio.Group label={<span className={classes.title}>{t('rhythm.title')}</span>} description={t('rhythm.to', { address: emailAddress })} {...form.getInputProps('emailRhythm')}>
          <div className={classes.choices}>
            {(['AT_ONCE', 'DAILY', 'WEEKLY'] as const).map(rhythm => <Radio key={rhythm} value={rhythm} label={t(`rhythm.${rhythm}`)} />)}
          </div>
        </Radio.Group>
        {values.emailRhythm !== 'AT_ONCE' && (
          <div className={classes.times}>
            {values.emailRhythm === 'WEEKLY' && <Select label={t('rhythm.day')} allowDeselect={false} data={DAYS.map(day => ({ value: String(day), label: dayName(day, i18n.language, 'long') }))} {...form.getInputProps('emailWeekday')} />}
            <TextInput type="time" label={t('rhythm.time')} {...form.getInputProps('emailTime')} />
          </div>
        )}
      </section>
      {Object.keys(form.errors).length > 0 && <NotSaved problems={Object.keys(form.errors).length} />}
      <Button type="submit" className={classes.first} loading={fetching}>{t('save')}</Button>
    </form>
  );
}
