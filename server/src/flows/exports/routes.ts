import type { Context } from '#platform/context'
import { endpoint, Lines, type Actor } from '#platform/http'
import { apiAuthor } from '#platform/outbox'
import { readApplication } from '#domain/applications'
import { exportOrganizations, exportUsers } from '#domain/exports'
import { announceExport } from './announce-export.ts'

const NDJSON = 'application/x-ndjson'

/** Announces an export by the name of the application; one that is being deleted still has its id. */
async function announce(ctx: Context, what: 'users' | 'organizations', actor: Actor): Promise<void> {
  const application = actor.email ?? (await readApplication(ctx, actor.id))?.name ?? actor.id
  await announceExport(ctx, { what, author: apiAuthor(actor), application })
}

const users = endpoint({
  method: 'get',
  path: '/api/v1/exports/users',
  operationId: 'exportUsers',
  tag: 'Exports',
  summary: 'Export users',
  description:
    'All of them, a line of JSON each, without passwords, ten times an hour at most. The owners of the ' +
    'installation are told by mail first.',
  scope: 'read:users',
  download: NDJSON,
  answers: [200, Lines],
  errors: { 429: ['TOO_MANY_EXPORTS'] },
  async handle(ctx, { actor }) {
    await announce(ctx, 'users', actor)
    return exportUsers(ctx)
  },
})

const organizations = endpoint({
  method: 'get',
  path: '/api/v1/exports/organizations',
  operationId: 'exportOrganizations',
  tag: 'Exports',
  summary: 'Export organizations',
  description:
    'All of them, a line of JSON each, ten times an hour at most. The owners of the installation are told by mail first.',
  scope: 'read:organizations',
  download: NDJSON,
  answers: [200, Lines],
  errors: { 429: ['TOO_MANY_EXPORTS'] },
  async handle(ctx, { actor }) {
    await announce(ctx, 'organizations', actor)
    return exportOrganizations(ctx)
  },
})

export const exportRoutes = [users, organizations]
