import { Drawer, Modal } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** A short task over the page: from below within reach of the thumb on a phone, in the middle on wide screens. */
export function Sheet({ opened, onClose, title, children }: { opened: boolean; onClose: () => void; title: ReactNode; children: ReactNode }) {
  const { t } = useTranslation();
  const isNarrow = useMediaQuery('(max-width: 47.99em)', false, { getInitialValueInEffect: false });
  const closeButtonProps = { 'aria-label': t('close'), size: 'lg' };
  if (isNarrow) {
    return (
      <Drawer
        opened={opened} onClose={onClose} title={title} closeButtonProps={closeButtonProps} position="bottom" size="auto" padding="md"
        transitionProps={{ duration: 140 }} styles={{ content: { height: 'auto', maxHeight: '92dvh', borderRadius: '14px 14px 0 0' } }}
      >
        {children}
      </Drawer>
    );
  }
  return <Modal opened={opened} onClose={onClose} title={title} closeButtonProps={closeButtonProps} size={520} padding="lg">{children}</Modal>;
}
