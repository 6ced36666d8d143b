/** The parts of the page of one customer. */
export const CUSTOMER_TABS = ['data', 'lines', 'people', 'acting', 'privacy'] as const;
export type CustomerTab = (typeof CUSTOMER_TABS)[number];

/** Where supervisors manage whom the service works for, and who works for it. */
export const manageAddresses = {
  customers: () => '/desk/manage',
  newCustomer: () => '/desk/manage/new',
  customer: (id: string, tab?: CustomerTab) => (tab && tab !== 'data' ? `/desk/manage/customers/${id}?tab=${tab}` : `/desk/manage/customers/${id}`),
  newInstruction: (customerId: string) => `/desk/manage/customers/${customerId}/instructions/new`,
  instruction: (customerId: string, instructionId: string) => `/desk/manage/customers/${customerId}/instructions/${instructionId}`,
  team: () => '/desk/manage/team',
};
