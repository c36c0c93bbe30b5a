import { join } from 'node:path'
import type pg from 'pg'
import { openBreachedPasswords } from '#platform/breached-passwords'
import { createCache } from '#platform/cache'
import { adjustableClock, measureSkew } from '#platform/clock'
import type { Config } from '#platform/config'
import type { Services } from '#platform/context'
import { openCommonPasswords, openMasterKey, openSealer, passwordGate } from '#platform/crypto'
import { isUnavailable, listen, migrate, openDatabase, sql } from '#platform/db'
import { StartupProblem } from '#platform/errors'
import { loadCatalogue, LOCALES_DIRECTORY } from '#platform/i18n'
import { installWorkerSchema } from '#platform/jobs'
import { openOutbound } from '#platform/outbound'
import { openMailSender } from '#platform/smtp'
import { openTwilio } from '#platform/twilio'
import { createLogger } from '#platform/telemetry'
import { completeEnvironments, readInstallation, seedInstallation, type SeededInstallation } from '#domain/installation'
import type { Connection } from './database-connection.ts'
import { handOverFirstRun } from './first-run.ts'

export interface OpenServices {
  readonly services: Services
  readonly installation: SeededInstallation
  /** Compares the clock with the database's again, and with how far tests moved it. */
  refreshClock(): Promise<void>
  close(): Promise<void>
}

const CLOCK_CHECK_MS = 60_000
const MONTHS_AHEAD = 2
const COMMON_PASSWORDS = join(import.meta.dirname, '..', 'generated', 'common-passwords.bin')
const MIGRATIONS = join(import.meta.dirname, '..', 'migrations')

/** Opens everything that lives as long as the process: schema brought up to date, first rows seeded, clock measured. */
export async function openServices(config: Config, connection: Connection): Promise<OpenServices> {
  const log = createLogger(config.logLevel)
  const masterKey = readMasterKey(config)
  const direct: pg.ClientConfig = { connectionString: connection.directConnectionString }
  const database = openDatabase({
    connection: { connectionString: connection.connectionString },
    direct,
    poolSize: config.databasePoolSize,
    processes: config.processes,
    onError: (error) => log.warn({ err: error }, 'a database connection was lost'),
  })
  const clock = adjustableClock()
  const cache = createCache()
  const services: Services = {
    database,
    cache,
    masterKey,
    log,
    clock: clock.now,
    catalogue: loadCatalogue(LOCALES_DIRECTORY),
    passwords: passwordGate({ ...config, isCommon: openCommonPasswords(COMMON_PASSWORDS) }),
    ...openForeign(config),
    jobs: { isWorking: true },
  }
  const measure = async () => clock.adjust(await measureOffset(database.system, log))

  let installation: SeededInstallation | undefined
  await migrate(direct, MIGRATIONS, async (client) => {
    await installWorkerSchema(client, connection.directConnectionString)
    await client.query('select gatehouse_create_partitions(current_date, $1)', [MONTHS_AHEAD])
    await database.prepare()
    await measure()
    installation = await seedInstallation(
      { system: database.system, clock: clock.now, masterKey },
      config,
      (transaction, seeded) => handOverFirstRun({ system: transaction, clock: clock.now, masterKey }, seeded, config),
    )
    await completeEnvironments({ database, clock: clock.now })
  })
  if (!installation) throw new Error('the installation was not seeded')
  await checkMasterKey(services, installation.controlEnvironmentId)

  const timer = setInterval(() => {
    measure().catch((error: unknown) => log.warn({ err: error }, 'the clock could not be compared with the database'))
  }, CLOCK_CHECK_MS).unref()
  const listener = await listen(direct, 'gatehouse_changed', (prefix) => {
    if (prefix === 'clock') void measure().catch(() => undefined)
    else cache.drop(prefix)
  })
  return {
    services,
    installation,
    refreshClock: measure,
    async close() {
      clearInterval(timer)
      await listener.close()
      services.installationMail?.close()
      await database.close()
    },
  }
}

/** Opens everything that talks to hosts of others. */
function openForeign(config: Config) {
  const outbound = openOutbound({ allowed: config.outboundAllow })
  return {
    outbound,
    botStopProviders: config.botStopProviders,
    breachedPasswords: openBreachedPasswords(outbound, config.breachUrl),
    twilio: openTwilio(outbound, config.twilioUrl),
    installationMail: openInstallationMail(config),
  }
}

function readMasterKey({ masterKey, databaseUrl, dataDirectory }: Config): Services['masterKey'] {
  return openMasterKey(masterKey, databaseUrl === undefined ? join(dataDirectory, 'master-key') : undefined)
}

function openInstallationMail({ smtpUrl: url, mailFrom: from }: Config): Services['installationMail'] {
  return url === undefined ? undefined : openMailSender({ url, from })
}

/** @throws {StartupProblem} when the master key is not the one that this database's secrets were sealed under. */
async function checkMasterKey({ database, masterKey }: Services, environmentId: string): Promise<void> {
  try {
    await openSealer(database.environment(environmentId), masterKey)
  } catch (error) {
    await database.close()
    if (isUnavailable(error)) throw error
    throw new StartupProblem('GATEHOUSE_MASTER_KEY is not the key that this database was made with; set that one.')
  }
}

/** How far this process's clock is from the database's, with how far tests moved it. */
async function measureOffset(system: Services['database']['system'], log: Services['log']): Promise<number> {
  const skew = await measureSkew(async () => {
    const { rows } = await sql<{ now: Date }>`select clock_timestamp() as now`.execute(system)
    return rows[0]?.now
  })
  if (Math.abs(skew) > 2_000) log.warn({ skewMs: skew }, 'this machine and the database disagree about the time')
  return skew + ((await readInstallation(system))?.clockOffsetMs ?? 0)
}
