import { Button } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { graphql } from '../graphql/generated/index.ts';
import type { Consent_PartsFragment } from '../graphql/generated/graphql.ts';
import { legalAddresses } from '../ui/legal-links.tsx';
import { showFailure } from '../ui/toasts.tsx';
import { useConsentActs } from './answer-consent.ts';
import type { Notices } from './privacy-notices.tsx';
import classes from './privacy.module.css';
import { textIn } from './words.ts';

const AcknowledgeDocument = graphql(`
  mutation AcknowledgePrivacyStatement($version: String!) { acknowledgePrivacyStatement(version: $version) { __typename } }
`);

/** Tells of a new privacy statement, and asks for a consent: each in one line until it is opened, so that the page beneath it is seen. */
export function NoticeCards({ customerId, news, asked, onLater }: Notices) {
  const { t, i18n } = useTranslation('privacy');
  const [, acknowledge] = useMutation(AcknowledgeDocument);
  return (
    <div className={classes.notices}>
      {news !== null && (
        <section aria-label={t('statement.title')}>
          <details className={classes.notice}>
            <summary><span>{t('statement.toBeRead')}</span><IconChevronDown size={18} aria-hidden /></summary>
            <p className={classes.text}>{t('statement.news', { version: news })}</p>
            <div className={classes.buttons}>
              <Button component="a" href={legalAddresses(i18n.language).statement} target="_blank" variant="default">{t('statement.read')}</Button>
              <Button variant="default" onClick={() => void acknowledge({ version: news }).then(({ error }) => { if (error) showFailure(t('statement.failed')); })}>{t('statement.acknowledge')}</Button>
            </div>
          </details>
        </section>
      )}
      {/* Without a key: whoever has opened one question is shown the next one opened as well. */}
      {asked && <Question customerId={customerId} consent={asked} onLater={onLater} />}
    </div>
  );
}

/** Asks without nudging: the three answers look alike, and none of them is chosen beforehand. */
function Question({ customerId, consent, onLater }: { customerId: string; consent: Consent_PartsFragment; onLater: () => void }) {
  const { t, i18n } = useTranslation('privacy');
  const { answer, isBusy } = useConsentActs(customerId, consent);
  const { title, text } = textIn(consent, i18n.language);
  return (
    <section aria-labelledby="asked-title">
      <details className={classes.notice}>
        <summary><span><small>{t('consents.asked')}</small> <span id="asked-title">{title}</span></span><IconChevronDown size={18} aria-hidden /></summary>
        <p className={classes.text}>{text}</p>
        <p className={classes.text}><strong>{t('consents.question')}</strong> {t('consents.lead')}</p>
        <div className={classes.buttons} role="group" aria-labelledby="asked-title">
          <Button variant="default" disabled={isBusy} onClick={() => void answer('GIVEN')}>{t('consents.give')}</Button>
          <Button variant="default" disabled={isBusy} onClick={() => void answer('DECLINED')}>{t('consents.decline')}</Button>
          <Button variant="default" disabled={isBusy} onClick={onLater}>{t('consents.later')}</Button>
        </div>
      </details>
    </section>
  );
}
