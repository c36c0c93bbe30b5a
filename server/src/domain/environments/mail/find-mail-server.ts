import type { Services } from '#platform/context'
import { sha256Hex, type Sealer } from '#platform/crypto'
import type { MailServer } from '#platform/smtp'
import { draftOf, serverOf } from './mail-settings.ts'
import { findMailSettings } from './queries.ts'

const UNCHANGED = { said: {}, unsaid: [] }

export interface FoundMailServer {
  readonly server: MailServer
  /** Names exactly these settings: with another password it is another server. */
  readonly key: string
}

/** The mail server that an environment uses now, as its settings say; undefined where it has none of its own. */
export async function findMailServer(
  { database }: Pick<Services, 'database'>,
  environmentId: string,
  sealer: Sealer,
): Promise<FoundMailServer | undefined> {
  const stored = await findMailSettings(database.system, environmentId)
  const server = stored && serverOf(draftOf(sealer, stored, UNCHANGED))
  return server && { server, key: sha256Hex(JSON.stringify([environmentId, server])) }
}
