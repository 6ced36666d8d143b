import { Combobox, Loader, Modal, Text, TextInput, useCombobox } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, type ReactNode } from 'react';
import classes from './finder.module.css';

/** One thing that was found: a first line, a second one, a symbol. */
export type Found = { id: string; title: ReactNode; detail: string; symbol?: ReactNode };

/** Finds things while one types and picks one, with the keyboard alone: the first is chosen already, arrows move, Enter picks. */
export function Finder({ title, lead, placeholder, text, onText, isSearching, groups, empty, problem, onPick, onClose }: {
  title: string; lead?: string; placeholder: string; text: string; onText: (text: string) => void; isSearching: boolean;
  groups: readonly { label?: string; items: readonly Found[] }[]; empty: string; problem?: ReactNode; onPick: (id: string) => void; onClose: () => void;
}) {
  const combobox = useCombobox({ opened: true });
  const { selectFirstOption } = combobox;
  const shown = groups.flatMap(({ items }) => items.map(({ id }) => id)).join();
  useEffect(() => { selectFirstOption(); }, [shown, selectFirstOption]);
  return (
    <Modal opened onClose={onClose} title={title} size="lg" yOffset="9vh" centered={false}>
      {lead && <Text c="dimmed" size="sm" mb="sm">{lead}</Text>}
      <Combobox store={combobox} onOptionSubmit={onPick}>
        <Combobox.EventsTarget>
          <TextInput
            // At once, since people type on; the dialog's own way to the field waits a moment, in which letters go astray.
            autoFocus data-autofocus size="md" value={text} onChange={event => onText(event.currentTarget.value)} placeholder={placeholder} aria-label={placeholder}
            // The combobox keeps Escape from the dialog while its list is open, and this list always is.
            onKeyDown={event => { if (event.key === 'Escape') onClose(); }}
            leftSection={<IconSearch size={16} aria-hidden />} rightSection={isSearching ? <Loader size={14} /> : null}
          />
        </Combobox.EventsTarget>
        {problem ?? (
          <Combobox.Options className={classes.options} aria-label={title} tabIndex={0}>
            {groups.filter(({ items }) => items.length > 0).map(({ label, items }) => {
              const options = items.map(item => (
                <Combobox.Option key={item.id} value={item.id} className={classes.option}>
                  {item.symbol && <span className={classes.symbol}>{item.symbol}</span>}
                  <span className={classes.title}>{item.title}</span>
                  <span className={classes.detail}>{item.detail}</span>
                </Combobox.Option>
              ));
              return label ? <Combobox.Group key={label} label={label} classNames={{ groupLabel: classes.group ?? '' }}>{options}</Combobox.Group> : options;
            })}
            {shown === '' && <Combobox.Empty>{empty}</Combobox.Empty>}
          </Combobox.Options>
        )}
      </Combobox>
    </Modal>
  );
}
