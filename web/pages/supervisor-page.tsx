import { Anchor, Text, Title } from '@mantine/core';
import { IconArrowLeft } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink } from 'react-router';
import { addresses } from '../app/addresses.ts';
import { Shell } from '../app/shell.tsx';
import { useViewer, type SecretaryViewer } from '../app/viewer.tsx';
import { appFeedbackAddress } from '../app-feedback/addresses.ts';
import { boardAddress } from '../board/addresses.ts';
import { manageAddresses } from '../customers/addresses.ts';
import { feedbackAddress } from '../feedback/addresses.ts';
import { statisticsAddress } from '../statistics/addresses.ts';
import { EmptyFace } from '../ui/faces.tsx';
import classes from './supervisor-page.module.css';

/** The frame of what is for supervisors alone: the way around for them, and a plain word for everybody else. */
export function SupervisorPage({ title, lead, isBroad = false, children }: { title: string; lead?: string; isBroad?: boolean; children: (viewer: SecretaryViewer) => ReactNode }) {
  const { t } = useTranslation('manage');
  const viewer = useViewer();
  const back = <Anchor component={Link} to={addresses.desk()} className={classes.back ?? ''}><IconArrowLeft size={16} aria-hidden />{t('back')}</Anchor>;
  if (viewer?.__typename !== 'Secretary' || !viewer.isSupervisor) return <Shell title={title} wide><EmptyFace title={t('onlySupervisors')} action={back}>{t('onlySupervisorsHint')}</EmptyFace></Shell>;
  return (
    <Shell title={title} wide={isBroad ? 'broad' : true}>
      <div className={classes.head}>
        {back}
        <Title order={1}>{title}</Title>
        {lead && <Text c="dimmed">{lead}</Text>}
        <SupervisorSections />
      </div>
      {children(viewer)}
    </Shell>
  );
}

function SupervisorSections() {
  const { t } = useTranslation('manage');
  return (
    <nav aria-label={t('sections')} className={classes.sections}>
      <NavLink to={manageAddresses.customers()} end className={classes.section ?? ''}>{t('section.customers')}</NavLink>
      <NavLink to={manageAddresses.team()} className={classes.section ?? ''}>{t('section.team')}</NavLink>
      <NavLink to={boardAddress()} target="_blank" className={classes.section ?? ''}>{t('section.board')}</NavLink>
      <NavLink to={statisticsAddress()} className={classes.section ?? ''}>{t('section.statistics')}</NavLink>
      <NavLink to={feedbackAddress()} className={classes.section ?? ''}>{t('section.feedback')}</NavLink>
      <NavLink to={appFeedbackAddress()} className={classes.section ?? ''}>{t('section.appFeedback')}</NavLink>
    </nav>
  );
}
