import type { Context } from '#platform/context'
import { announceChange, enterEnvironment, type Db, type SystemDb } from '#platform/db'
import { InvalidInput } from '#platform/errors'
import { recordEvent, type Author } from '#platform/outbox'
import { isSmsAvailable } from '#platform/sms'
import { applicationCacheKey, readApplication } from '#domain/applications'
import { checkFactors, checkInheritors } from '#domain/factor-rules'
import { checkSomeIsOpen } from '#domain/organizations'
import { settingsFor, type SettingsChange } from '#domain/settings'
import { findEnvironmentSettings, writeEnvironmentSettings } from './queries.ts'

/**
 * Changes what an environment says; what is absent stays. Every process uses the new values at once.
 *
 * @throws {InvalidInput} `NOT_A_DEVICE_APPLICATION`, `NO_HOMEPAGE`, `FACTORS_REQUIRED`, `FACTOR_BESIDE_PASSKEY_REQUIRED`,
 * `SMS_NOT_CONFIGURED`
 * @throws {Conflict} `NO_OPEN_ORGANIZATION`: self sign-up, with no organization that takes sign-ups (O2-5);
 * `ORGANIZATIONS_NEED_FACTORS`
 */
export async function updateEnvironmentSettings(
  ctx: Pick<Context, 'database' | 'db' | 'clock' | 'cache' | 'environment'>,
  author: Author,
  change: SettingsChange,
): Promise<void> {
  await checkDefaultDevice(ctx, change)
  await checkHomepage(ctx, change)
  const { id } = ctx.environment
  // An environment comes with the host it was found by, and hands its settings down to the applications.
  const prefixes = ['host:', applicationCacheKey(id)]
  await ctx.database.system.transaction().execute(async (system) => {
    await writeEnvironmentSettings(system, id, change)
    const db = await enterEnvironment(system, id)
    if (allowsSignUp(change)) await checkSomeIsOpen(db)
    if (concernsFactors(change)) await checkFactorsOf(ctx, { system, db })
    const payload = { fields: [...Object.keys(change.said), ...change.unsaid] }
    await recordEvent(db, { type: 'environment.updated', occurredAt: ctx.clock(), ...author, payload })
    for (const prefix of prefixes) await announceChange(db, prefix)
  })
  for (const prefix of prefixes) ctx.cache.drop(prefix)
}

/** Taken back, the setting has its default: self sign-up is allowed. */
function allowsSignUp({ said, unsaid }: SettingsChange): boolean {
  return said['isSelfSignUpAllowed'] === true || unsaid.includes('isSelfSignUpAllowed')
}

function concernsFactors({ said, unsaid }: SettingsChange): boolean {
  return ['mfaPolicy', 'mfaFactors'].some((name) => said[name] !== undefined || unsaid.includes(name))
}

/** Reads what was written, so that of two changes at once the later one is checked with the earlier. */
async function checkFactorsOf(
  ctx: Pick<Context, 'environment'>,
  { system, db }: { readonly system: SystemDb; readonly db: Db },
): Promise<void> {
  const { values } = settingsFor({ environment: await findEnvironmentSettings(system, ctx.environment.id) })
  checkFactors(values, isSmsAvailable(ctx, 'factor'))
  await checkInheritors(db, values)
}

async function checkHomepage(
  ctx: Pick<Context, 'db' | 'cache' | 'environment'>,
  { said }: SettingsChange,
): Promise<void> {
  const { homepageApplication: clientId } = said
  if (typeof clientId !== 'string') return
  const application = await readApplication(ctx, clientId)
  if (application?.homepageUri !== undefined) return
  throw new InvalidInput(
    'NO_HOMEPAGE',
    'The application for the root must be of this environment and have a homepage URI.',
  )
}

async function checkDefaultDevice(
  ctx: Pick<Context, 'db' | 'cache' | 'environment'>,
  { said }: SettingsChange,
): Promise<void> {
  const { defaultDeviceApplication: clientId } = said
  if (typeof clientId !== 'string') return
  const application = await readApplication(ctx, clientId)
  if (application?.type === 'device') return
  throw new InvalidInput(
    'NOT_A_DEVICE_APPLICATION',
    'The default for device flows must be an application of the type device.',
  )
}
