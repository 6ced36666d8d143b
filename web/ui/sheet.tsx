import { Alert, Button, Drawer, Group, Modal } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/**
 * A short task over the page: from below within reach of the thumb on a phone, in the middle on wide screens. One that is held is not lost by a click beside
 * it or by Escape. One in which something is typed asks before that is lost by a touch beside it, by Escape or by its cross.
 */
export function Sheet({ opened, onClose, title, isHeld = false, hasTyped = false, children }: { opened: boolean; onClose: () => void; title: ReactNode; isHeld?: boolean; hasTyped?: boolean; children: ReactNode }) {
  const { t } = useTranslation();
  const isNarrow = useMediaQuery('(max-width: 47.99em)', false, { getInitialValueInEffect: false });
  const [isLeaving, setLeaving] = useState(false);
  // Saved, closed or taken back: the question is over, and must not be there at once when something is typed again.
  if (isLeaving && !(opened && hasTyped)) setLeaving(false);
  const discard = () => { setLeaving(false); onClose(); };
  const leave = () => { if (hasTyped) setLeaving(true); else discard(); };
  // Whoever is asked answers; a second touch beside it is as little an answer as the first was.
  const mayLeave = !isHeld && !isLeaving;
  const closing = { closeOnClickOutside: mayLeave, closeOnEscape: mayLeave };
  const closeButtonProps = { 'aria-label': t('close'), size: 'lg' };
  const content = (
    <>
      {isLeaving && (
        <Alert role="alertdialog" aria-label={t('unsaved.title')} color="yellow" variant="light" icon={<IconAlertTriangle size={20} aria-hidden />} title={t('unsaved.title')} styles={{ title: { color: 'var(--vz-text)' } }} mb="md">
          <Group gap="sm" mt={4}>
            <Button autoFocus onClick={() => setLeaving(false)}>{t('unsaved.goOn')}</Button>
            <Button variant="default" onClick={discard}>{t('unsaved.discard')}</Button>
          </Group>
        </Alert>
      )}
      {/* Who saves has answered. */}
      <div onSubmit={() => setLeaving(false)}>{children}</div>
    </>
  );
  if (isNarrow) {
    return (
      <Drawer
        opened={opened} onClose={leave} title={title} closeButtonProps={closeButtonProps} {...closing} position="bottom" size="auto" padding="md"
        transitionProps={{ duration: 140 }} styles={{ content: { height: 'auto', maxHeight: '92dvh', borderRadius: '14px 14px 0 0' } }}
      >
        {content}
      </Drawer>
    );
  }
  return <Modal opened={opened} onClose={leave} title={title} closeButtonProps={closeButtonProps} {...closing} size={520} padding="lg">{content}</Modal>;
}
