import { OAuthError } from '../errors.ts'
import type { Check } from './check.ts'

const PROMPTS = ['none', 'login', 'create', 'consent', 'select_account']

/** Checks `prompt` (OIDC Core section 3.1.2.1, Initiating User Registration section 4.1, AS-52). */
export const checkPrompt: Check = ({ prompt }) => {
  const prompts = promptsOf(prompt)
  if (!prompts.every((one) => PROMPTS.includes(one))) throw new OAuthError('invalid_request', 'prompt is unknown.')
  if (prompts.includes('none') && prompts.length > 1) {
    throw new OAuthError('invalid_request', 'prompt=none excludes every other value.')
  }
}

export function promptsOf(prompt: string | undefined): string[] {
  return prompt?.split(' ').filter((one) => one !== '') ?? []
}
