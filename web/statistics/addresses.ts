/** Where the figures of calls are; for secretaries their own. */
export const statisticsAddress = (): string => '/desk/statistics';
