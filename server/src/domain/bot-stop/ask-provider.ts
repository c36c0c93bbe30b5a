import { z } from 'zod'
import type { Context } from '#platform/context'
import { findBotStopSecret } from '#domain/environments'
import type { Settings } from '#domain/settings'
import type { Challenge } from './challenge.ts'
import type { ProviderName } from './providers.ts'

/** `unavailable`: the provider did not answer, or refuses the keys: that must not lock people out. */
export type ProviderVerdict = 'passed' | 'failed' | 'unavailable'

interface ProviderQuestion {
  readonly provider: ProviderName
  readonly settings: Pick<Settings, 'botStopSiteKey'>
  readonly challenge: Challenge
  /** The text that the widget returned; empty where it could not be loaded. */
  readonly answer: string
}

const TIMEOUT_MS = 3_000
const MOST_BYTES = 64 * 1024

const Verdict = z.object({
  success: z.boolean(),
  hostname: z.string().nullish(),
  action: z.string().nullish(),
  cdata: z.string().nullish(),
  'error-codes': z.array(z.string()).nullish(),
})
type Verdict = z.infer<typeof Verdict>

/** Faults of the provider or of our keys, not of the browser. */
const NOT_THE_BROWSER = new Set([
  'internal-error',
  'missing-input-secret',
  'invalid-input-secret',
  'sitekey-secret-mismatch',
  'not-using-dummy-passcode',
])

/**
 * Asks the provider whether its widget was passed at this host, for this action and flow. Call it outside of any
 * transaction.
 */
export async function askProvider(
  ctx: Pick<Context, 'database' | 'environment' | 'sealer' | 'outbound' | 'issuer' | 'botStopProviders'>,
  { provider, settings, challenge, answer }: ProviderQuestion,
): Promise<ProviderVerdict> {
  const { botStopSiteKey: siteKey } = settings
  const secret = siteKey === null ? undefined : await findBotStopSecret(ctx, { provider, siteKey })
  if (siteKey === null || secret === undefined) return 'unavailable'
  const fields = { secret, response: answer, ...(provider === 'hcaptcha' ? { sitekey: siteKey } : {}) }
  const limits = { mostBytes: MOST_BYTES, timeoutMs: TIMEOUT_MS }
  const said = await ctx.outbound
    .askByForm(ctx.botStopProviders[provider], { fields, ...limits })
    .catch(() => undefined)
  const verdict = said === undefined ? undefined : readVerdict(said)
  if (!verdict || verdict['error-codes']?.some((code) => NOT_THE_BROWSER.has(code)) === true) return 'unavailable'
  return isMeant(verdict, { provider, challenge, host: new URL(ctx.issuer).hostname }) ? 'passed' : 'failed'
}

function readVerdict({ status, text }: { readonly status: number; readonly text: string }): Verdict | undefined {
  if (status < 200 || status >= 500) return undefined
  try {
    return Verdict.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

/** hCaptcha knows no action; its answers count once, and the challenge that comes with one is bound to the action. */
function isMeant(
  { success, hostname, action, cdata }: Verdict,
  { provider, challenge, host }: Pick<ProviderQuestion, 'provider' | 'challenge'> & { readonly host: string },
): boolean {
  if (!success || hostname !== host) return false
  return provider === 'hcaptcha' || (action === challenge.action && cdata === challenge.id)
}
