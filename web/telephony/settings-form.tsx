import { Button, MultiSelect, NumberInput, Radio, Select, Switch, TextInput } from '@mantine/core';
import { getCountries } from 'libphonenumber-js/min';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import type { Settings_SettingsFragment } from '../graphql/generated/graphql.ts';
import { graphql, readFragment, type FragmentType } from '../graphql/generated/index.ts';
import { ChangedMeanwhile } from '../ui/changed-meanwhile.tsx';
import { useEditedForm } from '../ui/edited-form.ts';
import { useErrorText } from '../ui/faces.tsx';
import { EditNotices, FormSection, NotSaved } from '../ui/form-parts.tsx';
import { showDone } from '../ui/toasts.tsx';
import { checkSettings, SETTINGS_PARTS, settingsDifferences, settingsInput, valuesOfSettings, type SettingsValues } from './settings-values.ts';
import { Settings_settings } from './telephony-parts.ts';
import classes from './telephony.module.css';

const UpdateSettingsDocument = graphql(`
  mutation UpdateTelephonySettings($input: TelephonySettingsInput!, $expectedVersion: Int!) {
    updateTelephonySettings(input: $input, expectedVersion: $expectedVersion) {
      __typename
      ... on TelephonySettings { ...Settings_settings }
      ... on TelephonySettingsInvalid { problems { field code message } }
      ... on TelephonySettingsChangedMeanwhile { current { ...Settings_settings } }
    }
  }
`);

const WAITING = ['RINGING', 'MUSIC', 'ANNOUNCEMENT_AND_MUSIC'] as const;
const FALLBACKS = ['ANNOUNCEMENT', 'OVERFLOW', 'VOICE_MESSAGE'] as const;

