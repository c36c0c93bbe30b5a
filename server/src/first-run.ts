import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod'
import type { Clock } from '#platform/clock'
import type { Config } from '#platform/config'
import type { MasterKey } from '#platform/crypto'
import { enterEnvironment, type SystemTransaction } from '#platform/db'
import { createSetupLink } from '#domain/administrators'
import { createApplication, INSTALLATION_SCOPES, MANAGEMENT_SCOPES } from '#domain/applications'
import type { SeededInstallation } from '#domain/installation'

/** The values with which scripts and tests begin; the server prints the same ones. */
export interface FirstRun {
  readonly issuer: string
  /** The environment that `issuer` and `management` belong to. */
  readonly environment: string
  /**
   * The environment at the public origin: another one after GATEHOUSE_ROOT_ENVIRONMENT changed, null where there is
   * none.
   */
  readonly root_environment: string | null
  readonly console_url: string
  /** The console's address for machines where names below `localhost` do not resolve; null where it has none. */
  readonly console_alias_url: string | null
  readonly setup_url: string
  readonly inbox_url: string
  readonly inbox_token: string
  readonly management: Machine
  /** The application for the businesses of the installation; absent in files of older versions. */
  readonly installation?: Machine | undefined
}

interface Machine {
  readonly client_id: string
  readonly client_secret: string
  readonly audience: string
  readonly token_endpoint: string
}

type Credentials = Pick<Machine, 'client_id' | 'client_secret'>

interface FirstRunContext {
  readonly system: SystemTransaction
  readonly clock: Clock
  readonly masterKey: MasterKey
}

/** The secret parts of these two are derived, so that every process and every start has them without storing them. */
export const setupToken = (masterKey: MasterKey) => masterKey.secretFor('setup link')
export const inboxToken = (masterKey: MasterKey) => masterKey.secretFor('inbox')

/**
 * Creates the results of a first start: the one-time setup link and the machine-to-machine applications for the
 * Management API, one of the environment at the root and one for businesses; and writes `first-run.json` (mode 0600)
 * before the transaction is committed. A server that was killed in between seeds again and writes the file again, so no
 * secret can get lost.
 */
export async function handOverFirstRun(
  { system, clock, masterKey }: FirstRunContext,
  seeded: SeededInstallation,
  config: Pick<Config, 'origin' | 'dataDirectory'>,
): Promise<void> {
  const controlId = seeded.controlEnvironmentId
  const control = await enterEnvironment(system, controlId)
  await createSetupLink(control, { token: setupToken(masterKey), now: clock() })
  const make = async (id: string, name: string, managementScopes: readonly string[]) => {
    const db = await enterEnvironment(system, id)
    const made = await createApplication({ db, clock, environment: { id } }, { name, type: 'm2m', managementScopes })
    return { client_id: made.clientId, client_secret: made.clientSecret ?? '' }
  }
  const installation = await make(controlId, 'Installation', INSTALLATION_SCOPES)
  if (!seeded.root) throw new Error('no environment answers at the public origin')
  const { id: rootId, code: environment } = seeded.root
  const management = await make(rootId, 'Management API', MANAGEMENT_SCOPES)
  mkdirSync(config.dataDirectory, { recursive: true, mode: 0o700 })
  write(
    config.dataDirectory,
    firstRunOf(seeded, { masterKey, environment, origin: config.origin, management, installation }),
  )
}

/**
 * Updates the addresses in the file after GATEHOUSE_URL, PORT or GATEHOUSE_ROOT_ENVIRONMENT changed, and the
 * environment at the root. The credentials stay those of the environment that the file names. Does nothing where the
 * file was deleted.
 */
export function refreshFirstRun(
  masterKey: MasterKey,
  seeded: SeededInstallation,
  { dataDirectory }: Pick<Config, 'dataDirectory'>,
): void {
  const kept = KeptFirstRun.safeParse(readJson(dataDirectory))
  if (!kept.success) return
  const { issuer, environment, management, installation } = kept.data
  // A deleted environment has no address any more; the file keeps the last one.
  const origin = seeded.origins.get(environment) ?? issuer
  const next = firstRunOf(seeded, { masterKey, environment, origin, management, installation })
  const written: unknown = JSON.parse(JSON.stringify(next))
  if (!isDeepStrictEqual(written, kept.data)) write(dataDirectory, next)
}

/** Returns the environment of the file's credentials, where the file is still there. */
export function readFirstRunEnvironment(
  dataDirectory: string,
): Pick<FirstRun, 'issuer' | 'environment' | 'root_environment'> | undefined {
  const kept = KeptFirstRun.safeParse(readJson(dataDirectory))
  if (!kept.success) return undefined
  const { issuer, environment, root_environment: root = environment } = kept.data
  return { issuer, environment, root_environment: root }
}

const KeptCredentials = z.looseObject({ client_id: z.string(), client_secret: z.string() })

const KeptFirstRun = z.looseObject({
  issuer: z.string(),
  environment: z.string(),
  root_environment: z.string().nullish(),
  management: KeptCredentials,
  installation: KeptCredentials.optional(),
})

interface InstallationAccess {
  readonly masterKey: MasterKey
  readonly environment: string
  readonly origin: string
  readonly management: Credentials
  readonly installation: Credentials | undefined
}

function firstRunOf(
  seeded: SeededInstallation,
  { masterKey, environment, origin, management, installation }: InstallationAccess,
): FirstRun {
  return {
    issuer: origin,
    environment,
    root_environment: seeded.root?.code ?? null,
    console_url: seeded.controlOrigin,
    console_alias_url: seeded.controlAlias ?? null,
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
    // The operator edited it, so it is left alone.
    return undefined
  }
}

export function setupUrl({ controlOrigin }: Pick<SeededInstallation, 'controlOrigin'>, masterKey: MasterKey): string {
  return `${controlOrigin}/setup/${setupToken(masterKey)}`
}

/** Returns the file's text, where it is still there. */
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
