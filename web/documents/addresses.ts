/** Where the customer's documents are. */
export const documentAddresses = { list: () => '/portal/documents' };
