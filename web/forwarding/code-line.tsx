import { Button } from '@mantine/core';
import { IconPhone } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../ui/copy-button.tsx';
import { dialLink } from './codes.ts';
import classes from './forwarding.module.css';

/** More characters do not fit beside what the code is for. */
const LONG = 10;

/** A code to dial, with the ways to get it into the telephone. */
export function CodeLine({ what, hint, code, canDial, isMain = false }: { what: string; hint?: string; code: string; canDial: boolean; isMain?: boolean }) {
  const { t } = useTranslation('forwarding');
  return (
    <div className={classes.codeLine} data-main={isMain || undefined} data-long={code.length > LONG || undefined}>
      <p className={classes.codeWhat}>{what}{hint && <span className={classes.hint}>{hint}</span>}</p>
      <code className={classes.code}><Breakable code={code} /></code>
      <div className={classes.codeButtons}>
        {canDial && (
          <Button component="a" href={dialLink(code)} variant={isMain ? 'filled' : 'default'} leftSection={<IconPhone size={18} aria-hidden />} aria-label={t('code.dialLabel', { what, code })}>
            {t('code.dial')}
          </Button>
        )}
        <CopyButton text={code} label={t('code.copyLabel', { what, code })} failure={t('code.copyFailed')}>{t('code.copy')}</CopyButton>
      </div>
    </div>
  );
}

/** Where it is too long for the screen, a code is broken before the number. */
function Breakable({ code }: { code: string }) {
  const at = code.search(/(?:\+|00)\d{6}/);
  return at < 0 ? code : <><span>{code.slice(0, at)}</span><wbr /><span>{code.slice(at)}</span></>;
}
