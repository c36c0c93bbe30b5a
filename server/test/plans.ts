import { Kysely, PostgresDialect, type CompiledQuery } from 'kysely'
import pg from 'pg'
import { afterAll } from 'vitest'
import type { Db, Tables } from '#platform/db'
import type { TestServer } from './server.ts'

interface PlanNode {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly Plans?: readonly PlanNode[]
}

export interface Planner {
  readonly db: Db
  /** The tables that what `work` reads would be read from one end to the other. */
  scannedBy(work: () => Promise<unknown>): Promise<string[]>
}

/** As the role of request work in one environment: its plans are those of a request, row-level security included. */
export async function openPlanner(server: TestServer, environmentId: string, businessId: string): Promise<Planner> {
  const pool = new pg.Pool({ connectionString: server.connectionString, max: 1 })
  pool.on('connect', (client) => {
    void client.query(`set role gatehouse_app; set gatehouse.environment_id = '${environmentId}';
      set gatehouse.business_id = '${businessId}'`)
  })
  const asked: CompiledQuery[] = []
  const db: Db = new Kysely<Tables>({
    dialect: new PostgresDialect({ pool }),
    log: ({ query }) => {
      asked.push(query)
    },
  })
  afterAll(() => db.destroy())
  return {
    db,
    async scannedBy(work) {
      asked.length = 0
      await work()
      const scanned: string[] = []
      for (const { sql, parameters } of asked.splice(0)) {
        const { rows } = await pool.query(`explain (format json) ${sql}`, [...parameters])
        scanned.push(
          ...scans((rows[0] as { 'QUERY PLAN': { Plan: PlanNode }[] })['QUERY PLAN'].map(({ Plan }) => Plan)),
        )
      }
      return scanned
    },
  }
}

function scans(nodes: readonly PlanNode[]): string[] {
  return nodes.flatMap((node) => [
    ...(node['Node Type'] === 'Seq Scan' ? [node['Relation Name'] ?? ''] : []),
    ...scans(node.Plans ?? []),
  ])
}
