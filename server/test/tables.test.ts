import { expect, test } from 'vitest'
import { startServer } from './server.ts'
import { describeTables } from './table-types.ts'
import { withClient } from './connection.ts'

const server = await startServer()

test('the generated table types are those of the migrated schema', async () => {
  const described = await withClient(server.connectionString, describeTables)
  await expect(described).toMatchFileSnapshot('../src/platform/db/tables.generated.ts')
})
