/** Seconds as a desk reads them: 0:07, 12:40, 1:02:03. */
export function formatDuration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const two = (n: number) => String(n).padStart(2, '0');
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor(whole / 60) % 60;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

/** Whole seconds between an instant of the API and now. */
export const secondsSince = (at: string, now: number): number => Math.max(0, (now - Date.parse(at)) / 1000);

/** The desk's English is a European one: 14:05, not 2:05 PM. */
const regional = (language: string): string => (language === 'en' ? 'en-GB' : language);

/** 14:05 in the viewer's own zone. */
export const formatTime = (at: string | Date, language: string): string =>
  new Intl.DateTimeFormat(regional(language), { hour: '2-digit', minute: '2-digit' }).format(new Date(at));

/** 3. September 2025 in the viewer's own zone. */
export const formatDay = (at: Date, language: string): string => new Intl.DateTimeFormat(regional(language), { dateStyle: 'long' }).format(at);

/** The time alone for today, else the day too: 14:05 · 3. Sept., 14:05 · 3. Sept. 2025, 14:05. */
export function formatMoment(at: string, language: string, now: Date = new Date()): string {
  const date = new Date(at);
  if (date.toDateString() === now.toDateString()) return formatTime(date, language);
  return new Intl.DateTimeFormat(regional(language), {
    day: 'numeric', month: 'short', ...(date.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' }), hour: '2-digit', minute: '2-digit',
  }).format(date);
}
