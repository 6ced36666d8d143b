import { useTranslation } from 'react-i18next';
import { graphql } from '../graphql/generated/index.ts';
import type { InputProblemCode } from '../graphql/generated/graphql.ts';

export const PasswordProblems_invalid = graphql(`
  fragment PasswordProblems_invalid on PasswordInvalid { leastCharacters problems { field code } }
`);

const KNOWN = ['REQUIRED', 'TOO_SHORT', 'TOO_LONG', 'TOO_COMMON', 'TOO_OBVIOUS', 'WRONG'] as const;

/** Puts what is wrong with a password into words, by the field that it is about. */
export function useProblemTexts(): (invalid: { leastCharacters: number; problems: readonly { field: string; code: InputProblemCode }[] }) => Record<string, string> {
  const { t } = useTranslation('account');
  return ({ leastCharacters, problems }) =>
    Object.fromEntries(problems.map(({ field, code }) => [field, t(`password.problems.${KNOWN.find(known => known === code) ?? 'OTHER'}`, { count: leastCharacters })]));
}
