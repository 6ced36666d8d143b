export const contactsDe = {};
