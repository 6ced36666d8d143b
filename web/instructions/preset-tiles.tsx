import { Anchor } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { readFragment, type FragmentType } from '../graphql/generated/index.ts';
import { useMinute } from '../ui/minute.ts';
import { momentInWords, momentOf, wallTime } from '../ui/zoned-time.ts';
import { instructionAddresses } from './addresses.ts';
import { useInstructionActs } from './instruction-acts.ts';
import type { InstructionCustomer, InstructionParts } from './instruction-parts.ts';
import classes from './instructions.module.css';
import { PresetList_parts, PresetTiles_customer, type Preset } from './preset-parts.ts';
import { PRESET_SYMBOLS } from './preset-symbols.ts';
import { canBeSet, isAskedFor, presetBase, presetInput, presetTitle, spokenEnd, spokenMessage, standardPresets, usualEnd } from './presets.ts';

const PresetSheet = lazy(async () => ({ default: (await import('./preset-sheet.tsx')).PresetSheet }));

/** The everyday changes, one tap away, each with its own end: the customer's own, or those of the service. */
export function PresetTiles({ customer: masked, whose, instructions }: { customer: FragmentType<typeof PresetTiles_customer>; whose: InstructionCustomer; instructions: readonly InstructionParts[] }) {
  const { t, i18n } = useTranslation('instructions');
  const { t: named } = useTranslation('spoken');
  const now = useMinute();
  const acts = useInstructionActs(whose);
  const [asked, setAsked] = useState<Preset | null>(null);
  // It stays for as long as it takes to close.
  const [wasAsked, setWasAsked] = useState(false);
  const base = presetBase(instructions);
  const zone = whose.timeZone;
  const language = whose.language.toLowerCase();
  const { t: spoken } = useTranslation('spoken', { lng: language });
  const inSlot = instructions.find(({ isPreset, validUntil }) => isPreset && (!validUntil || Date.parse(validUntil) > now)) ?? null;
  const own = readFragment(PresetList_parts, readFragment(PresetTiles_customer, masked).presetList)?.presets ?? [];
  const presets: readonly Preset[] = (own.length > 0 ? own : standardPresets(spoken)).filter(preset => canBeSet(preset, base));

  const endWords = (preset: Preset) => momentInWords(momentOf(usualEnd(preset, base, now, zone), zone) ?? now, zone, i18n.language, now);
  const tap = (preset: Preset) => {
    if (isAskedFor(preset)) { setAsked(preset); setWasAsked(true); return; }
    const end = usualEnd(preset, base, now, zone);
    const until = spokenEnd(end, preset, wallTime(now, zone).day, language, spoken);
    const input = presetInput({ preset, from: null, end, rule: preset.putThrough, message: spokenMessage(preset, until), base, customerName: whose.name, zone, t: spoken });
    void acts.preset(input, t('presets.set', { title: presetTitle(preset, named), until: endWords(preset) }), inSlot);
  };
  const hint = ({ ending, putThrough }: Preset) => t(ending === 'DAYS' ? 'presets.askDays' : putThrough === 'NONE' ? 'presets.askEnd' : putThrough === 'ALL' ? 'presets.askAll' : 'presets.askVip');

  return (
    <>
      <ul className={classes.tiles}>
        {presets.map(preset => {
          const Symbol = PRESET_SYMBOLS[preset.symbol];
          const isAsked = isAskedFor(preset);
          return (
            <li key={preset.id}>
              <button type="button" className={classes.tile} disabled={acts.isBusy} onClick={() => tap(preset)} {...(isAsked ? { 'aria-haspopup': 'dialog' } : {})}>
                <Symbol size={24} stroke={1.6} aria-hidden />
                <span className={classes.tileText}>
                  <span className={classes.tileName}>{presetTitle(preset, named)}{isAsked && '\u00a0…'}</span>
                  <span className={classes.tileEnd}>{isAsked ? hint(preset) : t('frame.until', { until: endWords(preset) })}</span>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      <Anchor component={Link} to={instructionAddresses.presets()} className={classes.customise}>{t('presets.customise')}</Anchor>
      {wasAsked && <Suspense><PresetSheet preset={asked} base={base} whose={whose} inSlot={inSlot} acts={acts} onClose={() => setAsked(null)} /></Suspense>}
    </>
  );
}
