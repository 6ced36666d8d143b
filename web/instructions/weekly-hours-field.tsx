import { ActionIcon, Button, Switch, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { FormSection } from '../ui/form-parts.tsx';
import type { InstructionCustomer } from './instruction-parts.ts';
import type { InstructionValues } from './instruction-values.ts';
import classes from './instructions.module.css';
import { newHours } from './instruction-values.ts';
import { passesMidnight, WEEKDAYS, weekdayName } from './weekly-hours.ts';

/** The hours of the week in which an instruction counts, and whether public holidays are left out. */
export function WeeklyHoursField({ form, customer }: { form: UseFormReturnType<InstructionValues>; customer: InstructionCustomer }) {
  const { t, i18n } = useTranslation('instructions');
  const { hours, hasHours } = form.values;
  const state = customer.federalState as keyof typeof STATES | null | undefined;
  return (
    <FormSection title={t('form.hours')}>
      <Switch label={t('form.hasHours')} description={t('form.hasHoursHint')} {...form.getInputProps('hasHours', { type: 'checkbox' })} />
      {hasHours && hours.map((block, index) => (
        <fieldset key={block.key} className={classes.block}>
          <legend className="visually-hidden">{t('form.blockN', { n: index + 1 })}</legend>
          <div className={classes.days} role="group" aria-label={t('form.days')}>
            {WEEKDAYS.map(weekday => {
              const isOn = block.days.includes(weekday);
              return (
                <button
                  key={weekday} type="button" className={classes.dayButton} aria-pressed={isOn} aria-label={`${weekdayName(weekday, i18n.language, 'short')}, ${weekdayName(weekday, i18n.language, 'long')}`} data-path={weekday === 'MONDAY' ? `hours.${index}.days` : undefined}
                  onClick={() => { form.setFieldValue(`hours.${index}.days`, isOn ? block.days.filter(other => other !== weekday) : [...block.days, weekday]); form.clearFieldError(`hours.${index}.days`); }}
                >
                  {weekdayName(weekday, i18n.language, 'short')}
                </button>
              );
            })}
          </div>
          {form.errors[`hours.${index}.days`] && <p className={classes.error}>{t('form.daysMissing')}</p>}
          <div className={classes.times}>
            <TextInput type="time" label={t('form.hoursFrom')} {...form.getInputProps(`hours.${index}.from`)} />
            <TextInput type="time" label={t('form.hoursUntil')} {...form.getInputProps(`hours.${index}.until`)} />
            {hours.length > 1 && (
              <ActionIcon variant="subtle" color="gray" size={46} className={classes.removeBlock} aria-label={t('form.removeBlock', { n: index + 1 })} onClick={() => form.removeListItem('hours', index)}>
                <IconTrash size={20} stroke={1.7} aria-hidden />
              </ActionIcon>
            )}
          </div>
          {passesMidnight(block) && <p className={classes.hint}>{t('form.overMidnight', { until: block.until })}</p>}
        </fieldset>
      ))}
      {hasHours && (
        <Button variant="subtle" className={classes.add} leftSection={<IconPlus size={18} aria-hidden />} onClick={() => form.insertListItem('hours', { ...newHours(), days: [] })}>{t('form.addBlock')}</Button>
      )}
      <Switch
        label={t('form.exceptHolidays')} description={state && state in STATES ? t('form.holidaysOf', { state: STATES[state] }) : t('form.holidaysUnknown')}
        {...form.getInputProps('exceptPublicHolidays', { type: 'checkbox' })}
      />
    </FormSection>
  );
}

/** Proper names, the same in each language of the portal. */
const STATES = {
  BW: 'Baden-Württemberg', BY: 'Bayern', BE: 'Berlin', BB: 'Brandenburg', HB: 'Bremen', HH: 'Hamburg', HE: 'Hessen', MV: 'Mecklenburg-Vorpommern', NI: 'Niedersachsen',
  NW: 'Nordrhein-Westfalen', RP: 'Rheinland-Pfalz', SL: 'Saarland', SN: 'Sachsen', ST: 'Sachsen-Anhalt', SH: 'Schleswig-Holstein', TH: 'Thüringen',
};
