import { PostgresDialect, type CompiledQuery } from 'kysely'
import pg from 'pg'
import { afterAll } from 'vitest'
import { EnvironmentKysely, type Db } from '#platform/db'
import type { TestServer } from './server.ts'

interface PlanNode {
  readonly 'Node Type': string
  readonly 'Relation Name'?: string
  readonly 'Rows Removed by Filter'?: number
  readonly 'Index Cond'?: string
  readonly 'Actual Loops'?: number
  readonly Plans?: readonly PlanNode[]
}

export interface Planner {
  readonly db: Db
  /** Returns the tables that the statements of `work` would read from one end to the other. */
  scannedBy(work: () => Promise<unknown>): Promise<string[]>
  /**
   * Returns the tables that a statement with one plan for all values would read from one end to the other, whole or per
   * environment.
   */
  scannedInGeneralBy(text: string): Promise<string[]>
  /** Returns the number of rows that the statements of `work` would read and discard. */
  readInVainBy(work: () => Promise<unknown>): Promise<number>
}

/** Plans are made as the role of request work in one environment, row-level security included. */
export async function openPlanner(server: TestServer, environmentId: string, businessId: string): Promise<Planner> {
  const pool = new pg.Pool({ connectionString: server.connectionString, max: 1 })
  // The database is dropped while the pool is still closing.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => {
    client.on('error', () => undefined)
    void client.query(`set role gatehouse_app; set gatehouse.environment_id = '${environmentId}';
      set gatehouse.business_id = '${businessId}'`)
  })
  const asked: CompiledQuery[] = []
  const log = ({ query }: { query: CompiledQuery }) => {
    asked.push(query)
  }
  const db = new EnvironmentKysely({ dialect: new PostgresDialect({ pool }), log }, environmentId)
  afterAll(() => db.destroy())
  async function plansOf(work: () => Promise<unknown>, options: string): Promise<PlanNode[]> {
    asked.length = 0
    await work()
    const plans: PlanNode[] = []
    for (const { sql, parameters } of asked.splice(0)) {
      const { rows } = await pool.query(`explain (${options}) ${sql}`, [...parameters])
      plans.push(...(rows[0] as { 'QUERY PLAN': { Plan: PlanNode }[] })['QUERY PLAN'].map(({ Plan }) => Plan))
    }
    return plans
  }
  return {
    db,
    scannedInGeneralBy: async (text) => {
      const { rows } = await pool.query(`explain (generic_plan, format json) ${text}`)
      const plans = (rows[0] as { 'QUERY PLAN': { Plan: PlanNode }[] })['QUERY PLAN'].map(({ Plan }) => Plan)
      return [...scans(plans), ...wholeEnvironments(plans)]
    },
    scannedBy: async (work) => scans(await plansOf(work, 'format json')),
    readInVainBy: async (work) => inVain(await plansOf(work, 'analyze, format json')),
  }
}

function inVain(nodes: readonly PlanNode[]): number {
  return nodes.reduce((sum, node) => {
    const { 'Rows Removed by Filter': removed = 0, 'Actual Loops': loops = 1, Plans = [] } = node
    return sum + removed * loops + inVain(Plans)
  }, 0)
}

function wholeEnvironments(nodes: readonly PlanNode[]): string[] {
  return nodes.flatMap((node) => [
    ...(/^\(environment_id = [^=]*\)$/.test(node['Index Cond'] ?? '') ? [node['Relation Name'] ?? ''] : []),
    ...wholeEnvironments(node.Plans ?? []),
  ])
}

function scans(nodes: readonly PlanNode[]): string[] {
  return nodes.flatMap((node) => [
    ...(node['Node Type'] === 'Seq Scan' ? [node['Relation Name'] ?? ''] : []),
    ...scans(node.Plans ?? []),
  ])
}
