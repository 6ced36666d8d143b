/** Where supervisors answer for what is stored. */
export const deskPrivacyAddress = (): string => '/desk/privacy';
