import { useTranslation } from 'react-i18next';
import { readFragment, type FragmentType } from '../graphql/generated/index.ts';
import { useMinute } from '../ui/minute.ts';
import { formatDuration } from '../ui/times.ts';
import { VoicePlayer } from '../ui/voice-player.tsx';
import { momentInWords } from '../ui/zoned-time.ts';
import { CallDetail_call } from './call-detail.ts';
import classes from './history.module.css';

/** What the caller said when nobody was free, to listen to; nothing when they said nothing. */
export function VoiceMessageCard({ call: masked, timeZone }: { call: FragmentType<typeof CallDetail_call>; timeZone: string }) {
  const { t, i18n } = useTranslation('history');
  const now = useMinute();
  const { voiceMessage } = readFragment(CallDetail_call, masked);
  if (!voiceMessage) return null;
  return (
    <section className={classes.card} aria-labelledby="voice-title">
      <h2 id="voice-title" className={classes.cardTitle}>{t('voice.title')}</h2>
      <VoicePlayer
        path={voiceMessage.path} failed={t('voice.failed')}
        label={t('voice.label', { time: momentInWords(voiceMessage.recordedAt, timeZone, i18n.language, now), length: formatDuration(voiceMessage.seconds) })}
      />
    </section>
  );
}
