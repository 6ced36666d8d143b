import { listenForPush, type PushWorker } from './notifications/push-worker.ts';

listenForPush(self as unknown as PushWorker);
