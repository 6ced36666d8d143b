import { ActionIcon, Badge, Indicator, Menu, useMantineColorScheme } from '@mantine/core';
import { IconAntenna, IconBell, IconBuildingCommunity, IconChartBar, IconCheck, IconDeviceDesktop, IconDeviceTv, IconDots, IconInfoCircle, IconKey, IconLanguage, IconLogout, IconMessageHeart, IconMessageStar, IconMoon, IconPhoneIncoming, IconPhoneX, IconPhoneRinging, IconShieldCheck, IconShieldLock, IconSun, IconTerminal2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { KeyHint } from '../ui/keys.tsx';
import { legalAddresses } from '../ui/legal-links.tsx';

/** Everything of the desk that is not needed in every call. Pages open beside the desk: left, it would hang up a telephone in the browser. */
export function MoreMenu({ isSupervisor, openAlarms, onCallBacks, onUnassigned, onSettings, onAppFeedback, onLanguage, onSignOut, addresses }: {
  isSupervisor: boolean; openAlarms: number; onCallBacks: () => void; onUnassigned: () => void; onSettings: () => void; onAppFeedback: () => void; onLanguage: (language: 'de' | 'en') => void; onSignOut: () => void;
  addresses: { ring: string; explorer: string; telephony: string; privacy: string; account: string; manage: string; board: string; statistics: string; feedback: string; appFeedback: string };
}) {
  const { t, i18n } = useTranslation('desk');
  const { t: app } = useTranslation('app');
  const { t: feedback } = useTranslation('appFeedback');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const schemes = [['auto', IconDeviceDesktop], ['light', IconSun], ['dark', IconMoon]] as const;
  const legal = legalAddresses(i18n.language);
  const other = i18n.language === 'de' ? 'en' : 'de';
  return (
    <Menu position="bottom-end" width={250} withinPortal={false}>
      <Indicator label={openAlarms} disabled={openAlarms === 0} color="red.9" size={16} offset={3}>
        <Menu.Target>
          <ActionIcon variant="default" size={30} aria-label={openAlarms > 0 ? t('menu.labelAlarms', { count: openAlarms }) : t('menu.label')}><IconDots size={17} aria-hidden /></ActionIcon>
        </Menu.Target>
      </Indicator>
      {/* On a low screen it is longer than the window. */}
      <Menu.Dropdown mah="calc(100dvh - 60px)" style={{ overflowY: 'auto' }}>
        <Menu.Item leftSection={<IconPhoneIncoming size={15} aria-hidden />} rightSection={<KeyHint action="callBacks" />} onClick={onCallBacks}>{t('menu.callBacks')}</Menu.Item>
        {isSupervisor && <Menu.Item leftSection={<IconPhoneX size={15} aria-hidden />} onClick={onUnassigned}>{t('menu.unassigned')}</Menu.Item>}
        {isSupervisor && <Menu.Item leftSection={<IconBuildingCommunity size={15} aria-hidden />} component="a" href={addresses.manage} target="_blank">{t('menu.manage')}</Menu.Item>}
        {isSupervisor && <Menu.Item leftSection={<IconDeviceTv size={15} aria-hidden />} component="a" href={addresses.board} target="_blank">{t('menu.board')}</Menu.Item>}
        <Menu.Item leftSection={<IconChartBar size={15} aria-hidden />} component="a" href={addresses.statistics} target="_blank">{t(isSupervisor ? 'menu.statistics' : 'menu.ownFigures')}</Menu.Item>
        {isSupervisor && (
          <Menu.Item leftSection={<IconAntenna size={15} aria-hidden />} rightSection={openAlarms > 0 ? <Badge color="red.9" size="sm" tt="none">{t('menu.alarms', { count: openAlarms })}</Badge> : undefined} component="a" href={addresses.telephony} target="_blank">
            {t('menu.telephony')}
          </Menu.Item>
        )}
        {isSupervisor && <Menu.Item leftSection={<IconShieldCheck size={15} aria-hidden />} component="a" href={addresses.privacy} target="_blank">{t('menu.privacy')}</Menu.Item>}
        <Menu.Item leftSection={<IconMessageStar size={15} aria-hidden />} component="a" href={addresses.feedback} target="_blank">{t('menu.feedback')}</Menu.Item>
        {isSupervisor && <Menu.Item leftSection={<IconMessageHeart size={15} aria-hidden />} component="a" href={addresses.appFeedback} target="_blank">{feedback('list.title')}</Menu.Item>}
        <Menu.Item leftSection={<IconBell size={15} aria-hidden />} onClick={onSettings}>{t('menu.settings')}</Menu.Item>
        <Menu.Item leftSection={<IconKey size={15} aria-hidden />} component="a" href={addresses.account} target="_blank">{t('menu.account')}</Menu.Item>
        <Menu.Item leftSection={<IconMessageHeart size={15} aria-hidden />} onClick={onAppFeedback}>{feedback('say')}</Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconPhoneRinging size={15} aria-hidden />} component="a" href={addresses.ring} target="_blank">{t('menu.ring')}</Menu.Item>
        <Menu.Item leftSection={<IconTerminal2 size={15} aria-hidden />} component="a" href={addresses.explorer} target="_blank">{t('menu.explorer')}</Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLanguage size={15} aria-hidden />} lang={other} onClick={() => onLanguage(other)}>{t('menu.language')}</Menu.Item>
        <Menu.Label>{t('menu.scheme')}</Menu.Label>
        {schemes.map(([scheme, Icon]) => (
          <Menu.Item key={scheme} leftSection={<Icon size={15} aria-hidden />} rightSection={colorScheme === scheme ? <IconCheck size={14} aria-hidden /> : undefined} aria-current={colorScheme === scheme} onClick={() => setColorScheme(scheme)}>
            {app(`appearance.${scheme}`)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconShieldLock size={15} aria-hidden />} component="a" href={legal.statement} target="_blank">{app('legal.statement')}</Menu.Item>
        <Menu.Item leftSection={<IconInfoCircle size={15} aria-hidden />} component="a" href={legal.imprint} target="_blank">{app('legal.imprint')}</Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={15} aria-hidden />} onClick={onSignOut}>{t('menu.signOut')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
