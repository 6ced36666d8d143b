import { IconBeach, IconMoonStars, IconPhoneCheck, IconToolsKitchen2, IconUsersGroup } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMinute } from '../ui/minute.ts';
import { momentInWords, momentOf, wallTime } from '../ui/zoned-time.ts';
import { useInstructionActs } from './instruction-acts.ts';
import type { InstructionCustomer, InstructionParts } from './instruction-parts.ts';
import classes from './instructions.module.css';
import { PresetSheet } from './preset-sheet.tsx';
import { presetBase, presetInput, PRESETS, spokenEnd, usualEnd, type PresetKind } from './presets.ts';

const SYMBOLS = { meeting: IconUsersGroup, lunch: IconToolsKitchen2, closing: IconMoonStars, holiday: IconBeach, reachable: IconPhoneCheck };
/** Those whose end is clear need no question. */
const AT_ONCE: readonly PresetKind[] = ['lunch', 'closing'];

/** The everyday changes, one tap away, each with its own end. */
export function PresetTiles({ whose, instructions }: { whose: InstructionCustomer; instructions: readonly InstructionParts[] }) {
  const { t, i18n } = useTranslation('instructions');
  const now = useMinute();
  const acts = useInstructionActs(whose);
  const [asked, setAsked] = useState<PresetKind | null>(null);
  const base = presetBase(instructions);
  const zone = whose.timeZone;
  const inSlot = instructions.find(({ isPreset, validUntil }) => isPreset && (!validUntil || Date.parse(validUntil) > now)) ?? null;
  const kinds = PRESETS.filter(kind => kind !== 'reachable' || base.numbers.length > 0);

  const tap = (kind: PresetKind) => {
    if (!AT_ONCE.includes(kind)) { setAsked(kind); return; }
    const spoken = i18n.getFixedT(whose.language.toLowerCase(), 'instructions');
    const end = usualEnd(kind, base, now, zone);
    const until = spokenEnd(end, kind, wallTime(now, zone).day, whose.language.toLowerCase(), spoken);
    const input = presetInput({ kind, from: null, end, rule: 'NONE', message: spoken(`presets.${kind}.message`, { until }), base, customerName: whose.name, zone, t: spoken });
    void acts.preset(input, t('presets.set', { title: t(`presets.${kind}.title`), until: endWords(kind) }), inSlot);
  };
  const endWords = (kind: PresetKind) => momentInWords(momentOf(usualEnd(kind, base, now, zone), zone) ?? now, zone, i18n.language, now);

  return (
    <>
      <ul className={classes.tiles}>
        {kinds.map(kind => {
          const Symbol = SYMBOLS[kind];
          const atOnce = AT_ONCE.includes(kind);
          return (
            <li key={kind}>
              <button type="button" className={classes.tile} disabled={acts.isBusy} onClick={() => tap(kind)} {...(atOnce ? {} : { 'aria-haspopup': 'dialog' })}>
                <Symbol size={24} stroke={1.6} aria-hidden />
                <span className={classes.tileText}>
                  <span className={classes.tileName}>{t(`presets.${kind}.title`)}{!atOnce && '\u00a0…'}</span>
                  <span className={classes.tileEnd}>{atOnce ? t('frame.until', { until: endWords(kind) }) : t(`presets.${kind}.hint`)}</span>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      <PresetSheet kind={asked} base={base} whose={whose} inSlot={inSlot} acts={acts} onClose={() => setAsked(null)} />
    </>
  );
}
