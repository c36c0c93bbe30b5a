import type { Context } from '#platform/context'
import { generateSigningKey } from './generate-signing-key.ts'
import { insertSigningKey } from './queries.ts'

type Dependencies = Pick<Context, 'db' | 'clock' | 'sealer'> & {
  readonly environment: Pick<Context['environment'], 'id'>
}

/** The first key of a new environment; it signs from now on. */
export async function createSigningKey({ db, clock, sealer }: Dependencies): Promise<void> {
  const now = clock()
  const key = await generateSigningKey(sealer)
  await insertSigningKey(db, { ...key, generation: 1, createdAt: now, activatesAt: now })
}
