/** Where the supervisors set up telephony. */
export const telephonyAddress = (tab?: 'systems' | 'calls' | 'phones' | 'preferences'): string => (tab ? `/desk/telephony?tab=${tab}` : '/desk/telephony');
