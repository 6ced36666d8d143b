/** How many of those offered were taken in time, as a whole percentage that is never more than they are: 79.6 % has not reached a target of 80 %. */
export const levelInPercent = ({ takenInTime, offered }: { takenInTime: number; offered: number }, language: string): string =>
  new Intl.NumberFormat(language, { style: 'percent' }).format(Math.floor((100 * takenInTime) / offered) / 100);
