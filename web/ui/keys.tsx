import { Button, Kbd, type ButtonProps } from '@mantine/core';
import { createContext, use, useCallback, useEffect, useEffectEvent, useMemo, useRef, useState, type ComponentPropsWithoutRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ariaShortcut, chordOf, chordParts, matches, type Chord } from './chords.ts';
import classes from './keys.module.css';

/** Acts that have a key, by their name, with the chord they have unless somebody chose another. */
export type KeyDefinitions = Readonly<Record<string, Chord>>;

type Handler = (digit: number) => void;
type Registered = { handler: Handler; inDialogs: boolean };
type Keys = {
  bindings: KeyDefinitions;
  rebind(action: string, chord: Chord): void;
  reset(): void;
  register(action: string, entry: Registered): () => void;
};

const KeysContext = createContext<Keys | null>(null);
export const isApple = /Mac|iPhone|iPad/.test(navigator.platform);

function stored(storageKey: string, definitions: KeyDefinitions): KeyDefinitions {
  try {
    const chosen = JSON.parse(localStorage.getItem(storageKey) ?? '{}') as Record<string, unknown>;
    return Object.fromEntries(Object.entries(definitions).map(([action, chord]) => [action, typeof chosen[action] === 'string' ? chosen[action] : chord]));
  } catch {
    // Unreadable choices are no choices; the defaults always work.
    return definitions;
  }
}

/** Listens for the keys of all acts below; people's own choices are kept in this browser. */
export function KeysProvider({ definitions, storageKey, children }: { definitions: KeyDefinitions; storageKey: string; children: ReactNode }) {
  const [bindings, setBindings] = useState(() => stored(storageKey, definitions));
  const registered = useRef(new Map<string, Registered[]>());

  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return;
    const pressed = chordOf(event, isApple);
    if (!pressed) return;
    const inDialog = event.target instanceof Element && event.target.closest('[role="dialog"]') !== null;
    for (const [action, chord] of Object.entries(bindings)) {
      const match = matches(chord, pressed);
      if (match === false) continue;
      const entry = registered.current.get(action)?.at(-1);
      // A key of ours never falls through to the browser, even while its act is not possible.
      event.preventDefault();
      if (entry && (!inDialog || entry.inDialogs) && !(event.repeat && !inDialog)) entry.handler(match === true ? 0 : match);
      return;
    }
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKeyDown(event);
    addEventListener('keydown', listener);
    return () => removeEventListener('keydown', listener);
  }, []);

  const register = useCallback((action: string, entry: Registered) => {
    const stack = registered.current.get(action) ?? [];
    stack.push(entry);
    registered.current.set(action, stack);
    return () => { stack.splice(stack.indexOf(entry), 1); };
  }, []);
  const keys = useMemo<Keys>(() => ({
    bindings,
    register,
    rebind: (action, chord) => setBindings(old => {
      const next = { ...old, [action]: chord };
      localStorage.setItem(storageKey, JSON.stringify(Object.fromEntries(Object.entries(next).filter(([name, bound]) => bound !== definitions[name]))));
      return next;
    }),
    reset: () => { localStorage.removeItem(storageKey); setBindings(definitions); },
  }), [bindings, register, storageKey, definitions]);
  return <KeysContext value={keys}>{children}</KeysContext>;
}

/** The chords in force, and how to change them. */
export function useKeys(): Keys {
  const keys = use(KeysContext);
  if (!keys) throw new Error('keys need a KeysProvider above them');
  return keys;
}

/** Lets a key do something while this is shown; null: not possible now. In an open dialog keys rest, unless `inDialogs`. */
export function useKey(action: string, handler: Handler | null, { inDialogs = false } = {}): void {
  const { register, bindings } = useKeys();
  if (!(action in bindings)) throw new Error(`the key action ${action} is not defined`);
  const onKey = useEffectEvent((digit: number) => handler?.(digit));
  const isPossible = handler !== null;
  useEffect(() => (isPossible ? register(action, { handler: digit => onKey(digit), inDialogs }) : undefined), [register, action, inDialogs, isPossible]);
}

/** The key of an act for a button's aria-keyshortcuts. */
export function useShortcut(action: string): { 'aria-keyshortcuts'?: string } {
  const shortcut = ariaShortcut(useKeys().bindings[action] ?? '', isApple);
  return shortcut ? { 'aria-keyshortcuts': shortcut } : {};
}

/** The key of an act as it is printed on the keyboard, for the eyes; `digit` stands in for a pattern's number. */
export function KeyHint({ action, digit }: { action: string; digit?: number }) {
  const { bindings } = useKeys();
  return <span aria-hidden className={classes.quiet}><ChordText chord={digit === undefined ? (bindings[action] ?? '') : (bindings[action] ?? '').replace('#', String(digit))} /></span>;
}

/** A chord in key caps. */
export function ChordText({ chord }: { chord: Chord }) {
  const { t } = useTranslation();
  const parts = chordParts(chord, isApple, { ctrl: t('keys.ctrl') });
  return <Kbd className={classes.hint} size="xs">{parts.length > 1 && !isApple && parts[0] !== '⇧' ? parts.join('+') : parts.join('')}</Kbd>;
}

/** A button whose act also has a key, shown on it. */
export function KeyedButton({ action, onAct, children, disabled, hint = true, inDialogs = false, ...rest }: {
  action: string; onAct: () => void; hint?: boolean; inDialogs?: boolean; children: ReactNode;
} & ButtonProps & Omit<ComponentPropsWithoutRef<'button'>, keyof ButtonProps | 'onClick'>) {
  useKey(action, disabled ? null : onAct, { inDialogs });
  const shortcut = useShortcut(action);
  return (
    <Button {...shortcut} {...rest} disabled={disabled ?? false} onClick={onAct} {...(hint ? { rightSection: <KeyHint action={action} /> } : {})}>
      {children}
    </Button>
  );
}
