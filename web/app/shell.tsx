import { Anchor, Box, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AppearanceMenu } from '../ui/appearance-menu.tsx';
import { LegalLinks } from '../ui/legal-links.tsx';
import { chooseLanguage } from './i18n.ts';
import classes from './shell.module.css';

/** The frame of the pages that are neither desk nor portal: name, language, light or dark. */
export function Shell({ title, children, wide = false }: { title: string; children: ReactNode; wide?: boolean | 'broad' }) {
  const { t } = useTranslation();
  return (
    <Box className={classes.shell}>
      <title>{`${title} · ${t('name')}`}</title>
      <a href="#content" className={classes.skip}>{t('skipToContent')}</a>
      <header className={classes.header}>
        <Anchor href="/" underline="never" c="inherit">
          <Group gap={8}>
            <img src="/favicon.svg" alt="" width={24} height={24} />
            <Text fw={650}>{t('name')}</Text>
          </Group>
        </Anchor>
        <AppearanceMenu onLanguage={chooseLanguage} />
      </header>
      <main id="content" tabIndex={-1} className={wide === 'broad' ? classes.broad : wide ? classes.wide : classes.narrow}>{children}</main>
      <LegalLinks className={classes.legal} />
    </Box>
  );
}
