import { Button } from '@mantine/core';
import { IconMail } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { CopyButton } from '../ui/copy-button.tsx';
import { FormSection } from '../ui/form-parts.tsx';
import { formatNumber } from '../ui/phone-numbers.ts';
import type { Choices } from './choices.ts';
import { CodeLine } from './code-line.tsx';
import { codesOf } from './codes.ts';
import classes from './forwarding.module.css';

/** What to tell whoever looks after the customer's own telephone system. */
export function SwitchboardSetUp({ when, seconds, target, telephone }: Pick<Choices, 'when' | 'seconds'> & { target: string; telephone: string | null }) {
  const { t } = useTranslation('forwarding');
  const wanted = when === 'BUSY' ? t('administrator.when_BUSY') : when === 'ALWAYS' ? t('administrator.when_ALWAYS') : t('administrator.when_NO_ANSWER', { seconds });
  const message = [
    t('administrator.greeting'), '', t('administrator.please'), '',
    `– ${telephone ? t('administrator.from', { number: formatNumber(telephone) }) : t('administrator.fromMain')}`,
    `– ${t('administrator.to', { target: `${formatNumber(target)} (${target})` })}`,
    `– ${wanted}`, '',
    t('administrator.network'), t('administrator.screening'), t('administrator.announcement'), '', t('administrator.thanks'),
  ].join('\n');
  const mail = `mailto:?subject=${encodeURIComponent(t('administrator.subject'))}&body=${encodeURIComponent(message.replaceAll('\n', '\r\n'))}`;
  const codes = codesOf('SWITCHBOARD', when, target, seconds);
  return (
    <FormSection title={t('administrator.title')} hint={t('administrator.hint')}>
      <div className={classes.message} role="region" aria-label={t('administrator.text')} tabIndex={0}>{message}</div>
      <div className={classes.codeButtons}>
        <Button component="a" href={mail} leftSection={<IconMail size={18} aria-hidden />}>{t('administrator.send')}</Button>
        <CopyButton text={message} failure={t('administrator.copyFailed')}>{t('administrator.copy')}</CopyButton>
      </div>
      <p className={classes.text}>{t('administrator.fritzBox')}</p>
      <p className={classes.text}>{t('administrator.keypad')}</p>
      <div className={classes.lines}>
        <CodeLine what={t('code.set')} code={codes.set} canDial={false} />
        <CodeLine what={t('code.query')} hint={t('code.queryHint')} code={codes.query} canDial={false} />
        <CodeLine what={t('code.delete')} code={codes.delete} canDial={false} />
      </div>
      <p className={classes.hint}>{t('code.fee')}</p>
    </FormSection>
  );
}
