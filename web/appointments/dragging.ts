import { useRef, useState, type PointerEvent } from 'react';
import type { Day } from '../ui/zoned-time.ts';

/** From where on a move of the pointer is meant as one. */
const MEANT_PX = 6;
const STEP_MINUTES = 15;

/** Where something is drawn while it is dragged: the day, and the minutes since its midnight. */
export interface Dragged { readonly id: string; readonly day: Day; readonly from: number }

/**
 * Lets entries of columns of days be dragged with a mouse or a pen; a finger scrolls. The hours of a column are from `first` on, in minutes. What is dropped stays
 * where it was dropped until `onDrop` is through.
 */
export function useDragging({ days, first, last, onDrop }: { days: readonly Day[]; first: number; last: number; onDrop: (place: Dragged) => Promise<void> }) {
  const columns = useRef<(HTMLElement | null)[]>([]);
  const [dragged, setDragged] = useState<Dragged | null>(null);
  const wasDragged = useRef(false);

  const start = (id: string, length: number, event: PointerEvent<HTMLElement>) => {
    wasDragged.current = false;
    if (event.button !== 0 || event.pointerType === 'touch' || dragged) return;
    const [x, y] = [event.clientX, event.clientY];
    const grabbed = y - event.currentTarget.getBoundingClientRect().top;
    let place: Dragged | null = null;
    const move = (moved: globalThis.PointerEvent) => {
      if (!place && Math.hypot(moved.clientX - x, moved.clientY - y) < MEANT_PX) return;
      const rooms = columns.current.slice(0, days.length).map(column => column!.getBoundingClientRect());
      const under = rooms.findIndex(({ right }) => moved.clientX < right);
      const column = under === -1 ? rooms.length - 1 : under;
      const { top, height } = rooms[column]!;
      const minutes = first + ((moved.clientY - grabbed - top) / height) * (last - first);
      place = { id, day: days[column]!, from: Math.max(first, Math.min(last - length, Math.round(minutes / STEP_MINUTES) * STEP_MINUTES)) };
      setDragged(place);
    };
    const end = () => {
      removeEventListener('pointermove', move);
      removeEventListener('pointerup', drop);
      removeEventListener('pointercancel', cancel);
      removeEventListener('keydown', escape);
    };
    const cancel = () => { end(); setDragged(null); };
    const drop = () => {
      end();
      if (!place) return;
      // The click that follows is the end of this.
      wasDragged.current = true;
      void onDrop(place).finally(() => setDragged(null));
    };
    const escape = ({ key }: KeyboardEvent) => { if (key === 'Escape') { wasDragged.current = place !== null; cancel(); } };
    addEventListener('pointermove', move);
    addEventListener('pointerup', drop);
    addEventListener('pointercancel', cancel);
    addEventListener('keydown', escape);
  };
  return {
    dragged,
    start,
    column: (place: number) => (element: HTMLElement | null) => { columns.current[place] = element; },
    /** Whether a click only ends a dragging. */
    endsDragging: () => wasDragged.current,
  };
}
