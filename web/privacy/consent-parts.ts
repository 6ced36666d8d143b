import { graphql } from '../graphql/generated/index.ts';

export const Consent_parts = graphql(`
  fragment Consent_parts on Consent {
    kind
    textVersion
    isInForce
    isToBeAsked
    viewerCanAnswer
    texts { language title text }
    answers { id textVersion answer answeredAt answeredBy withdrawnAt withdrawnBy }
  }
`);
