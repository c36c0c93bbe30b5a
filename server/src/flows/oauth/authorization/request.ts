import type { Form } from '#platform/http'
import { readReauthState } from '#flows/engine'
import { MARKETING_TAGS } from '#domain/properties'
import { readTargets } from '../targets.ts'
import { responseModeOfRefused } from './response-mode-of-refused.ts'

/** The parameters of an authorization request as they were sent, before any check. */
export interface RawRequest {
  readonly clientId: string | undefined
  readonly redirectUri: string | undefined
  readonly responseType: string | undefined
  readonly responseMode: string | undefined
  readonly scope: string | undefined
  readonly state: string | undefined
  readonly nonce: string | undefined
  readonly codeChallenge: string | undefined
  readonly codeChallengeMethod: string | undefined
  readonly prompt: string | undefined
  readonly startPage: string | undefined
  readonly maxAge: string | undefined
  readonly acrValues: string | undefined
  readonly loginHint: string | undefined
  readonly idTokenHint: string | undefined
  readonly claims: string | undefined
  readonly audiences: readonly string[]
  readonly resources: readonly string[]
  readonly repeated: readonly string[]
  /** Parameters of features that are rejected by their own error codes. */
  readonly hasRequestObject: boolean
  readonly hasRequestUri: boolean
  readonly hasRegistration: boolean
  readonly further: Readonly<Record<string, string>>
}

/** Parameters that later steps read. Any other parameter is ignored (CS-14). */
const FURTHER = [
  'connection_id',
  'org_code',
  'org_name',
  'is_create_org',
  'lang',
  'ui_locales',
  'is_use_auth_success_page',
  'has_success_page',
  'workflow_deployment_id',
  'deploy_id',
  'pages_mode',
  'supports_reauth',
  'plan_interest',
  'pricing_table_key',
  'invitation_code',
  'is_invitation',
  ...MARKETING_TAGS,
]
const FURTHER_LIMIT = 512

export function readRequest(form: Form): RawRequest {
  const { fields, repeated } = form
  const replayed = readReauthState(fields.get('reauth_state'))
  const further = FURTHER.flatMap((name) => {
    const value = fields.get(name) ?? replayed.get(name)
    return value === undefined || value.length > FURTHER_LIMIT ? [] : [[name, value] as const]
  })
  return {
    clientId: fields.get('client_id'),
    redirectUri: fields.get('redirect_uri'),
    responseType: fields.get('response_type'),
    responseMode: fields.get('response_mode') ?? responseModeOfRefused(fields.get('request')),
    scope: fields.get('scope'),
    state: fields.get('state'),
    nonce: fields.get('nonce'),
    codeChallenge: fields.get('code_challenge'),
    codeChallengeMethod: fields.get('code_challenge_method'),
    prompt: fields.get('prompt') ?? replayed.get('prompt'),
    startPage: fields.get('start_page'),
    maxAge: fields.get('max_age'),
    acrValues: fields.get('acr_values'),
    loginHint: fields.get('login_hint') ?? replayed.get('login_hint'),
    idTokenHint: fields.get('id_token_hint'),
    claims: fields.get('claims'),
    ...readTargets(form),
    repeated: repeated.filter((name) => name !== 'audience' && name !== 'resource'),
    hasRequestObject: fields.has('request'),
    hasRequestUri: fields.has('request_uri'),
    hasRegistration: fields.has('registration'),
    further: Object.fromEntries(further),
  }
}
