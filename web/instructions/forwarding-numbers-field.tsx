import { ActionIcon, Button, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormSection } from '../ui/form-parts.tsx';
import { newNumber, type InstructionValues } from './instruction-values.ts';
import classes from './instructions.module.css';

const SITUATIONS = ['FIRST', 'ON_NO_ANSWER', 'ON_BUSY'] as const;
const MOST_NUMBERS = 50;

/** The numbers to put through to, in the order in which they are tried; the order is changed with buttons, so it needs no mouse. */
export function ForwardingNumbersField({ form }: { form: UseFormReturnType<InstructionValues> }) {
  const { t } = useTranslation('instructions');
  const list = useRef<HTMLOListElement>(null);
  const [focused, setFocused] = useState<{ key: string; part: string } | null>(null);
  const [told, setTold] = useState('');
  const { forwardingNumbers: rows } = form.values;

  useEffect(() => {
    if (!focused) return;
    const row = list.current?.querySelector(`[data-row="${focused.key}"]`);
    const wanted = row?.querySelector<HTMLElement>(`[data-part="${focused.part}"]:not(:disabled)`) ?? row?.querySelector<HTMLElement>('[data-part="up"]:not(:disabled), [data-part="down"]:not(:disabled)');
    wanted?.focus();
  }, [focused]);

  const move = (from: number, to: number, part: string) => {
    const row = rows[from];
    if (!row) return;
    form.reorderListItem('forwardingNumbers', { from, to });
    setFocused({ key: row.key, part });
    setTold(t('form.moved', { name: row.label || row.number || t('form.numberN', { n: from + 1 }), n: to + 1 }));
  };
  const add = () => {
    const row = newNumber(rows.length > 0 ? 'ON_NO_ANSWER' : 'FIRST');
    form.insertListItem('forwardingNumbers', row);
    setFocused({ key: row.key, part: 'number' });
  };

  return (
    <FormSection title={t('form.forwarding')} hint={t('form.forwardingHint')}>
      <ol className={classes.numbers} ref={list}>
        {rows.map((row, index) => {
          const n = index + 1;
          return (
            <li key={row.key} data-row={row.key} className={classes.number}>
              <div className={classes.numberHead}>
                <span className={classes.label}>{t('form.numberN', { n })}</span>
                <ActionIcon variant="subtle" color="gray" size={44} data-part="up" disabled={index === 0} aria-label={t('form.up', { n })} onClick={() => move(index, index - 1, 'up')}><IconArrowUp size={20} stroke={1.7} aria-hidden /></ActionIcon>
                <ActionIcon variant="subtle" color="gray" size={44} data-part="down" disabled={index === rows.length - 1} aria-label={t('form.down', { n })} onClick={() => move(index, index + 1, 'down')}><IconArrowDown size={20} stroke={1.7} aria-hidden /></ActionIcon>
                <ActionIcon variant="subtle" color="gray" size={44} aria-label={t('form.removeNumber', { n })} onClick={() => form.removeListItem('forwardingNumbers', index)}><IconTrash size={20} stroke={1.7} aria-hidden /></ActionIcon>
              </div>
              <div className={classes.pair}>
                <TextInput label={t('form.number')} type="tel" inputMode="tel" autoComplete="off" maxLength={40} data-part="number" placeholder={t('form.numberPlaceholder')} {...form.getInputProps(`forwardingNumbers.${index}.number`)} />
                <TextInput label={t('form.label')} autoComplete="off" maxLength={100} placeholder={t('form.labelPlaceholder')} {...form.getInputProps(`forwardingNumbers.${index}.label`)} />
              </div>
              <div className={classes.ringing}>
                <NativeSelect label={t('form.situation')} data={SITUATIONS.map(value => ({ value, label: t(`situation.${value}`) }))} {...form.getInputProps(`forwardingNumbers.${index}.situation`)} />
                <NumberInput label={t('form.ringSeconds')} size="md" min={5} max={120} step={5} allowDecimal={false} clampBehavior="none" suffix={t('form.secondsSuffix')} hideControls inputMode="numeric" {...form.getInputProps(`forwardingNumbers.${index}.ringSeconds`)} />
              </div>
            </li>
          );
        })}
      </ol>
      {form.errors['forwardingNumbers'] && <p className={classes.error}>{t('form.firstMissing')}</p>}
      {rows.length < MOST_NUMBERS && <Button variant="subtle" className={classes.add} leftSection={<IconPlus size={18} aria-hidden />} onClick={add}>{t('form.addNumber')}</Button>}
      <div className="visually-hidden" role="status">{told}</div>
    </FormSection>
  );
}
