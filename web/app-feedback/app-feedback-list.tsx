import { Anchor, Button, Modal } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { graphql, readFragment, type FragmentType } from '../graphql/generated/index.ts';
import { useMinute } from '../ui/minute.ts';
import { formatMoment } from '../ui/times.ts';
import { showDone, showFailure } from '../ui/toasts.tsx';
import classes from './app-feedback.module.css';

export const AppFeedback_one = graphql(`
  fragment AppFeedback_one on AppFeedback { id kind text sentAt senderName page appVersion browser screen imagePath doneAt doneBy { id name } customer { id name } }
`);
const SetAppFeedbackDoneDocument = graphql(`
  mutation SetAppFeedbackDone($id: ID!, $isDone: Boolean!) { setAppFeedbackDone(appFeedbackId: $id, isDone: $isDone) { __typename ... on AppFeedback { id ...AppFeedback_one } } }
`);

/** What people have said, to be dealt with. */
export function AppFeedbackList({ feedback }: { feedback: readonly FragmentType<typeof AppFeedback_one>[] }) {
  const { t, i18n } = useTranslation('appFeedback');
  const { t: app } = useTranslation();
  const now = new Date(useMinute());
  const [shown, setShown] = useState<{ src: string; name: string } | null>(null);
  const [{ fetching }, setDone] = useMutation(SetAppFeedbackDoneDocument);
  const when = (at: string) => formatMoment(at, i18n.language, now);
  const settle = async (id: string, isDone: boolean) => {
    const { data } = await setDone({ id, isDone });
    if (data) showDone(t(isDone ? 'list.settled' : 'list.reopened'));
    else showFailure(t('list.failed'));
  };
  return (
    <>
      <ul className={classes.list} aria-label={t('list.title')}>
        {readFragment(AppFeedback_one, feedback).map(({ id, kind, text, sentAt, senderName, page, appVersion, browser, screen, imagePath, doneAt, doneBy, customer }) => (
          <li key={id}>
            <div className={classes.body}>
              <span className={classes.who}>
                <span className={classes.kind} data-kind={kind}>{t(`kinds.${kind}`)}</span>
                <span>{senderName}</span>
                <span className={classes.muted}>{customer?.name ?? t('list.staff')} · <time dateTime={sentAt}>{when(sentAt)}</time></span>
              </span>
              <p className={classes.text}>{text}</p>
              {imagePath && (
                <div>
                  <button type="button" className={classes.picture} aria-label={t('list.enlarge', { name: senderName })} onClick={() => setShown({ src: imagePath, name: senderName })}><img src={imagePath} alt={t('list.image', { name: senderName })} loading="lazy" /></button>
                  <Anchor href={imagePath} download size="sm">{t('list.download')}</Anchor>
                </div>
              )}
              {(page ?? appVersion ?? browser ?? screen) && <p className={classes.muted}>{[page, browser, screen, appVersion].filter(Boolean).join(' · ')}</p>}
              {doneAt && <p className={classes.muted}>{t('list.doneBy', { name: doneBy?.name, time: when(doneAt) })}</p>}
            </div>
            <Button variant="default" disabled={fetching} aria-label={t(doneAt ? 'list.reopenLabel' : 'list.settleLabel', { name: senderName })} onClick={() => void settle(id, !doneAt)}>{t(doneAt ? 'list.reopen' : 'list.settle')}</Button>
          </li>
        ))}
      </ul>
      {/* As large as it was taken: what is wrong is often a word in it. */}
      <Modal opened={shown !== null} onClose={() => setShown(null)} fullScreen title={shown && t('list.image', { name: shown.name })} closeButtonProps={{ 'aria-label': app('close'), size: 'lg' }}>
        {shown && <img className={classes.large} src={shown.src} alt={t('list.image', { name: shown.name })} />}
      </Modal>
    </>
  );
}
