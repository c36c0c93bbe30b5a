import { z } from 'zod'
import type { AuthorizationRequest } from './flow.ts'

/**
 * Parameters that survive when a person has to start again. The application makes new addresses, state and proofs
 * itself.
 */
const KEPT = [
  'connection_id',
  'org_code',
  'org_name',
  'is_create_org',
  'lang',
  'has_success_page',
  'is_use_auth_success_page',
  'workflow_deployment_id',
  'pages_mode',
  'plan_interest',
  'pricing_table_key',
  'invitation_code',
  'is_invitation',
] as const

const LONGEST = 4_000

/** A JSON object without members. */
export const NO_REAUTH_STATE = Buffer.from('{}').toString('base64')

const Kept = z.record(z.string(), z.unknown())

/**
 * Returns the parameters of a request that ended without a result, for its application to send again: base64 of a JSON
 * object, which official SDKs decode themselves. The object is ASCII, because the SDKs read the bytes as characters.
 */
export function reauthStateOf({ further, loginHint, prompts }: AuthorizationRequest): string {
  const [prompt] = prompts.filter((one) => one === 'create' || one === 'login')
  const kept = {
    ...Object.fromEntries(KEPT.flatMap((name) => (further[name] === undefined ? [] : [[name, further[name]]]))),
    ...(loginHint === undefined ? {} : { login_hint: loginHint }),
    ...(prompt === undefined ? {} : { prompt }),
  }
  const text = JSON.stringify(kept).replaceAll(
    /[^ -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
  return text.length > LONGEST ? NO_REAUTH_STATE : Buffer.from(text).toString('base64')
}

/** Returns the parameters that a request's `reauth_state` adds; none where it cannot be read. */
export function readReauthState(text: string | undefined): ReadonlyMap<string, string> {
  if (text === undefined) return new Map()
  const parsed = Kept.safeParse(parseJson(Buffer.from(text, 'base64').toString('utf8')))
  const known = new Set<string>([...KEPT, 'login_hint', 'prompt'])
  const entries = Object.entries(parsed.data ?? {}).filter(([name]) => known.has(name))
  return new Map(entries.flatMap(([name, value]) => (typeof value === 'string' && value !== '' ? [[name, value]] : [])))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
