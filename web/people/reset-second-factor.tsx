import { useTranslation } from 'react-i18next';
import { useMutation } from 'urql';
import { graphql } from '../graphql/generated/index.ts';
import { ConfirmSheet } from '../ui/confirm-sheet.tsx';
import { useErrorText } from '../ui/faces.tsx';
import { showDone, showFailure } from '../ui/toasts.tsx';

const ResetSecondFactorDocument = graphql(`
  mutation ResetSecondFactor($personId: ID!, $reason: String!) { resetSecondFactor(personId: $personId, reason: $reason) { __typename ... on SecondFactorReset { personId } } }
`);

/** Takes somebody's second factor away who has lost it; says why. */
export function ResetSecondFactor({ person: { id, name }, onClose }: { person: { id: string; name: string }; onClose: () => void }) {
  const { t } = useTranslation('people');
  const errorText = useErrorText();
  const [, reset] = useMutation(ResetSecondFactorDocument);
  const confirm = async (reason: string) => {
    const { error } = await reset({ personId: id, reason });
    if (error) showFailure(errorText(error));
    else showDone(t('reset.done', { name }));
    return !error;
  };
  return <ConfirmSheet title={t('reset.title', { name })} text={t('reset.text')} confirm={t('reset.confirm')} reason={{ label: t('reset.reason'), hint: t('reset.reasonHint'), most: 500 }} onConfirm={confirm} onClose={onClose} />;
}
