export const deskDe = {};
