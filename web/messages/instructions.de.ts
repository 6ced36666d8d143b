export const instructionsDe = {};
