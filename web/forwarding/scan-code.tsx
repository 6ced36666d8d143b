import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { QrCode } from '../ui/qr-code.tsx';
import { dialLink } from './codes.ts';
import classes from './forwarding.module.css';

/** A code for the telephone to scan from a larger screen: iPhones refuse to dial from it, so they get this page instead. */
export function ScanCode({ code }: { code: string }) {
  const { t } = useTranslation('forwarding');
  const [content, setContent] = useState<'code' | 'page'>('code');
  return (
    <figure className={classes.scan}>
      <QrCode text={content === 'code' ? dialLink(code) : window.location.href} label={content === 'code' ? t('qr.codeLabel', { code }) : t('qr.pageLabel')} />
      <figcaption className={classes.scanText}>
        <span className={classes.label}>{t('qr.title')}</span>
        <SegmentedControl
          fullWidth aria-label={t('qr.choose')} value={content} onChange={setContent}
          data={[{ value: 'code', label: t('qr.code') }, { value: 'page', label: t('qr.page') }]}
        />
        <span className={classes.hint}>{t(content === 'code' ? 'qr.codeHint' : 'qr.pageHint')}</span>
      </figcaption>
    </figure>
  );
}
