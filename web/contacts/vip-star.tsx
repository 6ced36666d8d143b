import { ActionIcon } from '@mantine/core';
import { IconStar, IconStarFilled } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { graphql, readFragment, type FragmentType } from '../graphql/generated/index.ts';
import { useErrorText } from '../ui/faces.tsx';
import { useReadOnly } from '../ui/read-only.tsx';
import { showFailure } from '../ui/toasts.tsx';
import classes from './contacts.module.css';

export const VipStar_contact = graphql(`
  fragment VipStar_contact on Contact { id name isVip }
`);
const MarkVipDocument = graphql(`mutation MarkVip($contactId: ID!) { markVip(contactId: $contactId) { __typename ... on Contact { id isVip version } } }`);
const UnmarkVipDocument = graphql(`mutation UnmarkVip($contactId: ID!) { unmarkVip(contactId: $contactId) { __typename ... on Contact { id isVip version } } }`);

/** Makes a contact a VIP, or an ordinary one again. */
export function VipStar({ contact: masked }: { contact: FragmentType<typeof VipStar_contact> }) {
  const { t } = useTranslation('contacts');
  const errorText = useErrorText();
  const { id, name, isVip } = readFragment(VipStar_contact, masked);
  const [marking, mark] = useMutation(MarkVipDocument);
  const [unmarking, unmark] = useMutation(UnmarkVipDocument);
  const readOnly = useReadOnly();
  const toggle = async () => {
    const { error } = await (isVip ? unmark : mark)({ contactId: id });
    if (error) showFailure(errorText(error));
  };
  const Star = isVip ? IconStarFilled : IconStar;
  if (readOnly) return <span className={classes.star}>{isVip && <Star size={22} color="var(--vz-vip)" role="img" aria-label={t('vip.label', { name })} />}</span>;
  return (
    <ActionIcon
      variant="subtle" color="gray" size={44} radius="xl" aria-pressed={isVip} aria-label={t('vip.label', { name })} title={t(isVip ? 'vip.unmark' : 'vip.mark')}
      loading={marking.fetching || unmarking.fetching} onClick={() => void toggle()}
    >
      <Star size={22} stroke={1.6} color={isVip ? 'var(--vz-vip)' : 'var(--vz-muted)'} aria-hidden />
    </ActionIcon>
  );
}
