import { graphql } from '../graphql/generated/index.ts';

export const Notifications_parts = graphql(`
  fragment Notifications_parts on Notifications {
    pushKey
    emailAddress
    settings { pushCauses emailCauses pushShowsContent emailShowsContent quietFrom quietUntil quietWeekdays urgentPassesQuiet emailRhythm emailTime emailWeekday }
    devices { id browser system createdAt lastReachedAt isCurrent }
  }
`);

export const RegisterPushDeviceDocument = graphql(`
  mutation RegisterPushDevice($input: PushSubscriptionInput!) { registerPushDevice(input: $input) { __typename ... on Notifications { ...Notifications_parts } ... on PushConsentMissing { message } } }
`);
