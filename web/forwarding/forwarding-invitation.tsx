import { IconChevronRight, IconPhoneOutgoing } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import classes from './forwarding.module.css';

/** Leads to the set-up of the forwarding, from where it is missed. */
export function ForwardingInvitation({ to, hasFailed }: { to: string; hasFailed: boolean }) {
  const { t } = useTranslation('portal');
  return (
    <Link to={to} className={classes.invitation} data-failed={hasFailed || undefined}>
      <IconPhoneOutgoing size={20} stroke={1.8} aria-hidden />
      <span>{t(hasFailed ? 'home.testCallFailed' : 'home.setUpForwarding')}</span>
      <IconChevronRight size={18} aria-hidden />
    </Link>
  );
}
