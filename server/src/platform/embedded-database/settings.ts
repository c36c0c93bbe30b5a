import { totalmem } from 'node:os'
import { PORT } from './socket-directory.ts'

const MEBIBYTE = 1024 ** 2
const BUFFERS = { leastMb: 64, mostMb: 2048, shareOfMemory: 1 / 16 }

/**
 * Returns the settings of the embedded PostgreSQL. They are on the command line at each start, so that a new release
 * brings its own and no edit in the cluster can open a port.
 *
 * Sized for one machine: measured 85 MB resident at rest, all processes together, and 20 ms from start to ready.
 */
export function settingsFor(
  socketDirectory: string,
  major: string,
  overrides: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return {
    shared_buffers: `${String(sharedBuffersMb())}MB`,
    max_connections: '100',
    // Dedicated I/O workers cost three processes and gain nothing for point reads on a local disk. The setting exists
    // from 18.
    ...(Number(major) >= 18 ? { io_method: 'sync' } : {}),
    max_wal_size: '512MB',
    wal_buffers: '4MB',
    max_wal_senders: '0',
    max_logical_replication_workers: '0',
    max_parallel_workers_per_gather: '0',
    jit: 'off',
    // A wait for a lock that lasts this long looks for a deadlock. One second, the default, is longer than a page may take.
    deadlock_timeout: '100ms',
    // A plan that was made while a table was empty may walk all rows of an environment by the wrong index, and is kept until
    // the table is analysed. A minute, the default, is long enough for thousands to sign up.
    autovacuum_naptime: '5s',
    timezone: 'UTC',
    // A backend in a long query notices that its client is gone, so that no query outlives a killed server for long.
    client_connection_check_interval: '2s',
    // The caller reports errors of statements; here they would repeat personal data of the statements.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_checkpoints: 'off',
    log_timezone: 'UTC',
    log_line_prefix: '',
    ...overrides,
    listen_addresses: '',
    port: String(PORT),
    // A list with commas between; a quoted path may contain any character.
    unix_socket_directories: `"${socketDirectory.replaceAll('"', '""')}"`,
    unix_socket_permissions: '0700',
  }
}

/**
 * PostgreSQL reads a page in its buffers without a system call. Small buffers would cost a large directory one call per
 * page. The memory is only used as the buffers fill.
 */
function sharedBuffersMb(): number {
  const { leastMb, mostMb, shareOfMemory } = BUFFERS
  // In a container this is the container's memory; 0 where there is no limit.
  const memory = Math.min(totalmem(), process.constrainedMemory() || Infinity)
  return Math.round(Math.min(mostMb, Math.max(leastMb, (memory * shareOfMemory) / MEBIBYTE)))
}
