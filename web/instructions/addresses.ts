/** Where instructions are read and written. */
export const instructionAddresses = {
  list: () => '/portal/instructions',
  one: (instructionId: string) => `/portal/instructions/${instructionId}`,
  create: () => '/portal/instructions/new',
};
