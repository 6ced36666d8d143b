import { Drawer, Modal } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** A short task over the page: from below within reach of the thumb on a phone, in the middle on wide screens. One that is held is not lost by a click beside it or by Escape. */
export function Sheet({ opened, onClose, title, isHeld = false, children }: { opened: boolean; onClose: () => void; title: ReactNode; isHeld?: boolean; children: ReactNode }) {
  const { t } = useTranslation();
  const isNarrow = useMediaQuery('(max-width: 47.99em)', false, { getInitialValueInEffect: false });
  const closing = { closeOnClickOutside: !isHeld, closeOnEscape: !isHeld };
  const closeButtonProps = { 'aria-label': t('close'), size: 'lg' };
  if (isNarrow) {
    return (
      <Drawer
        opened={opened} onClose={onClose} title={title} closeButtonProps={closeButtonProps} {...closing} position="bottom" size="auto" padding="md"
        transitionProps={{ duration: 140 }} styles={{ content: { height: 'auto', maxHeight: '92dvh', borderRadius: '14px 14px 0 0' } }}
      >
        {children}
      </Drawer>
    );
  }
  return <Modal opened={opened} onClose={onClose} title={title} closeButtonProps={closeButtonProps} {...closing} size={520} padding="lg">{children}</Modal>;
}
