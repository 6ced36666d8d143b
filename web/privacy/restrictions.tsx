import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { graphql, readFragment, type FragmentType } from '../graphql/generated/index.ts';
import type { Restriction_PartsFragment } from '../graphql/generated/graphql.ts';
import { useMinute } from '../ui/minute.ts';
import { showFailure } from '../ui/toasts.tsx';
import { momentInWords } from '../ui/zoned-time.ts';
import classes from './privacy.module.css';
import { ReasonSheet } from './reason-sheet.tsx';
import { RestrictButton } from './restrict-button.tsx';

export const Restriction_parts = graphql(`
  fragment Restriction_parts on Restriction { id kind reason requestedAt requestedBy liftReason liftsAt liftedBy liftedAt viewerCanLift }
`);
const LiftDocument = graphql(`
  mutation LiftRestriction($id: ID!, $reason: String!) { liftRestriction(restrictionId: $id, reason: $reason) { __typename ... on Restriction { ...Restriction_parts } } }
`);

/** What is restricted, and the ways to restrict everything or to end a restriction. */
export function Restrictions({ customerId, restrictions, timeZone, canRestrict }: {
  customerId: string; restrictions: readonly FragmentType<typeof Restriction_parts>[]; timeZone: string; canRestrict: boolean;
}) {
  const { t } = useTranslation('privacy');
  const all = readFragment(Restriction_parts, restrictions);
  return (
    <section className={classes.section} aria-labelledby="restrictions-title">
      <h2 id="restrictions-title" className={classes.title}>{t('restriction.title')}</h2>
      <p className={classes.hint}>{t('restriction.lead')}</p>
      {all.length === 0 ? <p className={classes.text}>{t('restriction.none')}</p> : all.map(one => <One key={one.id} restriction={one} timeZone={timeZone} />)}
      {canRestrict && <RestrictButton what="customer" id={customerId} />}
    </section>
  );
}

function One({ restriction, timeZone }: { restriction: Restriction_PartsFragment; timeZone: string }) {
  const { t, i18n } = useTranslation('privacy');
  const [, lift] = useMutation(LiftDocument);
  const [opened, setOpened] = useState(false);
  const now = useMinute();
  const moment = (at: string) => momentInWords(at, timeZone, i18n.language, now);
  const { kind, reason, requestedAt, requestedBy, liftsAt, liftedAt, liftedBy, liftReason } = restriction;
  const submit = async (reason: string) => {
    const { data } = await lift({ id: restriction.id, reason });
    const worked = data?.liftRestriction.__typename === 'Restriction';
    if (!worked) showFailure(t('restriction.liftFailed'));
    return worked;
  };
  return (
    <article className={classes.card}>
      <h3 className={classes.subtitle}>{t(`restriction.kinds.${kind}`)}</h3>
      <p className={classes.hint}>{t('restriction.since', { time: moment(requestedAt), name: requestedBy })}</p>
      <p className={classes.text}>{t('restriction.because', { reason })}</p>
      {liftedAt
        ? <p className={classes.state}>{t('restriction.ended', { time: moment(liftedAt), name: liftedBy, reason: liftReason })}</p>
        : liftsAt && <p className={classes.state}>{t('restriction.ends', { time: moment(liftsAt), name: liftedBy, reason: liftReason })}</p>}
      {restriction.viewerCanLift && (
        <>
          <div className={classes.buttons}><Button variant="default" onClick={() => setOpened(true)}>{t('restriction.lift')}</Button></div>
          <ReasonSheet title={t('restriction.liftTitle')} submit={t('restriction.lift')} opened={opened} onClose={() => setOpened(false)} onSubmit={submit} />
        </>
      )}
    </article>
  );
}
