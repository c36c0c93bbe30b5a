import { expect, test } from 'vitest'
import { MANAGEMENT_SCOPES } from '#domain/applications'
import { describeOperations, type Document } from '../../../test/contract/operations.ts'
import { startServer } from '../../../test/server.ts'
import { scopesOf, TEAM_ROLES, type TeamRole } from './index.ts'
import { FOR_ADMINS, FOR_OWNERS } from './roles.ts'

const server = await startServer()
const operations = describeOperations((await (await server.request('/api/openapi.json')).json()) as Document)
const SMALLER = TEAM_ROLES.filter((role) => role !== 'owner' && role !== 'admin')

test('the table of roles names only scopes that exist', () => {
  const named = [...TEAM_ROLES.flatMap((role) => [...scopesOf(role)]), ...FOR_ADMINS, ...FOR_OWNERS]
  expect(named.filter((scope) => !MANAGEMENT_SCOPES.includes(scope))).toEqual([])
})

test('every scope is placed: with a role below admin, or among those for admins or owners', () => {
  const below = new Set(SMALLER.flatMap((role) => [...scopesOf(role)]))
  const reserved = [...FOR_ADMINS, ...FOR_OWNERS]
  // Scopes of later features are placed with them.
  const used = new Set(operations.map(({ scope }) => scope))
  const unplaced = [...used].filter((scope) => !below.has(scope) && !reserved.includes(scope))
  const twice = reserved.filter((scope) => below.has(scope))
  expect([unplaced, twice]).toEqual([[], []])
})

test('a read-only member has no scope that changes anything', () => {
  expect([...scopesOf('read_only')].filter((scope) => !scope.startsWith('read:'))).toEqual([])
})

test('only owners have the scopes for owners, and only they and admins those for admins', () => {
  const holders = (scope: string) => TEAM_ROLES.filter((role) => scopesOf(role).has(scope))
  for (const scope of FOR_OWNERS) expect([scope, holders(scope)]).toEqual([scope, ['owner']])
  for (const scope of FOR_ADMINS) expect([scope, holders(scope)]).toEqual([scope, ['owner', 'admin']])
})

test('the guide lists every operation with the roles that may call it', async () => {
  const byScope = Map.groupBy(operations, ({ scope }) => scope)
  const rows = [...byScope]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([scope, all]) => {
      const names = all.map(({ id }) => id).toSorted()
      return [`\`${scope}\``, names.join(', '), holdersOf(scope)]
    })
  const installation = operations.filter(({ codes }) => codes.includes('CONTROL_ENVIRONMENT_ONLY')).map(({ id }) => id)
  const text = [
    '# What each role of a team may do',
    '',
    '<!-- Written by `npx vitest run src/domain/team/roles.test.ts -u` in `server/`. -->',
    '',
    `No role of a business calls ${installation.toSorted().join(', ')}: they act for owners of the installation, at the`,
    'environment of administrators. The exception is `deleteBusiness`, which an owner calls there for their own business.',
    '',
    tableOf(['scope', 'operations', 'roles'], rows),
    '',
  ]
  await expect(text.join('\n')).toMatchFileSnapshot('../../../../docs/guides/team-scopes.md')
})

function holdersOf(scope: string): string {
  const holders = TEAM_ROLES.filter((role) => scopesOf(role).has(scope))
  if (holders.length === TEAM_ROLES.length) return 'all'
  const missing = TEAM_ROLES.filter((role) => !holders.includes(role))
  return missing.length <= 2 ? `all but ${namesOf(missing)}` : namesOf(holders)
}

const namesOf = (roles: readonly TeamRole[]) => roles.map((role) => role.replace('_', ' ')).join(', ')

/** As Prettier writes it. */
function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((_name, at) => Math.max(...[head, ...rows].map((row) => row[at]?.length ?? 0)))
  const line = (cells: readonly string[]) => `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n')
}
