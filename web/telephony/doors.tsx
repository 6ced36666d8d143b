import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconDots, IconLink, IconPencil, IconPlus, IconSend, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Door_DoorFragment } from '../graphql/generated/graphql.ts';
import { readFragment, type FragmentType } from '../graphql/generated/index.ts';
import { useNow } from '../ui/clock.ts';
import { formatMoment } from '../ui/times.ts';
import { AddDoor } from './add-door.tsx';
import { DeleteDoor, EditDoor, MoveDoor, TestDoor } from './door-dialogs.tsx';
import { Door_door } from './telephony-parts.ts';
import classes from './telephony.module.css';
import { WaysIn } from './ways-in.tsx';

type Dialog = 'test' | 'edit' | 'move' | 'delete';

/** Every provider and system that comes in, live, and what can be done about each. */
export function Doors({ doors, hasExchange, ringAddress }: { doors: readonly FragmentType<typeof Door_door>[]; hasExchange: boolean; ringAddress: string }) {
  const { t } = useTranslation('telephony');
  const [isAdding, setAdding] = useState(false);
  const [open, setOpen] = useState<{ id: string; dialog: Dialog } | null>(null);
  const known = readFragment(Door_door, doors);
  const heardAt = (id: string) => known.find(door => door.id === id)?.lastEventAt ?? null;
  const chosen = known.find(door => door.id === open?.id);
  const close = () => setOpen(null);
  const isEmpty = known.length === 0 && !hasExchange;
  return (
    <>
      {isEmpty && <WaysIn ringAddress={ringAddress} onAdd={() => setAdding(true)} />}
      {!isEmpty && (
        <section className={classes.card} aria-labelledby="doors">
          <div className={classes.head}>
            <h2 id="doors" className={classes.heading}>{t('doors.title')}</h2>
            <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>{t('doors.add')}</Button>
          </div>
          <ul className={classes.rows}>{known.map(door => <Door key={door.id} door={door} onOpen={dialog => setOpen({ id: door.id, dialog })} />)}</ul>
        </section>
      )}
      {isAdding && <AddDoor heardAt={heardAt} onClose={() => setAdding(false)} />}
      {chosen && open?.dialog === 'test' && <TestDoor door={chosen} onClose={close} />}
      {chosen && open?.dialog === 'edit' && <EditDoor door={chosen} onClose={close} />}
      {chosen && open?.dialog === 'move' && <MoveDoor door={chosen} heardAt={heardAt(chosen.id)} onClose={close} />}
      {chosen && open?.dialog === 'delete' && <DeleteDoor door={chosen} onClose={close} />}
    </>
  );
}

function Door({ door, onOpen }: { door: Door_DoorFragment; onOpen: (dialog: Dialog) => void }) {
  const { t, i18n } = useTranslation('telephony');
  const now = useNow();
  const time = (at: string) => formatMoment(at, i18n.language, new Date(now));
  // What was refused counts until something was understood after it.
  const isRefused = door.lastProblemAt !== null && door.lastProblemAt !== undefined && (!door.lastEventAt || door.lastProblemAt > door.lastEventAt);
  const problem = door.lastProblem?.endsWith('does not fit the body.') ? t('doors.signature') : (door.lastProblem ?? '');
  const state = isRefused ? 'problem' : door.lastEventAt ? 'heard' : 'waiting';
  return (
    <li className={classes.row}>
      <div className={classes.main}>
        <span className={classes.name}>{door.name} <span className={classes[{ problem: 'bad', heard: 'good', waiting: 'calm' }[state] as 'calm']}>{t(`doors.${state}`)}</span></span>
        <p className={classes.muted}>
          {t(`kinds.${door.kind}`)}
          {door.kind === 'GENERIC' ? ` · ${t(door.hasHmac ? 'doors.signed' : 'doors.unsigned')}` : ''}
          {door.hasApiSecret ? ` · ${t('doors.commands')}` : ''} · {door.lastEventAt ? t('doors.lastEvent', { time: time(door.lastEventAt) }) : t('doors.never')}
        </p>
        {isRefused && door.lastProblemAt && <p className={classes.wrong}>{t('doors.problemAt', { time: time(door.lastProblemAt), problem })}</p>}
      </div>
      <div className={classes.acts}>
        <Button variant="default" leftSection={<IconSend size={16} aria-hidden />} aria-label={t('doors.testLabel', { name: door.name })} onClick={() => onOpen('test')}>{t('doors.test')}</Button>
        <Menu position="bottom-end">
          <Menu.Target><ActionIcon variant="default" size={36} aria-label={t('doors.actions', { name: door.name })}><IconDots size={18} aria-hidden /></ActionIcon></Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconPencil size={16} aria-hidden />} onClick={() => onOpen('edit')}>{t('doors.edit')}</Menu.Item>
            <Menu.Item leftSection={<IconLink size={16} aria-hidden />} onClick={() => onOpen('move')}>{t('doors.move')}</Menu.Item>
            <Menu.Item color="red" leftSection={<IconTrash size={16} aria-hidden />} onClick={() => onOpen('delete')}>{t('doors.delete')}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
    </li>
  );
}
