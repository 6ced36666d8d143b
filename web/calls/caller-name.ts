import { useTranslation } from 'react-i18next';
import { graphql, readFragment, type FragmentType } from '../graphql/generated/index.ts';
import { formatNumber } from '../ui/phone-numbers.ts';

const CallerName_caller = graphql(`
  fragment CallerName_caller on Caller {
    number
    rawNumber
    withheld
    isVip
    identifiedAs { id name company }
    contacts { id name company }
  }
`);

/** A caller as far as their name needs it. */
export type NamedCaller = FragmentType<typeof CallerName_caller>;

/** How a caller is called on the desk: by the contact when it is certain, else by what is known. `number` is what to say beside the name, `calledFrom` the number itself. */
export function useCallerName(): (caller: NamedCaller) => { name: string; company: string | null; number: string | null; calledFrom: string | null; isVip: boolean; isCertain: boolean } {
  const { t } = useTranslation('calls');
  return masked => {
    const caller = readFragment(CallerName_caller, masked);
    const number = caller.number ? formatNumber(caller.number) : null;
    const contact = caller.identifiedAs ?? (caller.contacts.length === 1 ? caller.contacts[0] : undefined);
    if (contact) return { name: contact.name, company: contact.company, number, calledFrom: number, isVip: caller.isVip, isCertain: true };
    const names = caller.contacts.map(({ name }) => name).join(' / ');
    const anonymous = caller.withheld ? t('caller.withheld') : (number ?? caller.rawNumber ?? t('caller.unknown'));
    return { name: names || anonymous, company: null, number: names ? number : null, calledFrom: number, isVip: caller.isVip, isCertain: false };
  };
}
