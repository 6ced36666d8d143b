/** The states of a channel that matter here; there are more. */
export type AriChannelState = 'Down' | 'Ring' | 'Ringing' | 'Up' | 'Rsrvd' | 'OffHook' | 'Dialing' | 'Busy' | 'Dialing Offhook' | 'Pre-ring' | 'Unknown';

/** One leg of a call in Asterisk. */
export interface AriChannel {
  id: string;
  /** Technology and endpoint, such as PJSIP/trunk-0000001a. */
  name: string;
  state: AriChannelState;
  caller: { name: string; number: string };
  /** Where in the dialplan it is; of one in an application, `app_data` are the application's name and arguments. */
  dialplan: { context: string; exten: string; app_name: string; app_data: string };
  creationtime: string;
}

/** Channels that hear each other. */
export interface AriBridge {
  id: string;
  channels: string[];
}

interface AriEventBase {
  timestamp: string;
}

/** The events that are acted on, with what is read of them. Others come, too, and are passed over. */
export type AriEvent = AriEventBase &
  (
    | { type: 'StasisStart'; args: string[]; channel: AriChannel }
    | { type: 'StasisEnd'; channel: AriChannel }
    | { type: 'ChannelDestroyed'; channel: AriChannel; cause: number; cause_txt: string; tech_cause?: number }
    | { type: 'ChannelHangupRequest'; channel: AriChannel; cause?: number; soft?: boolean }
    | { type: 'ChannelStateChange'; channel: AriChannel }
    | { type: 'Dial'; peer: AriChannel; dialstatus: string }
    | { type: 'ChannelDtmfReceived'; channel: AriChannel; digit: string }
    | { type: 'PlaybackFinished'; playback: { id: string; target_uri: string; media_uri: string; state: string } }
    | { type: 'RecordingFinished'; recording: AriRecording }
    | { type: 'RecordingFailed'; recording: AriRecording }
    | { type: 'ApplicationReplaced' }
  );

/** A recording; `duration` in seconds. */
export interface AriRecording { name: string; target_uri: string; duration?: number; cause?: string }
