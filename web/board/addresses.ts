/** Where the wall board is. */
export const boardAddress = (): string => '/desk/board';
