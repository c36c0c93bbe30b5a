import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { startServer } from './server.ts'
import { describeTables } from './table-types.ts'
import { withClient } from './connection.ts'

const server = await startServer()

test('the generated table types are those of the migrated schema', async () => {
  const file = join(import.meta.dirname, '../src/platform/db/tables.generated.ts')
  const described = await withClient(server.connectionString, describeTables)
  expect(readFileSync(file, 'utf8')).toBe(described)
})
