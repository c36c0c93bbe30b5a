import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
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
  const credentials = { client_id: management.clientId, client_secret: management.clientSecret ?? '' }
  mkdirSync(config.dataDirectory, { recursive: true, mode: 0o700 })
  write(config.dataDirectory, firstRunOf(seeded, { masterKey, origin: config.origin, credentials }))
}

/**
 * Brings the addresses in the file up to date after GATEHOUSE_URL or PORT changed. Does nothing where the file was deleted
 * or another environment is at the root now: the credentials in it belong to the one it names.
 */
export function refreshFirstRun(
  masterKey: MasterKey,
  seeded: SeededInstallation,
  { origin, dataDirectory }: Pick<Config, 'origin' | 'dataDirectory'>,
): void {
  const kept = KeptFirstRun.safeParse(readJson(dataDirectory))
  if (!kept.success || kept.data.environment !== seeded.rootEnvironmentCode || kept.data.issuer === origin) return
  write(dataDirectory, firstRunOf(seeded, { masterKey, origin, credentials: kept.data.management }))
}

const KeptFirstRun = z.object({
  issuer: z.string(),
  environment: z.string(),
  management: z.object({ client_id: z.string(), client_secret: z.string() }),
})

interface Addressing {
  readonly masterKey: MasterKey
  readonly origin: string
  readonly credentials: Pick<FirstRun['management'], 'client_id' | 'client_secret'>
}

function firstRunOf(seeded: SeededInstallation, { masterKey, origin, credentials }: Addressing): FirstRun {
  return {
    issuer: origin,
    environment: seeded.rootEnvironmentCode,
    console_url: seeded.controlOrigin,
    setup_url: setupUrl(seeded, masterKey),
    inbox_url: `${origin}/dev/inbox`,
    inbox_token: inboxToken(masterKey),
    management: { ...credentials, audience: `${origin}/api`, token_endpoint: `${origin}/oauth2/token` },
  }
}

function write(dataDirectory: string, firstRun: FirstRun): void {
  writeFileSync(fileIn(dataDirectory), `${JSON.stringify(firstRun, null, 2)}\n`, { mode: 0o600 })
}

function readJson(dataDirectory: string): unknown {
  try {
    return JSON.parse(readFirstRun(dataDirectory) ?? 'null')
  } catch {
    // Somebody edited it; it is theirs then.
    return undefined
  }
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
