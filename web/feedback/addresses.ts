/** Where secretaries read what customers think of their notes. */
export const feedbackAddress = () => '/desk/feedback';
