import { graphql } from '../graphql/generated/index.ts';

export const Contact_parts = graphql(`
  fragment Contact_parts on Contact {
    id
    name
    company
    numbers
    numberLabels
    groups
    emails
    address
    isVip
    isBlocked
    alwaysPutThroughTo
    remarks
    version
  }
`);
