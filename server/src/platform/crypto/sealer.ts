import { createHmac, createSecretKey, randomBytes } from 'node:crypto'
import type { Db } from '#platform/db'
import type { MasterKey } from './master-key.ts'
import { findDataKey, insertDataKey } from './queries.ts'
import { deriveKey, openUnder, sealUnder } from './sealing.ts'

/** Seals and opens values of one environment. `purpose` is `table.column`, or `table.column:id` where the id is known. */
export interface Sealer {
  seal(purpose: string, plaintext: string): Buffer
  open(purpose: string, sealed: Uint8Array): string
  /** A keyed digest for secrets of little entropy, such as six-digit codes. */
  digest(purpose: string, secret: string): Buffer
}

/** Makes the data key of a new environment. Once, in the transaction that creates the environment. */
export async function createDataKey(db: Db, { masterKey, now }: { masterKey: MasterKey; now: Date }): Promise<void> {
  await insertDataKey(db, { wrapped: masterKey.wrap(randomBytes(32), db.environmentId), now })
}

export async function openSealer(db: Db, master: MasterKey): Promise<Sealer> {
  const key = master.unwrap(await findDataKey(db), db.environmentId)
  // Made once: handing over the bytes each time takes three times as long as sealing with them.
  const sealingKey = createSecretKey(key)
  const macKey = deriveKey(key, 'digest')
  const scoped = (purpose: string) => `${purpose}:${db.environmentId}`
  return {
    seal: (purpose, plaintext) => sealUnder(sealingKey, scoped(purpose), plaintext),
    open: (purpose, sealed) => openUnder(sealingKey, scoped(purpose), sealed),
    digest: (purpose, secret) =>
      createHmac('sha256', macKey)
        .update(`${scoped(purpose)}\0${secret}`)
        .digest(),
  }
}
