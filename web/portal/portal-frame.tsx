import { MantineThemeProvider } from '@mantine/core';
import { useLayoutEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { places } from './addresses.ts';
import './portal.css';
import classes from './portal-frame.module.css';
import { LegalLinks } from '../ui/legal-links.tsx';
import { portalTheme } from './portal-theme.ts';

/** The frame around the portal's pages. */
export function PortalFrame({ name, menu, nav, banner, children }: { name: string; menu: ReactNode; nav: ReactNode; banner: ReactNode; children: ReactNode }) {
  const { t } = useTranslation();
  useLayoutEffect(() => {
    // Menus and sheets hang on the body, beside the page; sizes for the thumb must hold there too.
    document.body.dataset['place'] = 'portal';
    return () => { delete document.body.dataset['place']; };
  }, []);
  return (
    <MantineThemeProvider theme={portalTheme} inherit>
      <div className={classes.frame}>
        <a href="#content" className={classes.skip}>{t('skipToContent')}</a>
        <div className={classes.side}>
          <header className={classes.bar}>
            <Link to={places.home()} className={classes.brand}>
              <img src="/favicon.svg" alt="" width={28} height={28} />
              <span className={classes.brandText}>
                <span className={classes.brandName}>{t('name')}</span>
                <span className={classes.company}>{name}</span>
              </span>
            </Link>
            {menu}
          </header>
          {nav}
        </div>
        <main id="content" tabIndex={-1} className={classes.main}>
          {banner}
          {children}
          <LegalLinks className={classes.legal} />
        </main>
      </div>
    </MantineThemeProvider>
  );
}
