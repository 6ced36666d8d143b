import { CloseButton, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CALL_KINDS, type CallKind } from './call-filters.ts';
import classes from './history.module.css';

const TYPING_MS = 250;

/** Search in the history; tells what is typed when the typing rests. */
export function HistorySearch({ search, onSearch }: { search: string; onSearch: (search: string) => void }) {
  const { t } = useTranslation('history');
  const [typed, setTyped] = useState(search);
  const tell = useDebouncedCallback(onSearch, TYPING_MS);
  return (
    <TextInput
      type="search" enterKeyHint="search" value={typed} aria-label={t('search.label')} placeholder={t('search.placeholder')}
      leftSection={<IconSearch size={18} stroke={1.7} aria-hidden />} rightSectionWidth={46}
      rightSection={typed !== '' && <CloseButton size={44} aria-label={t('search.clear')} onClick={() => { setTyped(''); tell.cancel(); onSearch(''); }} />}
      onChange={event => { setTyped(event.currentTarget.value); tell(event.currentTarget.value); }}
    />
  );
}

/** The ways to narrow the history down, one at a time. */
export function HistoryKinds({ kind, onKind }: { kind: CallKind; onKind: (kind: CallKind) => void }) {
  const { t } = useTranslation('history');
  return (
    <div role="group" aria-label={t('kind.label')} className={classes.kinds}>
      {CALL_KINDS.map(one => (
        <button key={one} type="button" className={classes.kind} aria-pressed={kind === one} onClick={() => onKind(one)}>{t(`kind.${one}`)}</button>
      ))}
    </div>
  );
}
