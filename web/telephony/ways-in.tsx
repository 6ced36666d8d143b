import { Button } from '@mantine/core';
import { IconCloud, IconPhoneRinging, IconServer2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './telephony.module.css';

/** Shown while no call can arrive: the ways by which they could. */
export function WaysIn({ ringAddress, onAdd }: { ringAddress: string; onAdd: () => void }) {
  const { t } = useTranslation('telephony');
  return (
    <section className={classes.card} aria-labelledby="ways">
      <h2 id="ways" className={classes.heading}>{t('empty.title')}</h2>
      <ul className={classes.ways}>
        <li className={classes.way}>
          <IconCloud size={26} stroke={1.6} aria-hidden />
          <h3>{t('empty.provider')}</h3>
          <p>{t('empty.providerText')}</p>
          <Button onClick={onAdd}>{t('doors.add')}</Button>
        </li>
        <li className={classes.way}>
          <IconServer2 size={26} stroke={1.6} aria-hidden />
          <h3>{t('empty.own')}</h3>
          <p>{t('empty.ownText')}</p>
          <span className={classes.muted}>{t('exchange.offHint')}</span>
        </li>
        <li className={classes.way}>
          <IconPhoneRinging size={26} stroke={1.6} aria-hidden />
          <h3>{t('empty.simulator')}</h3>
          <p>{t('empty.simulatorText')}</p>
          <Button component="a" href={ringAddress} target="_blank" variant="default">{t('empty.simulatorOpen')}</Button>
        </li>
      </ul>
    </section>
  );
}
