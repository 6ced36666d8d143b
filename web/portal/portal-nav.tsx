import { IconAddressBook, IconHome, IconMessages, IconPhone, IconSignRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { places } from './addresses.ts';
import { FURTHER_PLACES } from './further-places.ts';
import classes from './portal-frame.module.css';

const ITEMS = [
  { place: 'home', Icon: IconHome },
  { place: 'calls', Icon: IconPhone },
  { place: 'instructions', Icon: IconSignRight },
  { place: 'contacts', Icon: IconAddressBook },
  { place: 'messages', Icon: IconMessages },
] as const;

/** The ways around: at the lower edge of a phone, at the side of wide screens; with how much is new there. */
export function PortalNav({ unread }: { unread: { home: number; messages: number } }) {
  const { t } = useTranslation('portal');
  return (
    <nav className={classes.nav} aria-label={t('nav.label')}>
      <ul>
        {ITEMS.map(({ place, Icon }) => {
          const news = place === 'home' || place === 'messages' ? unread[place] : 0;
          return (
            <li key={place}>
              <NavLink to={places[place]()} end={place === 'home'} className={classes.navItem ?? ''}>
                <span className={classes.navIcon}>
                  <Icon size={24} stroke={1.7} aria-hidden />
                  {news > 0 && <span className={classes.badge} aria-hidden>{news > 9 ? '9+' : news}</span>}
                </span>
                <span>{t(`nav.${place}`)}</span>
                {news > 0 && <span className="visually-hidden">{t(place === 'messages' ? 'nav.unreadMessages' : 'nav.unread', { count: news })}</span>}
              </NavLink>
            </li>
          );
        })}
        {FURTHER_PLACES.map(({ place, Icon }) => (
          <li key={place} className={classes.further}>
            <NavLink to={places[place]()} className={classes.navItem ?? ''}>
              <span className={classes.navIcon}><Icon size={24} stroke={1.7} aria-hidden /></span>
              <span>{t(`menu.${place}`)}</span>
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
