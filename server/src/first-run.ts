import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from '#platform/clock'
import type { Config } from '#platform/config'
import type { MasterKey } from '#platform/crypto'
import { enterEnvironment, type Db } from '#platform/db'
import { createSetupLink } from '#domain/administrators'
import { createApplication, MANAGEMENT_SCOPES } from '#domain/applications'
import type { SeededInstallation } from '#domain/environments'

/** What scripts and tests need to begin with; the same values as are printed. */
export interface FirstRun {
  readonly issuer: string
  readonly environment: string
  readonly console_url: string
  readonly setup_url: string
  readonly inbox_url: string
  readonly inbox_token: string
  readonly management: {
    readonly client_id: string
    readonly client_secret: string
    readonly audience: string
    readonly token_endpoint: string
  }
}

interface FirstRunContext {
  readonly db: Db
  readonly clock: Clock
  readonly masterKey: MasterKey
}

/** The secret parts of these two are derived, so that every process and every start knows them without storing them. */
export const setupToken = (masterKey: MasterKey) => masterKey.secretFor('setup link')
export const inboxToken = (masterKey: MasterKey) => masterKey.secretFor('inbox')

/**
 * Creates what a first start hands over: the one-time setup link and the machine-to-machine application for the
 * Management API; and writes `first-run.json` (mode 0600) before the transaction is committed. A server killed in between
 * seeds anew and writes it again, so no secret can get lost.
 */
export async function handOverFirstRun(
  { db, clock, masterKey }: FirstRunContext,
  seeded: SeededInstallation,
  config: Pick<Config, 'origin' | 'dataDirectory'>,
): Promise<void> {
  const controlId = seeded.controlEnvironmentId
  await enterEnvironment(db, controlId)
  await createSetupLink(db, controlId, { token: setupToken(masterKey), now: clock() })
  await enterEnvironment(db, seeded.rootEnvironmentId)
  const management = await createApplication(
    { db, clock, environment: { id: seeded.rootEnvironmentId } },
    { name: 'Management API', type: 'm2m', managementScopes: MANAGEMENT_SCOPES },
  )
  const firstRun: FirstRun = {
    issuer: config.origin,
    environment: seeded.rootEnvironmentCode,
    console_url: seeded.controlOrigin,
    setup_url: setupUrl(seeded, masterKey),
    inbox_url: `${config.origin}/dev/inbox`,
    inbox_token: inboxToken(masterKey),
    management: {
      client_id: management.clientId,
      client_secret: management.clientSecret ?? '',
      audience: `${config.origin}/api`,
      token_endpoint: `${config.origin}/oauth2/token`,
    },
  }
  mkdirSync(config.dataDirectory, { recursive: true, mode: 0o700 })
  writeFileSync(fileIn(config.dataDirectory), `${JSON.stringify(firstRun, null, 2)}\n`, { mode: 0o600 })
}

export function setupUrl(seeded: Pick<SeededInstallation, 'controlOrigin'>, masterKey: MasterKey): string {
  return `${seeded.controlOrigin}/setup/${setupToken(masterKey)}`
}

/** The file's text, where it is still there. */
export function readFirstRun(dataDirectory: string): string | undefined {
  try {
    return readFileSync(fileIn(dataDirectory), 'utf8')
  } catch {
    return undefined
  }
}

function fileIn(dataDirectory: string): string {
  return join(dataDirectory, 'first-run.json')
}
