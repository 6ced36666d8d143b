import { useEffect } from 'react';

/** Whether this browser may show notifications. */
export const notificationPermission = (): NotificationPermission | 'missing' => (typeof Notification === 'undefined' ? 'missing' : Notification.permission);

/** Shows a notification while the tab is hidden; a click brings the desk back. */
export function notifyHidden(callId: string, title: string, body: string): void {
  if (!document.hidden || notificationPermission() !== 'granted') return;
  // The customer's name alone: the caller's does not belong on a locked screen.
  const notification = new Notification(title, { body, tag: callId, icon: '/favicon.svg' });
  notification.onclick = () => { focus(); notification.close(); };
}

const PLAIN = '/favicon.svg';

/** Puts the number of waiting calls on the tab's icon. */
export function useFaviconBadge(waiting: number): void {
  useEffect(() => {
    const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    if (!link) return;
    if (waiting === 0) { link.type = 'image/svg+xml'; link.href = PLAIN; return; }
    const text = waiting > 9 ? '9+' : String(waiting);
    const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 64 });
    const draw = canvas.getContext('2d');
    if (!draw) return;
    draw.fillStyle = '#0c6172';
    draw.beginPath(); draw.roundRect(0, 0, 64, 64, 14); draw.fill();
    draw.fillStyle = '#ffffff';
    draw.font = `700 ${text.length > 1 ? 38 : 46}px "Inter Variable", sans-serif`;
    draw.textAlign = 'center';
    draw.textBaseline = 'middle';
    draw.fillText(text, 32, 35);
    link.type = 'image/png';
    link.href = canvas.toDataURL('image/png');
    return () => { link.type = 'image/svg+xml'; link.href = PLAIN; };
  }, [waiting]);
}
