import { Menu, Text, useMantineColorScheme } from '@mantine/core';
import { IconBell, IconCalendar, IconChecklist, IconCheck, IconDeviceDesktop, IconFiles, IconHelpHexagon, IconKey, IconLogout, IconMessageHeart, IconMoon, IconPhoneOutgoing, IconShieldLock, IconSun, IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { places } from './addresses.ts';
import { MenuButton } from './menu-button.tsx';

const SCHEMES = [['auto', IconDeviceDesktop], ['light', IconSun], ['dark', IconMoon]] as const;

/** Who is signed in, language, light or dark, and the way out. One that is awaited is open when it comes. */
export function PortalMenu({ isAwaited, user, customerNumber, canManagePeople, securityAddress, onLanguage, onAppFeedback, onSignOut }: {
  isAwaited: boolean; user: { name: string; email: string }; customerNumber: string; canManagePeople: boolean; securityAddress: string; onLanguage: (language: 'de' | 'en') => void; onAppFeedback: () => void; onSignOut: () => void;
}) {
  const { t, i18n } = useTranslation();
  const { t: own } = useTranslation('portal');
  const { t: feedback } = useTranslation('appFeedback');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const check = (on: boolean) => (on ? <IconCheck size={16} aria-hidden /> : undefined);
  return (
    <Menu defaultOpened={isAwaited} position="bottom-end" width={264} withinPortal={false}>
      <Menu.Target>
        <MenuButton name={user.name} />
      </Menu.Target>
      {/* On a low screen it is longer than what is between the head and the navigation. */}
      <Menu.Dropdown mah="calc(100dvh - 140px)" style={{ overflowY: 'auto' }}>
        <Menu.Label>
          <Text component="span" display="block" size="md" fw={650} c="var(--vz-text)" style={{ overflowWrap: 'anywhere' }}>{user.name}</Text>
          <Text component="span" display="block" size="xs" style={{ overflowWrap: 'anywhere' }}>{user.email}</Text>
          <Text component="span" display="block" size="xs">{own('menu.customerNumber', { number: customerNumber })}</Text>
        </Menu.Label>
        <Menu.Divider />
        <Menu.Item component={Link} to={places.appointments()} leftSection={<IconCalendar size={16} aria-hidden />}>{own('menu.appointments')}</Menu.Item>
        <Menu.Item component={Link} to={places.tasks()} leftSection={<IconChecklist size={16} aria-hidden />}>{own('menu.tasks')}</Menu.Item>
        <Menu.Item component={Link} to={places.documents()} leftSection={<IconFiles size={16} aria-hidden />}>{own('menu.documents')}</Menu.Item>
        <Menu.Item component={Link} to={places.faqs()} leftSection={<IconHelpHexagon size={16} aria-hidden />}>{own('menu.faqs')}</Menu.Item>
        <Menu.Item component={Link} to={places.notifications()} leftSection={<IconBell size={16} aria-hidden />}>{own('menu.notifications')}</Menu.Item>
        <Menu.Item component={Link} to={places.forwarding()} leftSection={<IconPhoneOutgoing size={16} aria-hidden />}>{own('menu.forwarding')}</Menu.Item>
        {canManagePeople && <Menu.Item component={Link} to={places.people()} leftSection={<IconUsers size={16} aria-hidden />}>{own('menu.people')}</Menu.Item>}
        <Menu.Item component={Link} to={places.privacy()} leftSection={<IconShieldLock size={16} aria-hidden />}>{own('menu.privacy')}</Menu.Item>
        <Menu.Item component={Link} to={securityAddress} leftSection={<IconKey size={16} aria-hidden />}>{own('menu.security')}</Menu.Item>
        <Menu.Item leftSection={<IconMessageHeart size={16} aria-hidden />} onClick={onAppFeedback}>{feedback('menu')}</Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('appearance.language')}</Menu.Label>
        <Menu.Item lang="de" aria-current={i18n.language === 'de'} rightSection={check(i18n.language === 'de')} onClick={() => onLanguage('de')}>{t('appearance.german')}</Menu.Item>
        <Menu.Item lang="en" aria-current={i18n.language === 'en'} rightSection={check(i18n.language === 'en')} onClick={() => onLanguage('en')}>{t('appearance.english')}</Menu.Item>
        <Menu.Divider />
        <Menu.Label>{t('appearance.scheme')}</Menu.Label>
        {SCHEMES.map(([scheme, Icon]) => (
          <Menu.Item key={scheme} aria-current={colorScheme === scheme} leftSection={<Icon size={16} aria-hidden />} rightSection={check(colorScheme === scheme)} onClick={() => setColorScheme(scheme)}>
            {t(`appearance.${scheme}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={onSignOut}>{t('signOut')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
