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
  readonly management: Machine
  /** For the businesses of the installation; not in files that were written before there was one. */
  readonly installation?: Machine | undefined
}

interface Machine {
  readonly client_id: string
  readonly client_secret: string
  readonly audience: string
  readonly token_endpoint: string
}

type Credentials = Pick<Machine, 'client_id' | 'client_secret'>

/** All that an application of the control environment needs to manage businesses: not its people, who administer. */
const INSTALLATION_SCOPES = MANAGEMENT_SCOPES.filter((scope) => scope.endsWith(':businesses'))

interface FirstRunContext {
  readonly db: Db
  readonly clock: Clock
  readonly masterKey: MasterKey
}

/** The secret parts of these two are derived, so that every process and every start knows them without storing them. */
export const setupToken = (masterKey: MasterKey) => masterKey.secretFor('setup link')
export const inboxToken = (masterKey: MasterKey) => masterKey.secretFor('inbox')

/**
 * Creates what a first start hands over: the one-time setup link and the machine-to-machine applications for the
 * Management API, one of the environment at the root and one for businesses; and writes `first-run.json` (mode 0600) before the transaction is committed. A server killed in between
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
  const make = async (id: string, name: string, managementScopes: readonly string[]) => {
    await enterEnvironment(db, id)
    const made = await createApplication({ db, clock, environment: { id } }, { name, type: 'm2m', managementScopes })
    return { client_id: made.clientId, client_secret: made.clientSecret ?? '' }
  }
  const installation = await make(controlId, 'Installation', INSTALLATION_SCOPES)
  const management = await make(seeded.rootEnvironmentId, 'Management API', MANAGEMENT_SCOPES)
  mkdirSync(config.dataDirectory, { recursive: true, mode: 0o700 })
  write(config.dataDirectory, firstRunOf(seeded, { masterKey, origin: config.origin, management, installation }))
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
  if (!kept.success || kept.data.environment !== seeded.rootEnvironmentCode) return
  const { issuer, console_url: consoleUrl, management, installation } = kept.data
  if (issuer === origin && consoleUrl === seeded.controlOrigin) return
  write(dataDirectory, firstRunOf(seeded, { masterKey, origin, management, installation }))
}

const KeptCredentials = z.object({ client_id: z.string(), client_secret: z.string() })

const KeptFirstRun = z.object({
  issuer: z.string(),
  environment: z.string(),
  console_url: z.string(),
  management: KeptCredentials,
  installation: KeptCredentials.optional(),
})

interface Addressing {
  readonly masterKey: MasterKey
  readonly origin: string
  readonly management: Credentials
  readonly installation: Credentials | undefined
}

function firstRunOf(seeded: SeededInstallation, { masterKey, origin, management, installation }: Addressing): FirstRun {
  return {
    issuer: origin,
    environment: seeded.rootEnvironmentCode,
    console_url: seeded.controlOrigin,
    setup_url: setupUrl(seeded, masterKey),
    inbox_url: `${origin}/dev/inbox`,
    inbox_token: inboxToken(masterKey),
    management: machineAt(origin, management),
    installation: installation && machineAt(seeded.controlOrigin, installation),
  }
}

function machineAt(origin: string, { client_id, client_secret }: Credentials): Machine {
  return { client_id, client_secret, audience: `${origin}/api`, token_endpoint: `${origin}/oauth2/token` }
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
