import { IconPencil, IconPhone, IconPhoneCall, IconPhoneOutgoing, IconPhonePause, IconStarFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { graphql, readFragment, type FragmentType } from '../graphql/generated/index.ts';
import { useKey } from '../ui/keys.tsx';
import { Ticking } from '../ui/ticking.tsx';
import { useCallerName } from './caller-name.ts';
import classes from './lists.module.css';

const MineRow_call = graphql(`
  fragment MineRow_call on Call {
    id
    state
    onHold
    receivedAt
    takenAt
    endedAt
    customer { id name }
    caller { ...CallerName_caller }
    changedDecision { kind }
  }
`);

type Mine = FragmentType<typeof MineRow_call>;

/** My calls and my open notes; each can be brought to the middle. */
export function MineList({ calls: masked, selectedId, onSelect }: { calls: readonly Mine[]; selectedId: string | null; onSelect: (id: string) => void }) {
  const { t } = useTranslation('calls');
  const calls = masked.map(call => readFragment(MineRow_call, call));
  const callerName = useCallerName();
  const step = (by: number) => {
    const at = calls.findIndex(({ id }) => id === selectedId);
    const next = calls[(Math.max(at, 0) + by + calls.length) % calls.length];
    if (next) onSelect(next.id);
  };
  useKey('previousCall', calls.length > 1 ? () => step(-1) : null);
  useKey('nextCall', calls.length > 1 ? () => step(1) : null);
  return (
    <section aria-labelledby="mine-title" className={classes.section}>
      <h2 id="mine-title" className={classes.title}>{t('mine.title')}<span className={classes.count}>{calls.length}</span></h2>
      {calls.length === 0 && <p className={classes.none}>{t('mine.none')}</p>}
      <ul className={classes.rows}>
        {calls.map(call => {
          const caller = callerName(call.caller);
          const { Icon, state } = stateOf(call);
          const words = t(`mine.${state}`);
          return (
            <li key={call.id}>
              <button type="button" className={classes.row} aria-current={call.id === selectedId} onClick={() => onSelect(call.id)}>
                <span className={classes.top}>
                  <span className={classes.name}>{call.customer.name}</span>
                  <Ticking since={call.endedAt ?? call.takenAt ?? call.receivedAt} className={classes.seconds} />
                </span>
                <span className={classes.bottom}>
                  {caller.isVip && <IconStarFilled size={13} className={classes.vip} role="img" aria-label={t('caller.vip')} />}
                  <span className={classes.caller}>{caller.name}</span>
                  {call.changedDecision && <span className={classes.changed}>{t('mine.changed')}</span>}
                  <span className={classes.state}><Icon size={14} aria-hidden /> {words}</span>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function stateOf({ state, onHold }: { state: string; onHold: boolean }) {
  if (state === 'ENDED') return { Icon: IconPencil, state: 'noteOpen' } as const;
  if (state === 'PUT_THROUGH') return { Icon: IconPhoneOutgoing, state: 'putThrough' } as const;
  if (state === 'PUTTING_THROUGH') return { Icon: IconPhoneCall, state: 'puttingThrough' } as const;
  return onHold ? ({ Icon: IconPhonePause, state: 'onHold' } as const) : ({ Icon: IconPhone, state: 'talking' } as const);
}
