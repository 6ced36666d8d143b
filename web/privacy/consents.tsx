import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { readFragment, type FragmentType } from '../graphql/generated/index.ts';
import type { Consent_PartsFragment } from '../graphql/generated/graphql.ts';
import { formatTag } from '../ui/zoned-time.ts';
import { useConsentActs } from './answer-consent.ts';
import { Consent_parts } from './consent-parts.ts';
import classes from './privacy.module.css';
import { textIn } from './words.ts';

/** Every consent there is, to give and to withdraw, with its history. */
export function Consents({ customerId, consents, timeZone }: { customerId: string; consents: readonly FragmentType<typeof Consent_parts>[]; timeZone: string }) {
  const { t } = useTranslation('privacy');
  return (
    <section className={classes.section} aria-labelledby="consents-title">
      <h2 id="consents-title" className={classes.title}>{t('consents.title')}</h2>
      <p className={classes.hint}>{t('consents.lead')}</p>
      {readFragment(Consent_parts, consents).map(consent => <One key={consent.kind} customerId={customerId} consent={consent} timeZone={timeZone} />)}
    </section>
  );
}

function One({ customerId, consent, timeZone }: { customerId: string; consent: Consent_PartsFragment; timeZone: string }) {
  const { t, i18n } = useTranslation('privacy');
  const { answer, withdraw, isBusy } = useConsentActs(customerId, consent);
  // It is a document: in full, today too.
  const moment = (at: string) => new Date(at).toLocaleString(formatTag(i18n.language), { dateStyle: 'medium', timeStyle: 'short', timeZone });
  const { title, text } = textIn(consent, i18n.language);
  const given = consent.isInForce ? consent.answers.find(one => one.answer === 'GIVEN' && !one.withdrawnAt) : undefined;
  return (
    <article className={classes.card} aria-labelledby={`consent-${consent.kind}`}>
      <h3 id={`consent-${consent.kind}`} className={classes.subtitle}>{title}</h3>
      <p className={classes.text}>{text}</p>
      <p className={classes.state} data-on={consent.isInForce || undefined} role="status">
        {given ? t('consents.inForce', { time: moment(given.answeredAt), name: given.answeredBy }) : t('consents.notInForce')}
      </p>
      {consent.viewerCanAnswer ? (
        <div className={classes.buttons}>
          {consent.isInForce
            ? <Button variant="default" disabled={isBusy} onClick={() => void withdraw()}>{t('consents.withdraw')}</Button>
            : <Button variant="default" disabled={isBusy} onClick={() => void answer('GIVEN')}>{t('consents.give')}</Button>}
          {consent.isToBeAsked && <Button variant="default" disabled={isBusy} onClick={() => void answer('DECLINED')}>{t('consents.decline')}</Button>}
        </div>
      ) : <p className={classes.hint}>{t('consents.readOnly')}</p>}
      {consent.answers.length > 0 && (
        <details className={classes.details}>
          <summary>{t('consents.history')}</summary>
          <ul>
            {consent.answers.map(one => (
              <li key={one.id}>
                {t(one.answer === 'GIVEN' ? 'consents.given' : 'consents.declined', { time: moment(one.answeredAt), name: one.answeredBy, version: one.textVersion })}
                {one.withdrawnAt && `, ${t('consents.withdrawn', { time: moment(one.withdrawnAt), name: one.withdrawnBy })}`}
              </li>
            ))}
          </ul>
        </details>
      )}
    </article>
  );
}
