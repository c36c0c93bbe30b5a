// The picture of who may import whom (docs/map.md), enforced. Groups: $1 is the layer, $2 the concept of the importer.
const SOURCE = '^server/src/'
const TEST = '\\.test\\.tsx?$'
const CONCEPT = '^server/src/(platform|domain|flows)/([^/]+)/'

/** The places that may write SQL beside the `queries.ts` and `views.ts` of domain and flows. */
const PLATFORM_QUERIES = '^server/src/platform/(jobs|outbox|rate-limits|crypto|mail)/queries\\.ts$'

/** The worker and the composition pass the pool on; its type is all that they see of it. */
const MAY_HOLD_A_CONNECTION = ['^server/src/platform/(db|jobs)/', '^server/src/services\\.ts$']

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })

export default {
  forbidden: [
    forbid('no-cycles', 'A cycle has no first file to read.', {}, { circular: true }),
    forbid('nothing-unresolved', 'What is not found is not checked.', {}, { couldNotResolve: true }),
    forbid(
      'platform-knows-nothing',
      'platform/ could serve any product.',
      { path: '^server/src/platform/', pathNot: TEST },
      { path: '^server/src/(domain/|flows/|[^/]+\\.tsx?$)' },
    ),
    forbid(
      'domain-does-not-look-up',
      'Nouns know nothing of the conversations about them.',
      { path: '^server/src/domain/', pathNot: TEST },
      { path: '^server/src/(flows/|[^/]+\\.tsx?$)' },
    ),
    forbid(
      'front-door-only',
      'Another concept is entered through its index.ts.',
      { path: CONCEPT, pathNot: TEST },
      { path: CONCEPT, pathNot: ['^server/src/$1/$2/', '^server/src/(platform|domain|flows)/[^/]+/index\\.tsx?$'] },
    ),
    forbid(
      'second-door-for-the-route-table',
      'Routes are opened by app.ts, jobs by worker.ts, the rest of the composition uses front doors.',
      { path: '^server/src/[^/]+\\.tsx?$', pathNot: TEST },
      { path: CONCEPT, pathNot: ['/index\\.tsx?$', '/routes\\.tsx?$', '/jobs\\.ts$'] },
    ),
    forbid(
      'routes-only-from-the-route-table',
      'Routes are opened by app.ts and by the routes of their own concept.',
      { path: SOURCE, pathNot: [TEST, '^server/src/app\\.tsx?$', '/routes\\.tsx?$'] },
      { path: '^server/src/(domain|flows)/.+/routes\\.tsx?$' },
    ),
    forbid(
      'jobs-only-from-the-job-table',
      'Jobs are opened by worker.ts.',
      { path: SOURCE, pathNot: [TEST, '^server/src/worker\\.ts$'] },
      { path: '^server/src/(domain|flows)/.+/jobs\\.ts$' },
    ),
    forbid(
      'http-at-the-edge',
      'Concepts speak of requests only in routes and pages.',
      {
        path: SOURCE,
        pathNot: [
          TEST,
          '/routes\\.tsx?$',
          '/pages/',
          '^server/src/platform/http/',
          '^server/src/(app|listener|health)\\.tsx?$',
        ],
      },
      { path: 'node_modules/(hono|@hono/zod-openapi)/' },
    ),
    forbid(
      'one-listener',
      'Only the composition listens; platform/http knows the types.',
      { path: SOURCE, pathNot: [TEST, '^server/src/(main|listener)\\.ts$', '^server/src/platform/http/'] },
      { path: 'node_modules/@hono/node-server/' },
    ),
    forbid(
      'sql-in-queries',
      'A table is written in one place.',
      {
        path: SOURCE,
        pathNot: [
          TEST,
          '^server/src/(domain|flows)/.+/(queries|views)\\.ts$',
          ...MAY_HOLD_A_CONNECTION,
          PLATFORM_QUERIES,
        ],
      },
      { path: 'node_modules/(kysely|pg)/' },
    ),
    forbid(
      'crypto-in-one-place',
      // platform/db digests the text of statements and migrations, which are no secrets.
      'Cryptography is reviewed, so it lives where reviewers look.',
      { path: SOURCE, pathNot: [TEST, '^server/src/platform/(crypto|ids|db)/', '^server/src/domain/signing-keys/'] },
      { path: '^(node:)?crypto$|node_modules/(jose|@node-rs/argon2)/' },
    ),
    forbid(
      'clients-see-the-api',
      'Console and portal speak to the server over HTTP only.',
      { path: '^(console|portal|ui|api-client)/' },
      { path: '^server/' },
    ),
    forbid(
      'ui-stands-alone',
      'Primitives know no screen.',
      { path: '^ui/' },
      { path: '^(console|portal|api-client)/' },
    ),
    forbid(
      'ui-knows-no-router',
      'Addresses come into a primitive as values.',
      { path: '^ui/' },
      { path: 'node_modules/@tanstack/' },
    ),
    forbid(
      'console-concepts-have-a-front-door',
      'A concept of the console is entered through its index.ts; the shell is open to all.',
      { path: '^console/src/([^/]+)/' },
      { path: '^console/src/(?!shell/)([^/]+)/', pathNot: ['^console/src/$1/', '/index\\.tsx?$'] },
    ),
    forbid(
      'queries-through-the-shell',
      'One place knows where the API answers and what each request carries.',
      { path: '^console/src/', pathNot: '^console/src/shell/' },
      { path: '^api-client/src/queries\\.ts$' },
    ),
    forbid(
      'the-api-client-stands-alone',
      'It is generated.',
      { path: '^api-client/' },
      { path: '^(console|portal|ui)/' },
    ),
    forbid(
      'not-to-test',
      'Source never imports tests.',
      { path: SOURCE, pathNot: TEST },
      { path: `${TEST}|^server/test/` },
    ),
  ],
  options: {
    // Types are imports too: a cycle of types is a cycle for the reader.
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      conditionNames: ['source', 'import', 'node', 'default', 'types'],
      exportsFields: ['exports'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.d.ts'],
    },
  },
}
