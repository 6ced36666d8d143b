/** Where the customer's tasks are. */
export const taskAddresses = {
  list: () => '/portal/tasks',
  create: () => '/portal/tasks/new',
  ofCall: (callId: string) => `/portal/tasks/new?call=${callId}`,
  one: (taskId: string) => `/portal/tasks/${taskId}`,
};
