import { Anchor, Text, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import classes from '../account/account.module.css';
import { addresses } from '../app/addresses.ts';
import { Shell } from '../app/shell.tsx';
import { SecurityCards } from './security-cards.tsx';

/** The security of a secretary's account. */
export function AccountPage() {
  const { t } = useTranslation('account');
  return (
    <Shell title={t('title')} wide>
      <div className={classes.stack}>
        <div>
          <Anchor component={Link} to={addresses.desk()} style={{ display: 'inline-flex', alignItems: 'center', gap: 4, minHeight: 24 }}><IconArrowLeft size={16} aria-hidden />{t('back')}</Anchor>
          <Title order={1} mt={4}>{t('title')}</Title>
          <Text c="dimmed">{t('lead')}</Text>
        </div>
        <SecurityCards email={null} />
      </div>
    </Shell>
  );
}
