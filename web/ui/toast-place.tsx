import { Notifications } from '@mantine/notifications';

/** Where toasts appear; one that comes before it is there waits. */
export const ToastPlace = () => <Notifications position="top-center" limit={4} containerWidth={420} />;
