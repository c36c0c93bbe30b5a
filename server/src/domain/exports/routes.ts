import type { Context } from '#platform/context'
import { endpoint, Lines, type Actor } from '#platform/http'
import { apiAuthor, recordEvent } from '#platform/outbox'
import { exportOrganizations, exportUsers } from './export-lines.ts'

const NDJSON = 'application/x-ndjson'

/** Before anything leaves. */
async function recordExport(ctx: Context, actor: Actor, what: 'users' | 'organizations'): Promise<void> {
  const event = { type: `${what}.exported`, occurredAt: ctx.clock(), ...apiAuthor(actor), payload: {} }
  await recordEvent(ctx.db, ctx.environment.id, event)
}

const users = endpoint({
  method: 'get',
  path: '/api/v1/exports/users',
  operationId: 'exportUsers',
  tag: 'Exports',
  summary: 'Export users',
  description: 'All of them, a line of JSON each, without passwords.',
  scope: 'read:users',
  download: NDJSON,
  answers: [200, Lines],
  async handle(ctx, { actor }) {
    await recordExport(ctx, actor, 'users')
    return exportUsers(ctx)
  },
})

const organizations = endpoint({
  method: 'get',
  path: '/api/v1/exports/organizations',
  operationId: 'exportOrganizations',
  tag: 'Exports',
  summary: 'Export organizations',
  description: 'All of them, a line of JSON each.',
  scope: 'read:organizations',
  download: NDJSON,
  answers: [200, Lines],
  async handle(ctx, { actor }) {
    await recordExport(ctx, actor, 'organizations')
    return exportOrganizations(ctx)
  },
})

export const exportRoutes = [users, organizations]
