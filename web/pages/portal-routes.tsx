import type { RouteObject } from 'react-router';

/** The pages below /portal, for people of a customer. */
export const portalRoutes: RouteObject[] = [];
