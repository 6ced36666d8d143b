import { IconInfoCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { FormSection } from '../ui/form-parts.tsx';
import { formatNumber } from '../ui/phone-numbers.ts';
import type { Choices } from './choices.ts';
import { CodeLine } from './code-line.tsx';
import { codesOf, DELETE_ALL, FRITZBOX_PREFIX } from './codes.ts';
import classes from './forwarding.module.css';
import { ScanCode } from './scan-code.tsx';

/** What is dialled on a mobile or at a fixed line, what that changes, and what to do where it does not work. */
export function DialledSetUp({ kind, when, seconds, isBehindFritzBox, target }: Pick<Choices, 'when' | 'seconds' | 'isBehindFritzBox'> & { kind: 'MOBILE' | 'FIXED'; target: string }) {
  const { t } = useTranslation('forwarding');
  const isMobile = kind === 'MOBILE';
  const codes = codesOf(kind, when, target, seconds, !isMobile && isBehindFritzBox ? FRITZBOX_PREFIX : '');
  return (
    <FormSection title={t('code.title')}>
      <CodeLine what={t('code.set')} code={codes.set} canDial={isMobile} isMain />
      <p className={classes.text}>{t(`code.how_${kind}`)}</p>
      {isMobile && <p className={classes.iPhone}>{t('code.iPhone')}</p>}
      {isMobile && <ScanCode code={codes.set} />}
      <div className={classes.note} data-strong={when === 'ALWAYS' || undefined}>
        <IconInfoCircle size={20} stroke={1.8} aria-hidden />
        <div>
          <p className={classes.label}>{t('replaces.title')}</p>
          <p>{replaces(kind, when, t)}</p>
        </div>
      </div>
      <div className={classes.lines}>
        <CodeLine what={t('code.query')} hint={t('code.queryHint')} code={codes.query} canDial={isMobile} />
        <CodeLine what={t('code.delete')} code={codes.delete} canDial={isMobile} />
        {isMobile && <CodeLine what={t('code.deleteAll')} hint={t('code.deleteAllHint')} code={DELETE_ALL} canDial />}
      </div>
      <p className={classes.hint}>{t('code.fee')}</p>
      <details className={classes.details}>
        <summary>{t('trouble.title')}</summary>
        <p>{t(`trouble.${kind}`)}</p>
        <ul>
          {isMobile
            ? (['android', 'iPhone', 'provider'] as const).map(way => <li key={way}>{t(`trouble.${way}`)}</li>)
            : (['fritzBox', 'other', 'isdn'] as const).map(way => <li key={way}>{t(`trouble.${way}`, { target: formatNumber(target) })}</li>)}
        </ul>
      </details>
    </FormSection>
  );
}

function replaces(kind: 'MOBILE' | 'FIXED', when: Choices['when'], t: ReturnType<typeof useTranslation<'forwarding'>>['t']): string {
  if (kind === 'MOBILE') return t(`replaces.MOBILE_${when}`);
  return when === 'NO_ANSWER' || when === 'BUSY' ? t(`replaces.FIXED_${when}`) : t('replaces.FIXED_ALWAYS');
}