/** Changes how calls are rung, dialled and let go. `onStale` is told when somebody else was quicker. */
export function SettingsForm({ settings, viewerId, onStale }: { settings: FragmentType<typeof Settings_settings>; viewerId: string; onStale: () => void }) {
  const { t, i18n } = useTranslation('telephony');
  const { t: common } = useTranslation('portal');
  const errorText = useErrorText();
  const [refusal, setRefusal] = useState<string | null>(null);
  const [, update] = useMutation(UpdateSettingsDocument);
  const stored = readFragment(Settings_settings, settings);
  const [initial] = useState(() => valuesOfSettings(stored));
  const edited = useEditedForm<SettingsValues, Settings_SettingsFragment>({
    draftKey: `${viewerId}.telephony`, initial, stored, parts: SETTINGS_PARTS, valuesOf: valuesOfSettings,
    validate: values => Object.fromEntries(Object.entries(checkSettings(values)).map(([field, code]) => [field, common(`problems.${code}`)])),
  });
  const { form, version, conflicts, isSaving, setSaving, forget } = edited;
  const countries = useMemo(() => {
    const names = new Intl.DisplayNames(i18n.language, { type: 'region' });
    return getCountries().map(country => ({ value: country as string, label: names.of(country) ?? country })).toSorted((a, b) => a.label.localeCompare(b.label, i18n.language));
  }, [i18n.language]);

  const submit = form.onSubmit(async values => {
    if (conflicts.length > 0) { scrollTo({ top: 0 }); return; }
    setSaving(true);
    setRefusal(null);
    const { data, error } = await update({ input: settingsInput(values), expectedVersion: version ?? stored.version });
    setSaving(false);
    const result = data?.updateTelephonySettings;
    switch (result?.__typename) {
      case 'TelephonySettings': forget(); onStale(); showDone(t('saved')); return;
      case 'TelephonySettingsChangedMeanwhile': onStale(); scrollTo({ top: 0 }); return;
      case 'TelephonySettingsInvalid': {
        const errors = Object.fromEntries(result.problems.map(({ field, code }) => [field, common(`problems.${code}`)]));
        form.setErrors(errors);
        setRefusal('');
        edited.focusFirst(errors);
        return;
      }
      default: setRefusal(error ? errorText(error) : '');
    }
  }, errors => { setRefusal(''); edited.focusFirst(errors); });

  const seconds = (field: 'preferredRingSeconds' | 'secretaryRingSeconds' | 'waitSeconds' | 'voiceMessageSeconds', min: number, max: number) => (
    <NumberInput label={t(`settings.${field}`)} description={t(`settings.${field}Hint`)} suffix=" s" min={min} max={max} clampBehavior="none" allowDecimal={false} allowNegative={false} withAsterisk {...form.getInputProps(field)} />
  );
  const problems = Object.keys(form.errors).length;
  const { values } = form;
  return (
    <form className={classes.stack} onSubmit={submit} noValidate>
      <EditNotices isRestored={edited.isRestored} isMerged={edited.isMerged && conflicts.length === 0} onDiscard={edited.discard} />
      {conflicts.length > 0 && <ChangedMeanwhile differences={settingsDifferences(conflicts, values, edited.stored, t)} onTake={edited.take} onTakeAll={edited.discard} onKeepMine={edited.keepMine} />}
      <FormSection title={t('settings.ring')} hint={t('settings.ringHint')}>
        <div className={classes.pair}>
          {seconds('preferredRingSeconds', 0, 60)}
          {seconds('secretaryRingSeconds', 5, 120)}
        </div>
        <Select
          label={t('settings.waiting')} description={t('settings.waitingHint')} allowDeselect={false} data={WAITING.map(value => ({ value, label: t(`settings.waiting${value}`) }))}
          {...form.getInputProps('waiting')}
        />
      </FormSection>
      <FormSection title={t('settings.nobody')} hint={t('settings.nobodyHint')}>
        <div className={classes.pair}>{seconds('waitSeconds', 10, 600)}</div>
        <Radio.Group label={t('settings.fallback')} {...form.getInputProps('fallback')}>
          <div className={classes.stack} style={{ gap: 10, marginTop: 6 }}>
            {FALLBACKS.map(value => (
              <Radio key={value} value={value} disabled={value === 'VOICE_MESSAGE' && !values.voiceMessages} label={t(`settings.fallback${value}`)} description={t(`settings.fallback${value}Hint`)} />
            ))}
          </div>
        </Radio.Group>
        {values.fallback === 'OVERFLOW' && (
          <TextInput label={t('settings.overflowNumber')} description={t('settings.overflowNumberHint')} type="tel" inputMode="tel" withAsterisk maw={340} {...form.getInputProps('overflowNumber')} />
        )}
      </FormSection>
      <FormSection title={t('settings.recording')}>
        <Switch
          label={t('settings.voiceMessages')} description={t('settings.voiceMessagesHint')} {...form.getInputProps('voiceMessages', { type: 'checkbox' })}
          onChange={event => {
            form.setFieldValue('voiceMessages', event.currentTarget.checked);
            if (!event.currentTarget.checked && values.fallback === 'VOICE_MESSAGE') form.setFieldValue('fallback', 'ANNOUNCEMENT');
          }}
        />
        <p className={classes.law}>{t('settings.voiceMessagesLaw')}</p>
        {values.voiceMessages && <div className={classes.pair}>{seconds('voiceMessageSeconds', 10, 600)}</div>}
      </FormSection>
      <FormSection title={t('settings.dialling')} hint={t('settings.diallingHint')}>
        <MultiSelect
          label={t('settings.allowedCountries')} description={t('settings.allowedCountriesHint')} searchable hidePickedOptions withAsterisk maxDropdownHeight={240} data={countries}
          {...form.getInputProps('allowedCountries')} value={countries.filter(({ value }) => values.allowedCountries.includes(value)).map(({ value }) => value)}
        />
        <NumberInput label={t('settings.dialsPerCustomerAndHour')} description={t('settings.dialsPerCustomerAndHourHint')} min={1} max={10_000} clampBehavior="none" allowDecimal={false} allowNegative={false} withAsterisk {...form.getInputProps('dialsPerCustomerAndHour')} />
        <Switch label={t('settings.presentsCaller')} description={t('settings.presentsCallerHint')} {...form.getInputProps('presentsCaller', { type: 'checkbox' })} />
      </FormSection>
      {refusal !== null && (problems > 0 || refusal !== '') && <NotSaved problems={problems} text={refusal || null} />}
      <div className={classes.save}><Button type="submit" loading={isSaving}>{t('save')}</Button></div>
    </form>
  );
}
