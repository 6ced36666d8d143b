import { createContext, use } from 'react';
import type { PortalFrameQuery } from '../graphql/generated/graphql.ts';

/** The company whose portal this is. */
export type PortalCustomer = NonNullable<PortalFrameQuery['customer']>;

export const PortalCustomerContext = createContext<PortalCustomer | null>(null);

/** The company whose portal this is; for pages below the portal's frame. */
export function usePortalCustomer(): PortalCustomer {
  const customer = use(PortalCustomerContext);
  if (!customer) throw new Error('usePortalCustomer needs the portal around it');
  return customer;
}
