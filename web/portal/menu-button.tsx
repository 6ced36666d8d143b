import { UnstyledButton } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { ComponentPropsWithRef } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './portal-frame.module.css';

/** What opens the menu; it stands there before the menu has come. */
export function MenuButton({ name, ...rest }: { name: string } & ComponentPropsWithRef<'button'>) {
  const { t } = useTranslation('portal');
  return (
    <UnstyledButton {...rest} className={classes.user} aria-label={t('menu.label', { name })}>
      <span className={classes.initials} data-initials={initialsOf(name)} aria-hidden />
      <span className={classes.userName} aria-hidden>{name}</span>
      <IconChevronDown className={classes.userName} size={16} aria-hidden />
    </UnstyledButton>
  );
}

const TITLES = /^(?:dr|prof|dipl|ing|med|jur|rer|nat|h|c)\.?(?:-\w+\.?)*$/i;

/** The letters that stand for a person: first and last name, without titles. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter(word => word !== '' && !TITLES.test(word));
  const letters = words.length > 1 ? [words[0], words.at(-1)] : words;
  return letters.map(word => word?.charAt(0).toUpperCase()).join('') || '?';
}
