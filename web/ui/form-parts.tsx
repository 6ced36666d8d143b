import { Alert, Button } from '@mantine/core';
import { IconAlertTriangle, IconRestore, IconUsers } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './forms.module.css';

/** One part of a form under its own heading. */
export function FormSection({ title, hint, children }: { title: string; hint?: ReactNode; children: ReactNode }) {
  return (
    <fieldset className={classes.section}>
      <legend className={classes.legend}>{title}</legend>
      {hint && <p className={classes.hint}>{hint}</p>}
      {children}
    </fieldset>
  );
}

/** Says what is in a form that nobody typed just now: what was typed earlier, what somebody else saved meanwhile. */
export function EditNotices({ isRestored, isMerged, onDiscard }: { isRestored: boolean; isMerged: boolean; onDiscard: () => void }) {
  const { t } = useTranslation('portal');
  return (
    <div role="status" className={classes.notices}>
      {isRestored && (
        <div className={classes.notice}>
          <IconRestore size={18} aria-hidden />
          <span>{t('draft.restored')}</span>
          <Button variant="subtle" size="compact-md" onClick={onDiscard}>{t('draft.discard')}</Button>
        </div>
      )}
      {isMerged && <div className={classes.notice}><IconUsers size={18} aria-hidden /><span>{t('meanwhile.merged')}</span></div>}
    </div>
  );
}

/** Says above the buttons that a form was not saved, and how many entries are marked. */
export function NotSaved({ problems, text }: { problems: number; text?: string | null }) {
  const { t } = useTranslation('portal');
  return (
    <Alert color="red" variant="light" role="alert" icon={<IconAlertTriangle size={20} aria-hidden />} classNames={{ message: classes.alertText ?? '' }}>
      {text ?? t('problems.summary', { count: problems })} {t('problems.notSaved')}
    </Alert>
  );
}

/** The buttons that end a form; on a phone always within reach. */
export function FormButtons({ children }: { children: ReactNode }) {
  return <div className={classes.buttons}>{children}</div>;
}
