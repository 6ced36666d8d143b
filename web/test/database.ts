import { readFileSync } from 'node:fs';
import path from 'node:path';
import { clusterFolderOf, SUPERUSER } from '../../server/database/local-cluster.ts';
import { type OpenSql, openSql } from '../../server/database/sql.ts';
import { sqlPoolConfig } from '../../server/orm.ts';

/** The database of the service that runs, for what no page can make yet. */
export function openDatabase(dataFolder: string): OpenSql {
  const host = readFileSync(path.join(clusterFolderOf(dataFolder), 'postmaster.pid'), 'utf8').split('\n')[4] ?? '';
  return openSql({ ...sqlPoolConfig({ host, user: SUPERUSER, database: 'vorzimmer' }), max: 2 }, error => { throw error; });
}
