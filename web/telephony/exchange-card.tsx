import { useTranslation } from 'react-i18next';
import { readFragment, type FragmentType } from '../graphql/generated/index.ts';
import { formatMoment } from '../ui/times.ts';
import { Exchange_exchange } from './telephony-parts.ts';
import classes from './telephony.module.css';

/** How the exchange is that the service drives itself. */
export function ExchangeCard({ exchange }: { exchange: FragmentType<typeof Exchange_exchange> | null }) {
  const { t, i18n } = useTranslation('telephony');
  const known = readFragment(Exchange_exchange, exchange);
  const time = (at: string) => formatMoment(at, i18n.language);
  const state = !known ? 'off' : known.connectedSince ? 'connected' : 'lost';
  return (
    <section className={classes.card} aria-labelledby="exchange">
      <div className={classes.head}>
        <h2 id="exchange" className={classes.heading}>{t('exchange.title')}</h2>
        <span className={classes[{ off: 'calm', connected: 'good', lost: 'bad' }[state] as 'calm']}>{t(`exchange.${state}`)}</span>
      </div>
      {!known && <p className={classes.muted}>{t('exchange.offHint')}</p>}
      {known?.version && <p className={classes.text}>{known.version}</p>}
      {known?.connectedSince && <p className={classes.muted}>{t('exchange.connectedSince', { time: time(known.connectedSince) })}{known.lastEventAt ? ` ${t('exchange.lastEvent', { time: time(known.lastEventAt) })}` : ''}</p>}
      {known && !known.connectedSince && <p className={classes.wrong}>{known.lostAt ? t('exchange.lostSince', { time: time(known.lostAt) }) : t('exchange.lost')}</p>}
    </section>
  );
}
