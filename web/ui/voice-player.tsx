import { IconMicrophone } from '@tabler/icons-react';
import { useState } from 'react';
import classes from './voice-player.module.css';

/** Plays a recording; nothing of it is fetched before it is asked for. `failed` is said when it cannot be played. */
export function VoicePlayer({ path, label, failed }: { path: string; label: string; failed: string }) {
  const [isBroken, setBroken] = useState(false);
  return (
    <figure className={classes.voice}>
      <figcaption className={classes.label}><IconMicrophone size={15} aria-hidden /> {label}</figcaption>
      <audio className={classes.player} controls preload="none" src={path} aria-label={label} onError={() => setBroken(true)} onPlaying={() => setBroken(false)} />
      <p role="status" className={classes.failed}>{isBroken && failed}</p>
    </figure>
  );
}
