import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { encode } from 'uqr';
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

/** Black on white in dark as well: cameras do not read it the other way round. */
function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { ecc: 'M', border: 3 });
  const path = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return (
    <svg className={classes.qr} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
