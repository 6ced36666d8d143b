import { useTranslation } from 'react-i18next';
import { graphql, readFragment, type FragmentType } from '../graphql/generated/index.ts';
import { PresenceSymbol } from './presence-menu.tsx';
import classes from './team-list.module.css';

const TeamList_secretary = graphql(`
  fragment TeamList_secretary on Secretary { id name presence presenceReason presenceSince }
`);

const ORDER = ['AVAILABLE', 'BUSY', 'WRAP_UP', 'BREAK', 'OFFLINE'];

/** Who is here, and how many calls each has in hand. */
export function TeamList({ secretaries: masked, ownId, callsOf }: { secretaries: readonly FragmentType<typeof TeamList_secretary>[]; ownId: string; callsOf: ReadonlyMap<string, number> }) {
  const { t } = useTranslation('desk');
  const secretaries = masked
    .map(secretary => readFragment(TeamList_secretary, secretary))
    .toSorted((a, b) => ORDER.indexOf(a.presence) - ORDER.indexOf(b.presence) || a.name.localeCompare(b.name, 'de'));
  return (
    <section aria-labelledby="team-title" className={classes.team}>
      <h2 id="team-title" className={classes.title}>{t('team.title')}</h2>
      <ul className={classes.rows}>
        {secretaries.map(({ id, name, presence, presenceReason }) => {
          const calls = callsOf.get(id) ?? 0;
          return (
            <li key={id}>
              <PresenceSymbol presence={presence} />
              <span className={classes.name}>{name}{id === ownId && <span className={classes.own}> ({t('team.you')})</span>}</span>
              <span className={classes.presence}>{calls > 0 ? t('team.calls', { count: calls }) : presenceReason ? t(`presence.${presenceReason}`) : t(`presence.${presence}`)}</span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
