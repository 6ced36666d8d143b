import type { TFunction } from 'i18next';
import { addDays, type Day } from '../ui/zoned-time.ts';
import { newHours, type InstructionValues } from './instruction-values.ts';
import { WEEKDAYS } from './weekly-hours.ts';

/** What instructions often begin with, by the name in the catalogue. */
export const TEMPLATES = ['office', 'vips', 'outside', 'night', 'closed'] as const;
export type TemplateId = (typeof TEMPLATES)[number];

export const isTemplate = (id: string): id is TemplateId => TEMPLATES.some(template => template === id);

/** What a template says beside what a new instruction begins with anyway; `t` is in the language of the customer's callers. */
export function templateValues(id: TemplateId, today: Day, t: TFunction<'spoken'>): Partial<InstructionValues> {
  const title = t(`templates.${id}.title`);
  switch (id) {
    case 'office': return { title, putThrough: 'ALL', hasHours: true, hours: [newHours()], exceptPublicHolidays: true };
    case 'vips': return { title, putThrough: 'VIP', message: t('templates.vips.message') };
    case 'outside': return { title, putThrough: 'NONE', message: t('templates.outside.message') };
    case 'night': return { title, putThrough: 'ALL', message: t('templates.night.message'), hasHours: true, hours: [{ ...newHours(), days: [...WEEKDAYS], from: '20:00', until: '07:00' }] };
    case 'closed': return {
      title, putThrough: 'NONE', message: t('templates.closed.message'), begins: 'at', fromDay: addDays(today, 1), fromTime: '00:00', ends: 'at', untilDay: addDays(today, 15), untilTime: '00:00',
    };
  }
}
