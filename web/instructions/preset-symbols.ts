import { IconBeach, IconCalendarEvent, IconCar, IconHome, IconMoonStars, IconPhoneCheck, IconTemperaturePlus, IconToolsKitchen2, IconUsersGroup } from '@tabler/icons-react';
import type { PresetSymbol } from '../graphql/generated/graphql.ts';

/** What is drawn beside a preset. */
export const PRESET_SYMBOLS = {
  MEETING: IconUsersGroup, LUNCH: IconToolsKitchen2, APPOINTMENT: IconCalendarEvent, CLOSING: IconMoonStars, HOLIDAY: IconBeach, REACHABLE: IconPhoneCheck, TRAVEL: IconCar, HOME: IconHome, ILLNESS: IconTemperaturePlus,
} as const satisfies Record<PresetSymbol, unknown>;
