import { graphql } from '../graphql/generated/index.ts';

/** What the page shows of a way in for a telephone system. */
export const Door_door = graphql(`
  fragment Door_door on TelephoneDoor { id name kind account hasHmac hasApiSecret lastEventAt lastProblem lastProblemAt }
`);

/** All settings of telephony, as their form edits them. */
export const Settings_settings = graphql(`
  fragment Settings_settings on TelephonySettings {
    preferredRingSeconds secretaryRingSeconds waitSeconds waiting fallback overflowNumber voiceMessages voiceMessageSeconds allowedCountries dialsPerCustomerAndHour presentsCaller version
  }
`);

/** What happened that a supervisor should look at. */
export const Alarm_alarm = graphql(`
  fragment Alarm_alarm on TelephonyAlarm { id kind number raisedAt lastAt times dismissedAt customer { id name } dismissedBy { id name } }
`);

/** Where somebody is rung. */
export const SecretaryPhone_phone = graphql(`
  fragment SecretaryPhone_phone on SecretaryPhone { sipEndpoint number languages secretary { id name } }
`);

/** The exchange that the service drives itself. */
export const Exchange_exchange = graphql(`
  fragment Exchange_exchange on Exchange { connectedSince lostAt lastEventAt version }
`);
