import { useState, type ReactNode } from 'react';
import { useQuery } from 'urql';
import { graphql, readFragment } from '../graphql/generated/index.ts';
import type { Consent_PartsFragment } from '../graphql/generated/graphql.ts';
import { Consent_parts } from './consent-parts.ts';

const PrivacyNoticesDocument = graphql(`
  query PrivacyNotices($customerId: ID!) {
    privacyStatement { version isToBeRead }
    consents(customerId: $customerId) { ...Consent_parts }
  }
`);

// Remembered for as long as the tab is open, so that "later" means the next visit.
const LATER = 'vorzimmer.consentsLater';

/** What there is to be told and asked: the version of a new statement, and a consent. */
export interface Notices { customerId: string; news: string | null; asked: Consent_PartsFragment | null; onLater: () => void }

/** What somebody is to be told and asked about their data when they come in: a new privacy statement, and each consent once; shown by its child, which is seldom needed. */
export function PrivacyNotices({ customerId, children }: { customerId: string; children: (notices: Notices) => ReactNode }) {
  const [{ data }] = useQuery({ query: PrivacyNoticesDocument, variables: { customerId } });
  const [isLater, setLater] = useState(() => sessionStorage.getItem(LATER) === customerId);
  if (!data) return null;
  const { privacyStatement: { version, isToBeRead } } = data;
  const asked = isLater ? undefined : readFragment(Consent_parts, data.consents ?? []).find(consent => consent.isToBeAsked && consent.viewerCanAnswer);
  const onLater = () => {
    sessionStorage.setItem(LATER, customerId);
    setLater(true);
  };
  return isToBeRead || asked ? children({ customerId, news: isToBeRead ? version : null, asked: asked ?? null, onLater }) : null;
}
