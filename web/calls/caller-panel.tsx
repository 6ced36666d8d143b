import { ActionIcon, Badge, Button, CopyButton, Tooltip } from '@mantine/core';
import { IconBan, IconCheck, IconCopy, IconStarFilled, IconUserQuestion } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql, readFragment, type FragmentType } from '../graphql/generated/index.ts';
import { KeyHint, useKey } from '../ui/keys.tsx';
import { formatNumber } from '../ui/phone-numbers.ts';
import { formatMoment } from '../ui/times.ts';
import { useCallerName } from './caller-name.ts';
import classes from './caller-panel.module.css';
import { IdentifyCaller, useIdentifyCaller } from './identify-caller.tsx';

const CallerPanel_call = graphql(`
  fragment CallerPanel_call on Call {
    id
    state
    customer { id name }
    caller {
      ...CallerName_caller
      number
      rawNumber
      identifiedAs { id }
      contacts { id name company emails address isVip isBlocked alwaysPutThroughTo remarks }
      earlierCalls(first: 5) { id receivedAt state result takenBy { id name } note { id concern urgent callBackWished } }
    }
  }
`);

/** Who calls: contacts, VIP, earlier calls with the last note; the caller can be named by hand. */
export function CallerPanel({ call: masked, canAct, onReadBack }: { call: FragmentType<typeof CallerPanel_call>; canAct: boolean; onReadBack: (number: string) => void }) {
  const { t, i18n } = useTranslation('calls');
  const call = readFragment(CallerPanel_call, masked);
  const { caller } = call;
  const { name, company, isVip, isCertain } = useCallerName()(caller);
  const [isIdentifying, setIdentifying] = useState(false);
  const identify = useIdentifyCaller(call.id);
  useKey('identify', canAct ? () => setIdentifying(true) : null);
  const contact = isCertain ? caller.contacts[0] : undefined;
  const remarks = contact?.remarks;
  return (
    <section aria-labelledby="caller-title" className={classes.panel}>
      <h2 id="caller-title" className={classes.title}>{t('caller.title')}</h2>
      <div className={classes.who}>
        <p className={classes.name}>
          {isVip && <IconStarFilled size={17} className={classes.vip} aria-hidden />}
          {name}
        </p>
        {company && <p className={classes.company}>{company}</p>}
        <p className={classes.tags}>
          {isVip && <Badge size="sm" radius="sm" variant="light" color="yellow" tt="none" className={classes.vipBadge}>{t('caller.vip')}</Badge>}
          {contact?.isBlocked && <Badge size="sm" radius="sm" variant="light" color="red" tt="none" leftSection={<IconBan size={11} aria-hidden />}>{t('caller.blocked')}</Badge>}
          {contact?.alwaysPutThroughTo && <Badge size="sm" radius="sm" variant="light" color="leaf" tt="none">{t('caller.alwaysPutThrough')}</Badge>}
          {caller.identifiedAs && <Badge size="sm" radius="sm" variant="default" tt="none">{t('caller.identified')}</Badge>}
        </p>
        {caller.number
          ? (
            <p className={classes.number}>
              <Tooltip label={t('caller.readBack')}>
                <button type="button" className={classes.readBack} onClick={() => onReadBack(caller.number ?? '')} aria-label={`${t('caller.readBack')}: ${formatNumber(caller.number)}`}>{formatNumber(caller.number)}</button>
              </Tooltip>
              <CopyButton value={caller.number}>
                {({ copied, copy }) => (
                  <ActionIcon variant="subtle" color="gray" size="sm" onClick={copy} aria-label={copied ? t('caller.copied') : t('caller.copy')}>
                    {copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
                  </ActionIcon>
                )}
              </CopyButton>
            </p>
          )
          : caller.rawNumber && <p className={classes.company}>{t('caller.rawNumber', { raw: caller.rawNumber })}</p>}
        {contact?.emails.map(email => <p key={email} className={classes.company}>{email}</p>)}
        {contact?.address && <p className={classes.address}>{contact.address}</p>}
        {!isCertain && caller.contacts.length > 1 && (
          <div className={classes.several}>
            <p>{t('caller.several', { count: caller.contacts.length })}</p>
            {caller.contacts.map(one => (
              <Button key={one.id} size="compact-sm" variant="default" justify="flex-start" disabled={!canAct} onClick={() => { void identify(one.id); }} leftSection={one.isVip ? <IconStarFilled size={12} className={classes.vip} aria-hidden /> : undefined}>
                {t('caller.itIs')} {one.name}
              </Button>
            ))}
          </div>
        )}
        {remarks && <p className={classes.remarks}><b>{t('caller.remarks')}</b> {remarks}</p>}
        {canAct && (
          <Button size="xs" variant="default" fullWidth classNames={{ inner: classes.wide ?? '', label: classes.wide ?? '' }} onClick={() => setIdentifying(true)} leftSection={<IconUserQuestion size={15} aria-hidden />} rightSection={<KeyHint action="identify" />}>
            {t('caller.identify')}
          </Button>
        )}
      </div>
      <h3 className={classes.subtitle}>{t('caller.earlier')}</h3>
      {caller.earlierCalls.length === 0 && <p className={classes.none}>{t(caller.number || caller.identifiedAs ? 'caller.firstCall' : 'caller.cannotTell')}</p>}
      <ol className={classes.earlier}>
        {caller.earlierCalls.map(earlier => (
          <li key={earlier.id}>
            <p className={classes.meta}>
              <span>{formatMoment(earlier.receivedAt, i18n.language)}</span>
              <span>{earlier.result ? t(`results.${earlier.result}`) : t(earlier.state === 'ENDED' ? 'results.none' : 'results.open')}{earlier.takenBy ? ` · ${earlier.takenBy.name}` : ''}</span>
            </p>
            {earlier.note && <p className={classes.concern}>{earlier.note.concern}</p>}
          </li>
        ))}
      </ol>
      {isIdentifying && canAct && <IdentifyCaller customerId={call.customer.id} customerName={call.customer.name} onClose={() => setIdentifying(false)} onPick={identify} />}
    </section>
  );
}
