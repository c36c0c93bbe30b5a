import { expect, test } from 'vitest'
import { startServer } from '../test/server.ts'

test('another master key than the one the database was made with stops the start with one sentence', async () => {
  const settings = { GATEHOUSE_MASTER_KEY: Buffer.alloc(32, 9).toString('base64') }
  await expect(startServer({ settings })).rejects.toThrow('GATEHOUSE_MASTER_KEY is not the key')
})
