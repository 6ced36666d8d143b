import { useEffect, useRef, type ReactNode } from 'react';
import { watchLevel } from './level.ts';
import classes from './phone.module.css';

const STEPS = 10;

/** How loud a stream is. It moves without being read out: a screen reader's user asks for it. */
export function LevelMeter({ stream, label, icon }: { stream: MediaStream | null; label: string; icon: ReactNode }) {
  const meter = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const show = (level: number) => {
      meter.current?.style.setProperty('--level', level.toFixed(2));
      meter.current?.setAttribute('aria-valuenow', String((Math.round(level * STEPS) * 100) / STEPS));
    };
    show(0);
    return stream ? watchLevel(stream, show) : undefined;
  }, [stream]);
  return (
    <div className={classes.level} title={label}>
      {icon}
      <div ref={meter} role="meter" aria-label={label} aria-valuemin={0} aria-valuemax={100} aria-valuenow={0} className={classes.bar} />
    </div>
  );
}
