/** A key with its modifiers, such as `F2`, `Alt+1`, `Shift+F8`, `Mod+K`; `Mod` is ⌘ on Apple's keyboards and Ctrl elsewhere; `#` stands for a digit 1 to 9. */
export type Chord = string;

type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'>;

const NAMES: Record<string, string> = { ' ': 'Space', Esc: 'Escape', Del: 'Delete' };
const MODIFIERS = new Set(['Control', 'Alt', 'AltGraph', 'Shift', 'Meta', 'Dead', 'CapsLock', 'Fn']);

/** What browsers and their users need for themselves: reload, find, address, tabs, windows, menus, developer tools, history, clipboard. */
const BROWSERS = new Set([
  'F3', 'F5', 'F6', 'F7', 'F10', 'F11', 'F12', 'Shift+F5', 'Mod+F5', 'Shift+F10', 'Alt+F4', 'Mod+F4', 'Alt+F10', 'Escape', 'Tab', 'Shift+Tab', 'Mod+Tab', 'Alt+Tab', 'Enter', 'Shift+Enter',
  'Space', 'Backspace', 'Delete', 'Alt+ArrowLeft', 'Alt+ArrowRight', 'Alt+Home', 'Alt+D', 'Alt+E', 'Alt+F', 'Alt+Space',
  ...'ACDEFHJLNOPRSTUVWXYZ'.split('').map(letter => `Mod+${letter}`), ...'CDFIJKMNPRTVZ'.split('').map(letter => `Mod+Shift+${letter}`),
  ...'0123456789#'.split('').map(digit => `Mod+${digit}`), 'Mod++', 'Mod+-', 'Mod+Plus', 'Mod+Minus', 'Mod+PageUp', 'Mod+PageDown', 'Mod+ArrowLeft', 'Mod+ArrowRight', 'Mod+ArrowUp', 'Mod+ArrowDown',
]);

/** The chord that was pressed; null while only modifiers are down. */
export function chordOf(press: KeyPress, isApple: boolean): Chord | null {
  if (MODIFIERS.has(press.key) && press.key !== 'Dead') return null;
  const mod = isApple ? press.metaKey : press.ctrlKey;
  const other = isApple ? press.ctrlKey : press.metaKey;
  return `${mod ? 'Mod+' : ''}${other ? 'Ctrl+' : ''}${press.altKey ? 'Alt+' : ''}${press.shiftKey ? 'Shift+' : ''}${keyName(press)}`;
}

function keyName({ key, code, altKey }: KeyPress): string {
  // With Alt some keyboards write another character; the place of the key tells what was meant.
  if (altKey && /^(Key[A-Z]|Digit\d)$/.test(code) && !/^[a-z0-9]$/i.test(key)) return code.replace(/^(Key|Digit)/, '');
  if (key === 'Dead') return code.replace(/^(Key|Digit)/, '');
  if (/^Digit\d$/.test(code)) return code.slice(5);
  return NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key);
}

/** The digit, when the pressed chord is the one of a pattern with `#`; true when it is a plain chord that equals; false otherwise. */
export function matches(bound: Chord, pressed: Chord): number | boolean {
  if (!bound.includes('#')) return bound === pressed;
  const digit = pressed.slice(-1);
  return /^[1-9]$/.test(digit) && bound.replace('#', digit) === pressed ? Number(digit) : false;
}

/** Why a chord cannot be bound: it writes a character, or the browser needs it; null when it can. */
export function refusalOf(chord: Chord): 'CHARACTER' | 'BROWSER' | null {
  if (BROWSERS.has(chord)) return 'BROWSER';
  const parts = chord.split('+');
  const key = parts.at(-1) ?? '';
  const isFunctionKey = /^F([1-9]|1\d|2[0-4])$/.test(key);
  if (isFunctionKey) return null;
  // Ctrl with Alt is AltGr on many keyboards and writes characters.
  if (parts.includes('Mod') && parts.includes('Alt')) return 'CHARACTER';
  return parts.includes('Mod') || parts.includes('Alt') || parts.includes('Ctrl') ? null : 'CHARACTER';
}

/** A chord in the words of aria-keyshortcuts; a pattern has none. */
export function ariaShortcut(chord: Chord, isApple: boolean): string | undefined {
  return chord.includes('#') ? undefined : chord.replace('Mod', isApple ? 'Meta' : 'Control').replace('Ctrl', isApple ? 'Control' : 'Meta');
}

/** A chord as it is printed on keys, part by part. */
export function chordParts(chord: Chord, isApple: boolean, words: { ctrl: string }): string[] {
  return chord.split('+').map(part => {
    switch (part) {
      case 'Mod': return isApple ? '⌘' : words.ctrl;
      case 'Ctrl': return isApple ? '⌃' : words.ctrl;
      case 'Alt': return isApple ? '⌥' : 'Alt';
      case 'Shift': return '⇧';
      case 'Enter': return '↵';
      case '#': return '1…9';
      case 'ArrowUp': return '↑';
      case 'ArrowDown': return '↓';
      default: return part;
    }
  });
}
