/**
 * The PostgreSQL that comes with Gatehouse, and its supervisor.
 *
 * Owns, inside the data directory: `postgres/` (the cluster), `postgres-password`, `socket/`, `server.lock`, and where a
 * path forces it `socket-directory` and `postgres-location` (one line each: where those lie instead).
 *
 * Invariants: PostgreSQL never runs as root; it listens on a Unix socket that only its user can enter, never on TCP;
 * fsync is on; at most one server uses a data directory, held by a lock of the kernel that dies with the process;
 * a cluster appears under its name only when it is complete, so that a kill at any moment leaves a start that works.
 *
 * Refuses to upgrade a cluster of another major version, to touch a process that is not this cluster's, and to guess:
 * what cannot be solved becomes a StartupProblem of one sentence.
 */
export {
  startEmbeddedDatabase,
  type EmbeddedDatabase,
  type EmbeddedDatabaseOptions,
} from './start-embedded-database.ts'
export { useEmbeddedDatabase } from './use-embedded-database.ts'
