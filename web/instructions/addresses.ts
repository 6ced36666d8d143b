/** Where instructions are read and written. */
export const instructionAddresses = {
  list: () => '/portal/instructions',
  one: (instructionId: string) => `/portal/instructions/${instructionId}`,
  create: () => '/portal/instructions/new',
  createLike: (template: string) => `/portal/instructions/new?${new URLSearchParams({ template })}`,
  whatIf: () => '/portal/instructions/what-if',
  presets: () => '/portal/instructions/presets',
};
