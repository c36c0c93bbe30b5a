import type { SettingName, Settings } from '#domain/settings'
import { isDisposable } from './disposable.ts'

/** Why an address may not sign up, for traces, and the setting that decided it. */
export interface SignUpRefusal {
  readonly reason: string
  readonly by: SettingName
}

type Lists = Pick<Settings, 'signUpAllowList' | 'signUpBlockList' | 'isDisposableRefused'>

/**
 * Returns why an address may not become a new account; undefined where it may. An entry that names the address comes
 * before those that name its domain, and a block comes before a permission. Blocks and the list of throw-away services
 * hold for subdomains too, because their owner makes as many as they like; a permission holds for its domain only.
 *
 * @param normalized the address in its normalised form
 */
export function signUpRefusal(lists: Lists, normalized: string): SignUpRefusal | undefined {
  const { signUpAllowList: allowed, signUpBlockList: blocked } = lists
  if (blocked.includes(normalized)) return { reason: 'the address is on the block list', by: 'signUpBlockList' }
  if (allowed.includes(normalized)) return undefined
  const domain = normalized.slice(normalized.lastIndexOf('@') + 1)
  const domains = withParents(domain)
  if (domains.some((one) => blocked.includes(one))) {
    return { reason: 'the domain of the address is on the block list', by: 'signUpBlockList' }
  }
  if (allowed.includes(domain)) return undefined
  if (allowed.length > 0) return { reason: 'the address is not on the allow list', by: 'signUpAllowList' }
  if (lists.isDisposableRefused && isDisposable(domains)) {
    return { reason: 'the domain of the address belongs to a throw-away mail service', by: 'isDisposableRefused' }
  }
  return undefined
}

/** `a.b.example.com`, `b.example.com` and `example.com`; no top-level domain. */
function withParents(domain: string): string[] {
  const labels = domain.split('.')
  return labels.slice(0, -1).map((_label, at) => labels.slice(at).join('.'))
}
