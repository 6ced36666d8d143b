/** Where the customer's questions and answers are. */
export const faqAddresses = { list: () => '/portal/faqs' };
