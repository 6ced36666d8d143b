import type { TFunction } from 'i18next';
import type { Fallback, Settings_SettingsFragment, TelephonySettingsInput, Waiting } from '../graphql/generated/graphql.ts';
import type { Difference } from '../ui/changed-meanwhile.tsx';
import { formatNumber } from '../ui/phone-numbers.ts';

/** The settings as their form holds them; an emptied number is ''. */
export interface SettingsValues {
  preferredRingSeconds: number | string;
  secretaryRingSeconds: number | string;
  waitSeconds: number | string;
  waiting: Waiting;
  fallback: Fallback;
  overflowNumber: string;
  voiceMessages: boolean;
  voiceMessageSeconds: number | string;
  allowedCountries: string[];
  dialsPerCustomerAndHour: number | string;
  presentsCaller: boolean;
}

/** The form of the stored settings. */
export const valuesOfSettings = ({ version: _, ...settings }: Omit<Settings_SettingsFragment, ' $fragmentName'>): SettingsValues => ({
  preferredRingSeconds: settings.preferredRingSeconds,
  secretaryRingSeconds: settings.secretaryRingSeconds,
  waitSeconds: settings.waitSeconds,
  waiting: settings.waiting,
  fallback: settings.fallback,
  overflowNumber: settings.overflowNumber ? formatNumber(settings.overflowNumber) : '',
  voiceMessages: settings.voiceMessages,
  voiceMessageSeconds: settings.voiceMessageSeconds,
  allowedCountries: [...settings.allowedCountries],
  dialsPerCustomerAndHour: settings.dialsPerCustomerAndHour,
  presentsCaller: settings.presentsCaller,
});

const NUMBERS = ['preferredRingSeconds', 'secretaryRingSeconds', 'waitSeconds', 'voiceMessageSeconds', 'dialsPerCustomerAndHour'] as const;

/** What is certainly wrong before the server is asked, as codes by field. */
export const checkSettings = (values: SettingsValues): Record<string, 'REQUIRED'> =>
  Object.fromEntries([
    ...NUMBERS.filter(field => values[field] === '').map(field => [field, 'REQUIRED'] as const),
    ...(values.allowedCountries.length === 0 ? [['allowedCountries', 'REQUIRED'] as const] : []),
    ...(values.fallback === 'OVERFLOW' && values.overflowNumber.trim() === '' ? [['overflowNumber', 'REQUIRED'] as const] : []),
  ]);

/** What the API is given. */
export const settingsInput = (values: SettingsValues): TelephonySettingsInput => ({
  preferredRingSeconds: Number(values.preferredRingSeconds),
  secretaryRingSeconds: Number(values.secretaryRingSeconds),
  waitSeconds: Number(values.waitSeconds),
  waiting: values.waiting,
  fallback: values.fallback,
  overflowNumber: values.overflowNumber.trim() || null,
  voiceMessages: values.voiceMessages,
  voiceMessageSeconds: Number(values.voiceMessageSeconds),
  allowedCountries: values.allowedCountries,
  dialsPerCustomerAndHour: Number(values.dialsPerCustomerAndHour),
  presentsCaller: values.presentsCaller,
});

/** The parts of the settings that are decided together when two people changed them. */
export const SETTINGS_PARTS = {
  preferredRingSeconds: ['preferredRingSeconds'],
  secretaryRingSeconds: ['secretaryRingSeconds'],
  waiting: ['waiting'],
  waitSeconds: ['waitSeconds'],
  // Voice messages are a fallback only while they are recorded.
  fallback: ['fallback', 'overflowNumber', 'voiceMessages'],
  voiceMessageSeconds: ['voiceMessageSeconds'],
  allowedCountries: ['allowedCountries'],
  dialsPerCustomerAndHour: ['dialsPerCustomerAndHour'],
  presentsCaller: ['presentsCaller'],
} as const satisfies Record<string, readonly (keyof SettingsValues)[]>;

/** What is typed and what is stored of these parts, in words. */
export function settingsDifferences(parts: readonly string[], mine: SettingsValues, theirs: SettingsValues, t: TFunction<'telephony'>): Difference[] {
  const seconds = (value: number | string) => t('seconds', { count: Number(value) });
  const words: Record<keyof typeof SETTINGS_PARTS, (values: SettingsValues) => string> = {
    preferredRingSeconds: values => seconds(values.preferredRingSeconds),
    secretaryRingSeconds: values => seconds(values.secretaryRingSeconds),
    waiting: values => t(`settings.waiting${values.waiting}`),
    waitSeconds: values => seconds(values.waitSeconds),
    fallback: values => [t(`settings.fallback${values.fallback}`), formatNumber(values.overflowNumber.trim()), `${t('settings.voiceMessages')}: ${t(values.voiceMessages ? 'settings.on' : 'settings.off')}`].filter(Boolean).join('\n'),
    voiceMessageSeconds: values => seconds(values.voiceMessageSeconds),
    allowedCountries: values => values.allowedCountries.toSorted().join(', '),
    dialsPerCustomerAndHour: values => String(values.dialsPerCustomerAndHour),
    presentsCaller: values => t(values.presentsCaller ? 'settings.on' : 'settings.off'),
  };
  return (Object.keys(SETTINGS_PARTS) as (keyof typeof SETTINGS_PARTS)[]).filter(part => parts.includes(part))
    .map(field => ({ field, label: t(`settings.${field}`), mine: words[field](mine), theirs: words[field](theirs) }));
}
