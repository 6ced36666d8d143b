/** Where supervisors read what people say about the app. */
export const appFeedbackAddress = (): string => '/desk/app-feedback';
