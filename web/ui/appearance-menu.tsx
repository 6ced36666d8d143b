import { ActionIcon, Menu, useMantineColorScheme } from '@mantine/core';
import { IconCheck, IconDeviceDesktop, IconLanguage, IconMoon, IconSun } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';

/** Language, light or dark: on every page. `onLanguage` stores the choice. */
export function AppearanceMenu({ onLanguage }: { onLanguage: (language: 'de' | 'en') => void }) {
  const { t, i18n } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const check = (on: boolean) => (on ? <IconCheck size={14} aria-hidden /> : undefined);
  const schemes = [['auto', IconDeviceDesktop], ['light', IconSun], ['dark', IconMoon]] as const;
  return (
    <Menu position="bottom-end" withinPortal={false}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('appearance.menu')}><IconLanguage size={18} stroke={1.6} aria-hidden /></ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('appearance.language')}</Menu.Label>
        <Menu.Item lang="de" aria-current={i18n.language === 'de'} rightSection={check(i18n.language === 'de')} onClick={() => onLanguage('de')}>{t('appearance.german')}</Menu.Item>
        <Menu.Item lang="en" aria-current={i18n.language === 'en'} rightSection={check(i18n.language === 'en')} onClick={() => onLanguage('en')}>{t('appearance.english')}</Menu.Item>
        <Menu.Label>{t('appearance.scheme')}</Menu.Label>
        {schemes.map(([scheme, Icon]) => (
          <Menu.Item key={scheme} aria-current={colorScheme === scheme} leftSection={<Icon size={14} aria-hidden />} rightSection={check(colorScheme === scheme)} onClick={() => setColorScheme(scheme)}>
            {t(`appearance.${scheme}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
