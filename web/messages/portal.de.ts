export const portalDe = {};
