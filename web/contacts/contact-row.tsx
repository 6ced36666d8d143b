import { IconBan, IconPhoneOutgoing } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { readFragment, type FragmentType } from '../graphql/generated/index.ts';
import { formatNumber } from '../ui/phone-numbers.ts';
import { contactAddresses } from './addresses.ts';
import { Contact_parts } from './contact-parts.ts';
import classes from './contacts.module.css';
import { VipStar } from './vip-star.tsx';
import type { VipStar_contact } from './vip-star.tsx';

/** One entry of the address book: its star, and the way to all of it. */
export function ContactRow({ contact }: { contact: FragmentType<typeof Contact_parts> & FragmentType<typeof VipStar_contact> }) {
  const { t } = useTranslation('contacts');
  const { id, name, company, numbers, groups, isBlocked, alwaysPutThroughTo } = readFragment(Contact_parts, contact as FragmentType<typeof Contact_parts>);
  const [first, ...others] = numbers;
  return (
    <div className={classes.row}>
      <VipStar contact={contact} />
      <Link to={contactAddresses.one(id)} className={classes.rowLink}>
        <span className={classes.name}>{name}</span>
        {company && <span className={classes.company}>{company}</span>}
        <span className={classes.numbers}>{first ? formatNumber(first) : t('row.noNumber')}{others.length > 0 && ` ${t('row.moreNumbers', { count: others.length })}`}</span>
        {(isBlocked || alwaysPutThroughTo || groups.length > 0) && (
          <span className={classes.marks}>
            {isBlocked && <span className={classes.mark} data-tone="blocked"><IconBan size={14} aria-hidden />{t('row.blocked')}</span>}
            {alwaysPutThroughTo && <span className={classes.mark} data-tone="always"><IconPhoneOutgoing size={14} aria-hidden />{t('row.always', { number: formatNumber(alwaysPutThroughTo) })}</span>}
            {groups.map(group => <span key={group} className={classes.mark} data-tone="group">{group}</span>)}
          </span>
        )}
      </Link>
    </div>
  );
}
