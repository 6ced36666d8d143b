import { ActionIcon, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import { useEffect, useEffectEvent, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useNavigationType } from 'react-router';
import classes from './portal-frame.module.css';

/** One page of the portal: its title, the way back, and what can be done here. One that stays beside another leaves title and focus to that. */
export function Page({ title, heading, back, actions, isBeside = false, isWide = false, children }: {
  title: string; heading?: string; back?: { to: string; label: string }; actions?: ReactNode; isBeside?: boolean; isWide?: boolean; children: ReactNode;
}) {
  const { t } = useTranslation();
  const headline = useRef<HTMLHeadingElement>(null);
  const { pathname } = useLocation();
  const navigation = useNavigationType();
  const tell = useEffectEvent(() => {
    // A new page is told to a screen reader by its heading; going back or reloading keeps the place.
    if (navigation !== 'POP' && !isBeside) headline.current?.focus({ preventScroll: true });
  });
  useEffect(() => tell(), [pathname, isBeside]);
  return (
    <div className={classes.page} data-wide={isWide || undefined}>
      {!isBeside && <title>{`${title} · ${t('name')}`}</title>}
      <div className={classes.pageHead}>
        {back && (
          <ActionIcon component={Link} to={back.to} variant="subtle" color="gray" size={44} className={classes.back} data-back aria-label={back.label}>
            <IconArrowLeft size={22} stroke={1.7} aria-hidden />
          </ActionIcon>
        )}
        <Title order={1} ref={headline} tabIndex={-1} className={classes.heading}>{heading ?? title}</Title>
        {actions}
      </div>
      {children}
    </div>
  );
}
