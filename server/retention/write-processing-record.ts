import { writeFileSync } from 'node:fs';
import { processingRecord } from './processing-record.ts';

writeFileSync(process.argv[2] as string, processingRecord());
