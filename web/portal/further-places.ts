import { IconCalendar, IconChecklist, IconFiles, IconHelpHexagon } from '@tabler/icons-react';

/** What stands in the navigation only where there is room, and at the end of the start page where there is not. */
export const FURTHER_PLACES = [
  { place: 'appointments', Icon: IconCalendar },
  { place: 'tasks', Icon: IconChecklist },
  { place: 'documents', Icon: IconFiles },
  { place: 'faqs', Icon: IconHelpHexagon },
] as const;
