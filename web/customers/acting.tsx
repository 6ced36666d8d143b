import { Button, Textarea } from '@mantine/core';
import { IconUserShield } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { OVER_HTTP } from '../graphql/client.ts';
import type { Acting_ActingFragment } from '../graphql/generated/graphql.ts';
import { graphql } from '../graphql/generated/index.ts';
import { useErrorText } from '../ui/faces.tsx';
import { useMinute } from '../ui/minute.ts';
import { showDone, showFailure } from '../ui/toasts.tsx';
import { clockTime, momentInWords } from '../ui/zoned-time.ts';
import classes from './customers.module.css';

// What one may do changes with both, so the service cuts one's sockets, and an answer over one of them would be lost: they go over HTTP.
const ActForCustomerDocument = graphql(`
  mutation ActForCustomer($customerId: ID!, $reason: String!) {
    actForCustomer(customerId: $customerId, reason: $reason) { __typename ... on Acting { id ...Acting_acting } ... on ActingInvalid { problems { field code message } } }
  }
`);
const StopActingDocument = graphql(`mutation StopActing($customerId: ID!) { stopActing(customerId: $customerId) }`);

const LEAST = 10;

/** Says on every part of a customer's page that one acts for them, until when and why, and ends it. */
export function ActingBanner({ acting, customer, onStopped }: { acting: Acting_ActingFragment; customer: { id: string; name: string; timeZone: string }; onStopped: () => void }) {
  const { t } = useTranslation('manage');
  const errorText = useErrorText();
  const [{ fetching }, stop] = useMutation(StopActingDocument);
  const go = async () => {
    const { error } = await stop({ customerId: customer.id }, OVER_HTTP);
    if (error) return showFailure(errorText(error));
    showDone(t('acting.stopped'));
    onStopped();
  };
  return (
    <div className={classes.banner} role="status">
      <IconUserShield size={22} aria-hidden />
      <p><strong>{t('acting.banner', { name: customer.name, time: clockTime(acting.until, customer.timeZone) })}</strong> {t('acting.reason', { reason: acting.reason })}</p>
      <Button variant="default" loading={fetching} onClick={() => void go()}>{t('acting.stop')}</Button>
    </div>
  );
}

/** Begins to act for a customer, with the reason that they are shown. */
export function StartActing({ customerId, onBegun }: { customerId: string; onBegun: () => void }) {
  const { t } = useTranslation('manage');
  const errorText = useErrorText();
  const [reason, setReason] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [{ fetching }, act] = useMutation(ActForCustomerDocument);
  const submit = async () => {
    if (reason.trim().length < LEAST) return setProblem(t('acting.tooShort'));
    const { data, error } = await act({ customerId, reason: reason.trim() }, OVER_HTTP);
    if (data?.actForCustomer.__typename === 'Acting') { setReason(''); onBegun(); return; }
    setProblem(error ? errorText(error) : t('acting.tooShort'));
  };
  return (
    <section className={classes.card} aria-labelledby="acting-title">
      <h2 id="acting-title" className={classes.heading}>{t('acting.title')}</h2>
      <p className={classes.muted}>{t('acting.lead')}</p>
      <form className={classes.stack} onSubmit={event => { event.preventDefault(); void submit(); }} noValidate>
        <Textarea
          label={t('acting.why')} description={t('acting.whyHint')} withAsterisk maxLength={500} autosize minRows={2} value={reason} error={problem}
          onChange={event => { setReason(event.currentTarget.value); setProblem(null); }}
        />
        <Button type="submit" w="fit-content" loading={fetching}>{t('acting.begin')}</Button>
      </form>
    </section>
  );
}

/** Who acted for the customer, when and why. */
export function Actings({ actings, timeZone }: { actings: readonly Acting_ActingFragment[]; timeZone: string }) {
  const { t, i18n } = useTranslation('manage');
  const now = useMinute();
  return (
    <section className={classes.card} aria-labelledby="actings-title">
      <h2 id="actings-title" className={classes.heading}>{t('acting.past')}</h2>
      {actings.length === 0 && <p className={classes.muted}>{t('acting.never')}</p>}
      {actings.length > 0 && (
        <ul className={classes.rows}>
          {actings.map(({ id, secretary, reason, since, until }) => (
            <li key={id} className={classes.row}>
              <div className={classes.main}>
                <span className={classes.name}>{secretary.name}</span>
                <p className={classes.muted}>{t('acting.span', { from: momentInWords(since, timeZone, i18n.language, now), until: clockTime(until, timeZone) })}</p>
                <p className={classes.text}>{reason}</p>
              </div>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
