import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation, useQuery } from 'urql';
import { graphql, readFragment } from '../graphql/generated/index.ts';
import type { Consent_PartsFragment } from '../graphql/generated/graphql.ts';
import { legalAddresses } from '../ui/legal-links.tsx';
import { showFailure } from '../ui/toasts.tsx';
import { useConsentActs } from './answer-consent.ts';
import { Consent_parts } from './consent-parts.ts';
import classes from './privacy.module.css';
import { textIn } from './words.ts';

const PrivacyNoticesDocument = graphql(`
  query PrivacyNotices($customerId: ID!) {
    privacyStatement { version isToBeRead }
    consents(customerId: $customerId) { ...Consent_parts }
  }
`);
const AcknowledgeDocument = graphql(`
  mutation AcknowledgePrivacyStatement($version: String!) { acknowledgePrivacyStatement(version: $version) { __typename } }
`);

// Remembered for as long as the tab is open, so that "later" means the next visit.
const LATER = 'vorzimmer.consentsLater';

/** What somebody is to be told and asked about their data when they come in: a new privacy statement, and each consent once. */
export function PrivacyNotices({ customerId }: { customerId: string }) {
  const { t, i18n } = useTranslation('privacy');
  const [{ data }] = useQuery({ query: PrivacyNoticesDocument, variables: { customerId } });
  const [, acknowledge] = useMutation(AcknowledgeDocument);
  const [isLater, setLater] = useState(() => sessionStorage.getItem(LATER) === customerId);
  if (!data) return null;
  const { privacyStatement: { version, isToBeRead } } = data;
  const asked = readFragment(Consent_parts, data.consents ?? []).find(consent => consent.isToBeAsked && consent.viewerCanAnswer);
  const onLater = () => {
    sessionStorage.setItem(LATER, customerId);
    setLater(true);
  };
  if (!isToBeRead && (!asked || isLater)) return null;
  return (
    <div className={classes.notices}>
      {isToBeRead && (
        <section className={classes.card} aria-label={t('statement.title')}>
          <p className={classes.text}>{t('statement.news', { version })}</p>
          <div className={classes.buttons}>
            <Button component="a" href={legalAddresses(i18n.language).statement} target="_blank" variant="default">{t('statement.read')}</Button>
            <Button variant="default" onClick={() => void acknowledge({ version }).then(({ error }) => { if (error) showFailure(t('statement.failed')); })}>{t('statement.acknowledge')}</Button>
          </div>
        </section>
      )}
      {asked && !isLater && <Question key={asked.kind} customerId={customerId} consent={asked} onLater={onLater} />}
    </div>
  );
}

/** Asks without nudging: the three answers look alike, and none of them is chosen beforehand. */
function Question({ customerId, consent, onLater }: { customerId: string; consent: Consent_PartsFragment; onLater: () => void }) {
  const { t, i18n } = useTranslation('privacy');
  const { answer, isBusy } = useConsentActs(customerId, consent);
  const { title, text } = textIn(consent, i18n.language);
  return (
    <section className={classes.card} aria-labelledby={`asked-${consent.kind}`}>
      <h2 id={`asked-${consent.kind}`} className={classes.title}>{title}</h2>
      <p className={classes.text}>{text}</p>
      <p className={classes.text}><strong>{t('consents.question')}</strong> {t('consents.lead')}</p>
      <div className={classes.buttons}>
        <Button variant="default" disabled={isBusy} onClick={() => void answer('GIVEN')}>{t('consents.give')}</Button>
        <Button variant="default" disabled={isBusy} onClick={() => void answer('DECLINED')}>{t('consents.decline')}</Button>
        <Button variant="default" disabled={isBusy} onClick={onLater}>{t('consents.later')}</Button>
      </div>
    </section>
  );
}
