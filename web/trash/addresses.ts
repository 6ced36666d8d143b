/** Where the trash is. */
export const trashAddress = () => '/portal/trash';
